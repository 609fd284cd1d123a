package org.earshot.template;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Optional;

/** What sort of answer a question wants (A14, A30). */
@RegisterForReflection
public enum QuestionType {
    RATING,
    MULTIPLE_CHOICE,
    TEXT,
    YES_NO,
    SCALE,
    /** 0 to 10; asked by templates only, and answered as a rating or a scale (A21). */
    NPS;

    /** As the API spells it. */
    @JsonValue
    public String word() {
        return Words.of(this);
    }

    /** The type that is spelt so; empty if there is none. */
    public static Optional<QuestionType> of(String word) {
        return Words.find(QuestionType.class, word);
    }

    /** Whether an answer of that type fits a question of this one. */
    boolean takes(QuestionType answer) {
        return this == NPS ? answer == RATING || answer == SCALE : answer == this;
    }

    /** Whether its answers are numbers. */
    boolean numeric() {
        return this == RATING || this == SCALE || this == NPS;
    }
}
