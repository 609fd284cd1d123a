package org.earshot.review;

import java.util.Optional;
import org.earshot.problem.FieldErrors;
import org.earshot.problem.JsonBody;
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

    private static final int LONGEST_WORD = 20;
    private static final int LONGEST_REASON = 2000;

    /** Reads {@code {"decision", "reason", "revision"}}; fails with INVALID, naming every bad field. */
    static Moderation parse(byte @Nullable [] body) {
        JsonBody fields = JsonBody.read(body);
        FieldErrors errors = new FieldErrors();
        Optional<Decision> decision =
                fields.line("decision", LONGEST_WORD, errors).flatMap(Decision::of);
        if (decision.isEmpty()) {
            errors.add("decision", "must be publish, reject, restrict or investigate");
        }
        Optional<String> reason = fields.text("reason", LONGEST_REASON, errors);
        Optional<Integer> revision = fields.integer("revision", 1, Integer.MAX_VALUE, errors);
        errors.throwIfAny();
        return new Moderation(decision.orElseThrow(), reason.orElse(null), revision.orElse(null));
    }
}
