package org.earshot.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;

/** Parts of templates as they are stored: JSON in the spelling of their records, which every older version keeps. */
@Singleton
class TemplateDocument {

    private final ObjectMapper json;

    TemplateDocument(ObjectMapper json) {
        this.json = json;
    }

    String write(Object part) {
        try {
            return json.writeValueAsString(part);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A template can always be written", e);
        }
    }

    <T> T read(String document, Class<T> type) {
        try {
            return json.readValue(document, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored template cannot be read", e);
        }
    }
}
