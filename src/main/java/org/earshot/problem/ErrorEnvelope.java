package org.earshot.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An error as the Activity Feedback paths tell it (A1); {@code errors} only when fields are bad. */
@RegisterForReflection
record ErrorEnvelope(
        boolean success,
        String error,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, String> errors) {

    static ErrorEnvelope of(String message, Map<String, String> fields) {
        return new ErrorEnvelope(false, message, fields.isEmpty() ? null : fields);
    }
}
