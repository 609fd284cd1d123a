package org.earshot.template;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A built-in starter in the list of them (A30). */
@RegisterForReflection
@Schema(name = "FeedbackStarter", description = "A built-in template to begin with")
record StarterView(
        @JsonProperty("template_id")
        @Schema(name = "template_id", description = "What the field starter of a new template names it by")
        String id,

        String name,
        @Nullable String description,
        @Nullable String category,

        @JsonProperty("template_type")
        @Schema(
                name = "template_type",
                implementation = String.class,
                enumeration = {"survey", "rating", "nps", "custom"})
        TemplateType type,

        @JsonProperty("question_count") @Schema(name = "question_count")
        int questionCount,

        @JsonProperty("estimated_time") @Schema(name = "estimated_time", description = "Seconds that answering takes")
        int estimatedTime) {

    /** All starters as an answer. */
    @RegisterForReflection
    @Schema(name = "FeedbackStarterList")
    record All(@Schema(description = "Always true") boolean success, List<StarterView> data) {

        static All built() {
            return new All(
                    true, Arrays.stream(Starter.values()).map(StarterView::of).toList());
        }
    }

    private static StarterView of(Starter starter) {
        TemplateFields fields = starter.fields();
        return new StarterView(
                Words.of(starter),
                fields.name(),
                fields.description(),
                fields.category(),
                fields.type(),
                fields.asked().questions().size(),
                CompletionTime.seconds(fields.asked().questions()));
    }
}
