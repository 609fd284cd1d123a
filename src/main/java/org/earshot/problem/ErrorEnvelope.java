package org.earshot.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An error as the Activity Feedback paths tell it (A1); {@code errors} only when fields are bad. */
@RegisterForReflection
@Schema(description = "What went wrong, as the Activity Feedback paths tell it")
public record ErrorEnvelope(
        @Schema(description = "Always false") boolean success,

        @Schema(description = "What went wrong, for a person")
        String error,

        @Schema(description = "One member per bad field, with its reason")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Map<String, String> errors) {

    static ErrorEnvelope of(String message, Map<String, String> fields) {
        return new ErrorEnvelope(false, message, fields.isEmpty() ? null : fields);
    }
}
