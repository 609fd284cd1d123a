package org.earshot.feedbackrequest;

import com.fasterxml.jackson.databind.ObjectMapper;

/** One JSON object per line; blank lines are none. */
final class JsonLineRows extends BulkRows {

    private final ObjectMapper json;

    JsonLineRows(ObjectMapper json, long longestBody) {
        super(longestBody);
        this.json = json;
    }

    @Override
    void take(byte next) {
        if (next == '\n') {
            finish();
        } else if (!keepsNothing() || !isBlank(next)) {
            keep(next);
        }
    }

    @Override
    void finish() {
        if (!keepsNothing()) {
            cut(line -> RequestFields.ofObject(json, line));
        }
    }

    private static boolean isBlank(byte next) {
        return next == ' ' || next == '\t' || next == '\r';
    }
}
