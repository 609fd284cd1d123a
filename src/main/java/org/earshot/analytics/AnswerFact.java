package org.earshot.analytics;

import org.jspecify.annotations.Nullable;

/**
 * An answer, as far as it is counted.
 *
 * @param questionText another wording is another question
 * @param score the answer as a number, if it is one (A28)
 */
public record AnswerFact(
        String questionId,
        @Nullable String questionText,
        @Nullable Double score) {}
