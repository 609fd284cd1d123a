package org.earshot.review;

import java.util.Optional;
import org.earshot.problem.FieldErrors;
import org.earshot.problem.JsonBody;
import org.jspecify.annotations.Nullable;

/**
 * A moderator's decision on a reply.
 *
 * @param status that the reply gets
 * @param revision of the reply that it was taken on; null if any will do
 */
record ReplyModeration(
        ReplyStatus status,
        @Nullable String reason,
        @Nullable Integer revision) {

    private static final int LONGEST_WORD = 20;
    private static final int LONGEST_REASON = 2000;

    /** Reads {@code {"decision", "reason", "revision"}}; fails with INVALID, naming every bad field. */
    static ReplyModeration parse(byte @Nullable [] body) {
        JsonBody fields = JsonBody.read(body);
        FieldErrors errors = new FieldErrors();
        Optional<ReplyStatus> status =
                fields.line("decision", LONGEST_WORD, errors).flatMap(ReplyModeration::status);
        if (status.isEmpty()) {
            errors.add("decision", "must be publish or reject");
        }
        Optional<String> reason = fields.text("reason", LONGEST_REASON, errors);
        Optional<Integer> revision = fields.integer("revision", 1, Integer.MAX_VALUE, errors);
        errors.throwIfAny();
        return new ReplyModeration(status.orElseThrow(), reason.orElse(null), revision.orElse(null));
    }

    private static Optional<ReplyStatus> status(String decision) {
        return switch (decision) {
            case "publish" -> Optional.of(ReplyStatus.PUBLISHED);
            case "reject" -> Optional.of(ReplyStatus.REJECTED);
            default -> Optional.empty();
        };
    }
}
