package org.earshot.activity;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A piece of activity feedback as an answer carries it (A1). */
@RegisterForReflection
@Schema(description = "A piece of activity feedback")
record ActivityFeedbackAnswer(
        @Schema(description = "Always true") boolean success, ActivityFeedback data) {

    static ActivityFeedbackAnswer of(ActivityFeedback feedback) {
        return new ActivityFeedbackAnswer(true, feedback);
    }
}
