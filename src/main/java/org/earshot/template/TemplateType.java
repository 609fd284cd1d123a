package org.earshot.template;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** What a template is, on the whole; says nothing about its questions. */
@RegisterForReflection
enum TemplateType {
    SURVEY,
    RATING,
    NPS,
    CUSTOM;

    @JsonValue
    String word() {
        return Words.of(this);
    }
}
