package org.earshot.problem;

import java.util.List;

/** The shape in which a path speaks of errors, decided by whole path segments, before authentication. */
enum ErrorShape {
    /** {@code {"message", "errors"}} (W4). */
    WORKING_FEEDBACK,
    /** {@code {"success": false, "error", "errors"}} (A1). */
    ACTIVITY_FEEDBACK,
    /** A page for people. */
    PAGE;

    private static final List<String> ACTIVITY_ROOTS =
            List.of("v1", "activity-feedback-v2", "feedback-options", "follow-ups");

    /** The shape for a path such as {@code /request/7}. */
    static ErrorShape of(String path) {
        String[] segments = path.split("/", 3);
        String first = segments.length > 1 ? segments[1] : "";
        if (ACTIVITY_ROOTS.contains(first)) {
            return ACTIVITY_FEEDBACK;
        }
        return first.equals("r") ? PAGE : WORKING_FEEDBACK;
    }
}
