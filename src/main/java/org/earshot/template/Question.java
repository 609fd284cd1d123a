package org.earshot.template;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.earshot.problem.FieldErrors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A question of a template, and what fits it as an answer. */
@RegisterForReflection
@Schema(description = "A question of a template")
record Question(
        @JsonProperty("question_id")
        @Schema(name = "question_id", description = "By which answers name it; made here if left out")
        String id,

        @JsonProperty("question_text") @Schema(name = "question_text", description = "What people read")
        String text,

        @JsonProperty("question_type")
        @Schema(
                name = "question_type",
                implementation = String.class,
                enumeration = {"rating", "multiple_choice", "text", "yes_no", "scale", "nps"})
        QuestionType type,

        @JsonProperty("is_required")
        @Schema(name = "is_required", description = "Whether it must be answered, if it is asked")
        boolean required,

        @Schema(description = "Answers on offer; those to multiple choice must be among them")
        List<Option> options,

        @Nullable Validation validation,

        @JsonProperty("conditional_logic") @Schema(name = "conditional_logic") @Nullable
        ConditionalLogic conditionalLogic,

        @JsonProperty("display_settings") @Schema(name = "display_settings") @Nullable
        DisplaySettings displaySettings) {

    private static final int NPS_MAX = 10;

    Question {
        options = List.copyOf(options);
    }

    /** Notes what about an answer does not fit; one that is blank is none. */
    void check(GivenAnswer answer, String path, FieldErrors errors) {
        if (!type.takes(answer.type())) {
            errors.add(
                    path + "question_type",
                    type == QuestionType.NPS ? "must be rating or scale" : "must be " + type.word());
        }
        answered(answer).flatMap(this::complaint).ifPresent(reason -> errors.add(path + "response_value", reason));
    }

    /** What was answered; empty if nothing was. Words may stand beside the value or in its place. */
    Optional<Object> answered(GivenAnswer answer) {
        if (!Values.blank(answer.value())) {
            return Optional.ofNullable(answer.value());
        }
        return type == QuestionType.TEXT && !Values.blank(answer.text())
                ? Optional.ofNullable(answer.text())
                : Optional.empty();
    }

    /** What an answer counts in averages (A28); empty if it is no number. */
    Optional<BigDecimal> score(GivenAnswer answer) {
        return answered(answer).flatMap(value -> switch (type) {
            case RATING, SCALE, NPS -> Values.number(value);
            case MULTIPLE_CHOICE ->
                options.stream()
                        .filter(option -> option.chosenBy(value))
                        .findFirst()
                        .map(Option::score)
                        .orElseGet(() -> Values.number(value));
            case YES_NO -> Values.truth(value).map(yes -> yes ? BigDecimal.ONE : BigDecimal.ZERO);
            case TEXT -> Optional.empty();
        });
    }

    private Optional<String> complaint(Object value) {
        return switch (type) {
            case RATING, SCALE ->
                complaintAboutNumber(
                        value,
                        displaySettings == null ? null : displaySettings.scaleMin(),
                        displaySettings == null ? null : displaySettings.scaleMax());
            case NPS -> complaintAboutNumber(value, 0, NPS_MAX);
            case YES_NO -> Values.truth(value).isPresent() ? Optional.empty() : Optional.of("must be true or false");
            case MULTIPLE_CHOICE ->
                options.stream().anyMatch(option -> option.chosenBy(value))
                        ? Optional.empty()
                        : Optional.of("must be one of the options");
            case TEXT -> validation == null ? Optional.empty() : validation.complaint(Values.text(value));
        };
    }

    private static Optional<String> complaintAboutNumber(
            Object value, @Nullable Integer smallest, @Nullable Integer largest) {
        Optional<BigDecimal> number = Values.integer(value);
        if (number.isEmpty()) {
            return Optional.of("must be an integer");
        }
        boolean fits = (smallest == null || number.get().compareTo(BigDecimal.valueOf(smallest)) >= 0)
                && (largest == null || number.get().compareTo(BigDecimal.valueOf(largest)) <= 0);
        return fits ? Optional.empty() : Optional.of(bounds(smallest, largest));
    }

    private static String bounds(@Nullable Integer smallest, @Nullable Integer largest) {
        if (smallest == null) {
            return "must not be more than " + largest;
        }
        return largest == null
                ? "must not be less than " + smallest
                : "must be an integer between " + smallest + " and " + largest;
    }
}
