package org.earshot.template;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** How a condition compares an answer. */
@RegisterForReflection
enum Operator {
    EQUALS,
    NOT_EQUALS,
    GREATER_THAN,
    LESS_THAN;

    @JsonValue
    String word() {
        return Words.of(this);
    }

    /** Whether it compares by size. */
    boolean ordering() {
        return this == GREATER_THAN || this == LESS_THAN;
    }
}
