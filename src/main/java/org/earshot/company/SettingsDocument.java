package org.earshot.company;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;

/** Settings as they are stored: JSON in the spelling of the record, which every older revision keeps. */
@Singleton
class SettingsDocument {

    private final ObjectMapper json;

    SettingsDocument(ObjectMapper json) {
        this.json = json;
    }

    String write(CompanySettings settings) {
        try {
            return json.writeValueAsString(settings);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Company settings can always be written", e);
        }
    }

    CompanySettings read(String document) {
        try {
            return json.readValue(document, CompanySettings.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Stored company settings cannot be read", e);
        }
    }
}
