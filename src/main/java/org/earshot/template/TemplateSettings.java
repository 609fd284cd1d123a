package org.earshot.template;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a template is to be answered. */
@RegisterForReflection
@Schema(description = "How a template is to be answered")
record TemplateSettings(
        @JsonProperty("allow_anonymous")
        @Schema(name = "allow_anonymous", description = "Whether people may answer without a name")
        boolean allowAnonymous,

        @JsonProperty("show_progress") @Schema(name = "show_progress")
        boolean showProgress,

        @JsonProperty("require_all_questions")
        @Schema(name = "require_all_questions", description = "Whether every question that is asked must be answered")
        boolean requireAllQuestions,

        @JsonProperty("randomize_questions") @Schema(name = "randomize_questions")
        boolean randomizeQuestions,

        @JsonProperty("max_completion_time") @Schema(name = "max_completion_time", description = "In minutes") @Nullable
        Integer maxCompletionTime,

        @JsonProperty("reminder_settings") @Schema(name = "reminder_settings")
        Reminders reminderSettings) {

    /** Whether, and when, people are reminded. */
    @RegisterForReflection
    @Schema(name = "TemplateReminders")
    record Reminders(
            @JsonProperty("send_reminders") @Schema(name = "send_reminders")
            boolean sendReminders,

            @JsonProperty("reminder_intervals") @Schema(name = "reminder_intervals", description = "In hours")
            List<Integer> reminderIntervals) {

        Reminders {
            reminderIntervals = List.copyOf(reminderIntervals);
        }
    }

    static final TemplateSettings DEFAULT =
            new TemplateSettings(true, true, false, false, null, new Reminders(false, List.of()));
}
