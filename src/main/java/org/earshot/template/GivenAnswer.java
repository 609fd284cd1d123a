package org.earshot.template;

import org.jspecify.annotations.Nullable;

/**
 * An answer to one question, as somebody gave it (A14).
 *
 * @param type as which it was answered
 * @param value a String, Long or Boolean
 * @param text what was written besides, or instead
 */
public record GivenAnswer(
        String questionId,
        QuestionType type,
        @Nullable Object value,
        @Nullable String text) {}
