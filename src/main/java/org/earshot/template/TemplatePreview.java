package org.earshot.template;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How a template looks to those who answer it (A30). */
@RegisterForReflection
@Schema(name = "FeedbackTemplatePreview")
record TemplatePreview(
        @JsonProperty("template_html")
        @Schema(
                name = "template_html",
                description = "A page of HTML with everything escaped; it runs and loads nothing")
        String html,

        @JsonProperty("estimated_completion_time")
        @Schema(name = "estimated_completion_time", description = "Seconds that answering takes")
        int estimatedTime,

        @JsonProperty("question_count") @Schema(name = "question_count")
        int questionCount) {

    /** A preview as an answer. */
    @RegisterForReflection
    @Schema(name = "FeedbackTemplatePreviewAnswer")
    record Answer(@Schema(description = "Always true") boolean success, TemplatePreview data) {}

    @CheckedTemplate
    static final class Templates {
        private Templates() {}

        static native TemplateInstance page(PreviewPage page);
    }

    static Uni<TemplatePreview> of(TemplateFields fields) {
        return Templates.page(PreviewPage.of(fields))
                .createUni()
                .map(html -> new TemplatePreview(
                        html,
                        CompletionTime.seconds(fields.asked().questions()),
                        fields.asked().questions().size()));
    }
}
