package org.earshot.template;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One of the answers that a question offers.
 *
 * @param value a String, Long or Boolean
 * @param weight what the answer counts in averages; null if its value does
 */
@RegisterForReflection
@Schema(name = "QuestionOption", description = "One of the answers that a question offers")
record Option(
        @Schema(ref = "ScalarValue") Object value,

        @Schema(description = "What people read") String label,

        @Schema(description = "What the answer counts in averages; null if its value does") @Nullable
        BigDecimal weight) {

    Option {
        value = Values.widened(value);
    }

    /** Whether this is what was answered; {@code "4"} is 4. */
    boolean chosenBy(Object answer) {
        return Values.text(value).equals(Values.text(answer));
    }

    /** What the answer counts (A28). */
    Optional<BigDecimal> score() {
        return Optional.ofNullable(weight).or(() -> Values.number(value));
    }
}
