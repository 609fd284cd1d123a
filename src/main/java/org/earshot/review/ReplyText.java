package org.earshot.review;

import java.util.List;
import org.earshot.problem.FieldErrors;
import org.earshot.problem.JsonBody;
import org.jspecify.annotations.Nullable;

/** What a company answers to a review. */
record ReplyText(String text) {

    private static final int LONGEST = 5000;

    /** Reads {@code {"text"}}; fails with INVALID if it is bad. */
    static ReplyText parse(byte @Nullable [] body) {
        JsonBody fields = JsonBody.read(body);
        FieldErrors errors = new FieldErrors();
        fields.demand(List.of("text"), errors);
        var text = fields.text("text", LONGEST, errors);
        errors.throwIfAny();
        return new ReplyText(text.orElseThrow());
    }
}
