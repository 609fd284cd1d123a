package org.earshot.template;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A template as its company reads it (A30). */
@RegisterForReflection
@Schema(name = "FeedbackTemplate", description = "Questions that feedback on an activity is asked with")
record TemplateView(
        @JsonProperty("_id") @Schema(name = "_id", ref = "ObjectId")
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

        List<Question> questions,
        TemplateSettings settings,

        @JsonProperty("notification_settings") @Schema(name = "notification_settings")
        NotificationSettings notifications,

        Styling styling,

        @JsonProperty("is_active") @Schema(name = "is_active", description = "Whether new feedback by it is taken")
        boolean active,

        @JsonProperty("usage_count") @Schema(name = "usage_count", description = "How much feedback there is by it")
        long usageCount,

        @JsonProperty("company_namespace")
        @Schema(name = "company_namespace", description = "Companies that it belongs to, the owner among them")
        List<String> namespaces,

        @Schema(description = "In UTC") Instant createdAt,

        @Schema(description = "In UTC") Instant modifiedAt,

        @JsonProperty("SVClient") @Schema(name = "SVClient") int svClient,

        @JsonProperty("__v") @Schema(name = "__v", description = "Counts the changes")
        int revision) {

    static TemplateView of(FeedbackTemplate template, long usageCount) {
        TemplateFields fields = template.fields();
        return new TemplateView(
                template.id(),
                fields.name(),
                fields.description(),
                fields.category(),
                fields.type(),
                fields.asked().questions(),
                fields.asked().settings(),
                fields.notifications(),
                fields.styling(),
                fields.active(),
                usageCount,
                template.namespaces(),
                template.createdAt().truncatedTo(ChronoUnit.SECONDS),
                template.modifiedAt().truncatedTo(ChronoUnit.SECONDS),
                template.svClient(),
                template.revision());
    }
}
