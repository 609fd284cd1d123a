package org.earshot.review;

import java.util.List;
import org.earshot.problem.FieldErrors;
import org.earshot.problem.JsonBody;
import org.jspecify.annotations.Nullable;

/** Why a company disputes a review. */
record Escalation(String reason) {

    private static final int LONGEST_REASON = 2000;

    /** Reads {@code {"reason"}}; fails with INVALID if it is bad. */
    static Escalation parse(byte @Nullable [] body) {
        JsonBody fields = JsonBody.read(body);
        FieldErrors errors = new FieldErrors();
        fields.demand(List.of("reason"), errors);
        var reason = fields.text("reason", LONGEST_REASON, errors);
        errors.throwIfAny();
        return new Escalation(reason.orElseThrow());
    }
}
