package org.earshot.activity;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.earshot.kernel.Paging;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A page of what is to be done (A1, A32). */
@RegisterForReflection
@Schema(description = "A page of what is to be done")
record FollowUpList(@Schema(description = "Always true") boolean success, List<FollowUp> data, Paging paging) {}
