package org.earshot.template;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What the answer to a question of the type text has to be; null for what does not matter. */
@RegisterForReflection
@Schema(name = "QuestionValidation", description = "What an answer in words has to be")
record Validation(
        @JsonProperty("min_length") @Schema(name = "min_length", description = "Fewest characters") @Nullable
        Integer minLength,

        @JsonProperty("max_length") @Schema(name = "max_length", description = "Most characters") @Nullable
        Integer maxLength,

        @Schema(description = "Regular expression (RE2) that all of the answer matches") @Nullable
        String pattern) {

    /** What is wrong with an answer; empty if nothing is. */
    Optional<String> complaint(String answer) {
        int length = answer.codePointCount(0, answer.length());
        if (minLength != null && length < minLength) {
            return Optional.of("must not be shorter than " + minLength + " characters");
        }
        if (maxLength != null && length > maxLength) {
            return Optional.of("must not be longer than " + maxLength + " characters");
        }
        return pattern == null || AnswerPattern.matches(pattern, answer)
                ? Optional.empty()
                : Optional.of("must match the pattern that the template asks for");
    }
}
