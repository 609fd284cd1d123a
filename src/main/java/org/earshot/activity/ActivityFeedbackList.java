package org.earshot.activity;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.earshot.kernel.Paging;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A page of activity feedback (A1, A24). */
@RegisterForReflection
@Schema(description = "A page of activity feedback")
record ActivityFeedbackList(
        @Schema(description = "Always true") boolean success, List<ActivityFeedback> data, Paging paging) {}
