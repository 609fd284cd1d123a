package org.earshot.template;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** How the choices of a question stand. */
@RegisterForReflection
enum Orientation {
    HORIZONTAL,
    VERTICAL;

    @JsonValue
    String word() {
        return Words.of(this);
    }
}
