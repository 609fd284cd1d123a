package org.earshot.activity;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Says that a piece of feedback is gone (A10). */
@RegisterForReflection
@Schema(description = "The feedback is gone")
record ActivityFeedbackDeleted(
        @Schema(description = "Always true") boolean success) {}
