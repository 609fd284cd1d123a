package org.earshot.template;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One template as an answer (A1). */
@RegisterForReflection
@Schema(name = "FeedbackTemplateAnswer")
record TemplateAnswer(@Schema(description = "Always true") boolean success, TemplateView data) {

    /** The answer to a deletion, which has nothing more to tell. */
    @RegisterForReflection
    @Schema(name = "FeedbackTemplateDeleted")
    record Deleted(@Schema(description = "Always true") boolean success) {}
}
