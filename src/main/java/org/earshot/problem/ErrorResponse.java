package org.earshot.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An error as the Working Feedback paths tell it (W4). */
@RegisterForReflection
@Schema(description = "What went wrong, and with which fields")
public record ErrorResponse(
        @Schema(description = "What went wrong, for a person", required = true, examples = "Not found")
        String message,

        @Schema(
                description = "One member per bad field, with its reason; key and value repeat the first one",
                examples = "{\"title\":\"is too long\",\"key\":\"title\",\"value\":\"is too long\"}")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Map<String, String> errors) {

    static ErrorResponse of(String message, Map<String, String> fields) {
        if (fields.isEmpty()) {
            return new ErrorResponse(message, null);
        }
        Map<String, String> errors = new LinkedHashMap<>(fields);
        Map.Entry<String, String> first = fields.entrySet().iterator().next();
        errors.put("key", first.getKey());
        errors.put("value", first.getValue());
        return new ErrorResponse(message, errors);
    }
}
