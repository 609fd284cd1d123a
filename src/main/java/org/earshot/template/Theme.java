package org.earshot.template;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** How a form looks on the whole. */
@RegisterForReflection
enum Theme {
    LIGHT,
    DARK,
    CUSTOM;

    @JsonValue
    String word() {
        return Words.of(this);
    }
}
