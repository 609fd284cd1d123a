package org.earshot.template;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What the answer to an earlier question has to be for a question to be asked. What was not answered fulfils nothing.
 *
 * @param value a String, Long or Boolean
 */
@RegisterForReflection
@Schema(description = "What the answer to an earlier question has to be")
record ShowIf(
        @JsonProperty("question_id") @Schema(name = "question_id", description = "The earlier question")
        String questionId,

        @Schema(
                implementation = String.class,
                enumeration = {"equals", "not_equals", "greater_than", "less_than"})
        Operator operator,

        @Schema(ref = "ScalarValue") Object value) {

    ShowIf {
        value = Values.widened(value);
    }

    /** Whether these answers to that question fulfil it: some of them, or for NOT_EQUALS each. */
    boolean fulfilledBy(QuestionType type, List<Object> answers) {
        if (answers.isEmpty()) {
            return false;
        }
        return switch (operator) {
            case EQUALS -> answers.stream().anyMatch(answer -> same(type, answer));
            case NOT_EQUALS -> answers.stream().noneMatch(answer -> same(type, answer));
            case GREATER_THAN -> answers.stream().anyMatch(answer -> compares(answer, sign -> sign > 0));
            case LESS_THAN -> answers.stream().anyMatch(answer -> compares(answer, sign -> sign < 0));
        };
    }

    private boolean same(QuestionType type, Object answer) {
        if (type.numeric()) {
            return compares(answer, sign -> sign == 0);
        }
        if (type == QuestionType.YES_NO) {
            Optional<Boolean> given = Values.truth(answer);
            return given.isPresent() && given.equals(Values.truth(value));
        }
        return Values.text(answer).equals(Values.text(value));
    }

    private boolean compares(Object answer, IntPredicate sign) {
        Optional<BigDecimal> given = Values.number(answer);
        Optional<BigDecimal> wanted = Values.number(value);
        return given.isPresent() && wanted.isPresent() && sign.test(given.get().compareTo(wanted.get()));
    }
}
