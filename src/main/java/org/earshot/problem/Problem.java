package org.earshot.problem;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.earshot.kernel.Outage;
import org.jspecify.annotations.Nullable;

/** Ends a call with a clear error: what went wrong, in words for the caller, with a reason for each bad field. */
public final class Problem extends RuntimeException {

    /** The catalogue of what can go wrong. */
    public enum Kind {
        /** No token, or one that proves nothing (W2, A2); or no such signature (W84). */
        UNAUTHENTICATED,
        /** The token lacks the permission or the company (W3, A2). */
        FORBIDDEN,
        /** There is no such thing, or the caller may not know of it (W5, A5). */
        NOT_FOUND,
        /** The call cannot be understood; the Working Feedback paths tell it like INVALID (A5, A22). */
        MALFORMED,
        /** The call contradicts the present state (W51). */
        CONFLICT,
        /** One or more fields are bad; nothing was changed (W14, A12). */
        INVALID,
        /** This recipient was asked within the threshold (W28). */
        ALREADY_ASKED,
        /** The token has made all the calls that it may make for now (W77). */
        RATE_LIMITED,
        /** What the answer depends on cannot be had at the moment. */
        UNAVAILABLE
    }

    private static final Duration SOON = Duration.ofSeconds(5);

    private final Kind kind;
    private final String message;
    private final Map<String, String> fields;
    private final @Nullable Duration retryAfter;

    private Problem(Kind kind, String message, Map<String, String> fields) {
        this(kind, message, fields, null, null);
    }

    private Problem(
            Kind kind,
            String message,
            Map<String, String> fields,
            @Nullable Duration retryAfter,
            @Nullable Throwable cause) {
        super(message, cause, false, false);
        this.kind = kind;
        this.message = message;
        this.fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        this.retryAfter = retryAfter;
    }

    /** The call needs a valid token. */
    public static Problem unauthenticated() {
        return new Problem(Kind.UNAUTHENTICATED, "A valid access token is required", Map.of());
    }

    /** The call needs a valid signature, which tells who made it as a token does elsewhere. */
    public static Problem unsigned() {
        return new Problem(Kind.UNAUTHENTICATED, "A valid and recent signature is required", Map.of());
    }

    /** The token does not permit this operation. */
    public static Problem forbidden() {
        return new Problem(Kind.FORBIDDEN, "Your access token does not permit this operation", Map.of());
    }

    /** The token does not reach this company, which may or may not exist. */
    public static Problem companyForbidden() {
        return new Problem(Kind.FORBIDDEN, "Your access token does not permit access to this company", Map.of());
    }

    /** There is nothing here, as far as this caller may know. */
    public static Problem notFound() {
        return new Problem(Kind.NOT_FOUND, "Not found", Map.of());
    }

    /** What is called for cannot be understood: bad parameters of a call, each with its reason. */
    public static Problem malformed(Map<String, String> parameters) {
        return new Problem(Kind.MALFORMED, "The request was rejected: " + join(parameters), parameters);
    }

    /** One thing of a call that cannot be understood. */
    public static Problem malformed(String parameter, String reason) {
        return malformed(Map.of(parameter, reason));
    }

    /** The present state does not allow it; the fields say what would be allowed. */
    public static Problem conflict(String message, Map<String, String> fields) {
        return new Problem(Kind.CONFLICT, message, fields);
    }

    /** Bad fields, each with its reason. */
    public static Problem invalid(Map<String, String> fields) {
        return new Problem(Kind.INVALID, "The request was rejected: " + join(fields), fields);
    }

    /** One bad field. */
    public static Problem invalid(String field, String reason) {
        return invalid(Map.of(field, reason));
    }

    /** The recipient was already asked; the reason says from when on a new request is possible. */
    public static Problem alreadyAsked(String reason) {
        return new Problem(
                Kind.ALREADY_ASKED,
                "This recipient has already been asked for feedback within the threshold period",
                Map.of("destination", reason));
    }

    /** The token has made all the calls that it may make until then. */
    public static Problem rateLimited(Duration retryAfter) {
        return new Problem(Kind.RATE_LIMITED, "Too many calls with your access token", Map.of(), retryAfter, null);
    }

    /** Something that the answer depends on failed, and may work again soon. */
    public static Problem unavailable(Throwable cause) {
        return new Problem(Kind.UNAVAILABLE, "Not available at the moment", Map.of(), SOON, cause);
    }

    /** It takes longer than a caller should wait, and nobody knows yet how it ends. */
    public static Problem overdue() {
        return new Problem(
                Kind.UNAVAILABLE,
                "This took too long to wait for any longer; what you asked for may still be done",
                Map.of(),
                SOON,
                null);
    }

    /** What a failure is for the caller, if it is nothing that nobody foresaw. */
    static Optional<Problem> foreseen(Throwable failure) {
        return failure instanceof Problem problem
                ? Optional.of(problem)
                : Outage.reason(failure).map(reason -> unavailable(failure));
    }

    /** When it is worth trying the same call again, if the caller can be told. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** What went wrong, for the caller. */
    public String message() {
        return message;
    }

    /** What went wrong. */
    public Kind kind() {
        return kind;
    }

    /** Bad field → reason, first found first. */
    public Map<String, String> fields() {
        return fields;
    }

    private static String join(Map<String, String> fields) {
        StringBuilder sentence = new StringBuilder();
        fields.forEach((field, reason) -> sentence.append(sentence.isEmpty() ? "" : "; ")
                .append(field)
                .append(' ')
                .append(reason));
        return sentence.toString();
    }
}
