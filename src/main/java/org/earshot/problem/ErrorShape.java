package org.earshot.problem;

import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;

/** The shape in which a path speaks of errors, decided by whole path segments, before authentication. */
public enum ErrorShape {
    /** {@code {"message", "errors"}} (W4). */
    WORKING_FEEDBACK,
    /** {@code {"success": false, "error", "errors"}} (A1). */
    ACTIVITY_FEEDBACK,
    /** A page for people. */
    PAGE;

    /** What the paths of the Activity Feedback API start with, unless they stand at the root (A3). */
    static final String VERSION = "/v1/";

    private static final List<String> ACTIVITY_ROOTS =
            List.of("v1", "activity-feedback-v2", "feedback-options", "follow-ups");

    private static final List<String> PAGE_ROOTS = List.of("r", "u");

    /** The shape for a path such as {@code /request/7}. */
    public static ErrorShape of(String path) {
        String[] segments = path.split("/", 3);
        String first = segments.length > 1 ? segments[1] : "";
        if (ACTIVITY_ROOTS.contains(first)) {
            return ACTIVITY_FEEDBACK;
        }
        return PAGE_ROOTS.contains(first) ? PAGE : WORKING_FEEDBACK;
    }

    /** An error in this shape: what {@link #mediaType} then carries. */
    Object body(String message, Map<String, String> fields) {
        return switch (this) {
            case WORKING_FEEDBACK -> ErrorResponse.of(message, fields);
            case ACTIVITY_FEEDBACK -> ErrorEnvelope.of(message, fields);
            case PAGE -> ErrorPage.problem(message).render();
        };
    }

    /** The content type of an error in this shape. */
    MediaType mediaType() {
        return switch (this) {
            case WORKING_FEEDBACK, ACTIVITY_FEEDBACK -> MediaType.APPLICATION_JSON_TYPE;
            case PAGE -> MediaType.TEXT_HTML_TYPE.withCharset("utf-8");
        };
    }
}
