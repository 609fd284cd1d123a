package org.earshot.review;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.earshot.kernel.Text;
import org.earshot.problem.FieldErrors;
import org.earshot.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * A moderator's decision.
 *
 * @param revision of the review that it was taken on; null if any will do
 */
record Moderation(
        Decision decision,
        @Nullable String reason,
        @Nullable Integer revision) {

    private static final int LONGEST_REASON = 2000;

    /** Reads {@code {"decision", "reason", "revision"}}; fails with INVALID, naming every bad field. */
    static Moderation parse(ObjectMapper json, byte[] body) {
        JsonNode fields = read(json, body);
        FieldErrors errors = new FieldErrors();
        Optional<Decision> decision = Decision.of(fields.path("decision").asText());
        if (decision.isEmpty()) {
            errors.add("decision", "must be publish, reject, restrict or investigate");
        }
        JsonNode reason = fields.path("reason");
        if (!reason.isMissingNode() && !reason.isNull() && !reason.isTextual()) {
            errors.add("reason", "must be text");
        } else if (reason.asText().codePointCount(0, reason.asText().length()) > LONGEST_REASON) {
            errors.add("reason", "must not be longer than " + LONGEST_REASON + " characters");
        } else if (!Text.isStorable(reason.asText())) {
            errors.add("reason", "contains text that cannot be stored");
        }
        JsonNode revision = fields.path("revision");
        if (!revision.isMissingNode() && !revision.isNull() && !revision.isInt()) {
            errors.add("revision", "must be an integer");
        }
        errors.throwIfAny();
        return new Moderation(
                decision.orElseThrow(),
                reason.isTextual() && !reason.asText().isBlank()
                        ? reason.asText().strip()
                        : null,
                revision.isInt() ? revision.intValue() : null);
    }

    private static JsonNode read(ObjectMapper json, byte[] body) {
        try {
            JsonNode fields = body.length == 0
                    ? json.nullNode()
                    : json.reader(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                            .readTree(new String(body, StandardCharsets.UTF_8));
            if (fields.isObject() || fields.isNull()) {
                return fields;
            }
        } catch (JsonProcessingException e) {
            throw Problem.invalid("body", "is not valid JSON");
        }
        throw Problem.invalid("body", "must be a JSON object");
    }
}
