package org.earshot.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A call, when it was made (in the JVM's nanoseconds), what became of it, and how long that took. */
public record TimedCall(
        HttpRequest request,
        long start,
        @Nullable HttpResponse<String> answer,
        @Nullable Throwable failure,
        Duration took) {

    /** No caller waits longer, whatever happens to PostgreSQL. */
    public static final Duration LONGEST = Duration.ofSeconds(6);

    private static final int UNAVAILABLE = 503;

    /** Makes a call, and fails in no case. */
    public static CompletableFuture<TimedCall> send(HttpClient client, HttpRequest request) {
        long start = System.nanoTime();
        return client.sendAsync(request, BodyHandlers.ofString())
                .handle((answer, failure) ->
                        new TimedCall(request, start, answer, failure, Duration.ofNanos(System.nanoTime() - start)));
    }

    /** The status; 0 if there was no answer. */
    public int status() {
        return answer == null ? 0 : answer.statusCode();
    }

    public boolean isUnavailable() {
        return status() == UNAVAILABLE;
    }

    /** Whether it was made before a moment. */
    public boolean isBefore(long nanos) {
        return start - nanos < 0;
    }

    /** Whether it did what it was for. */
    public boolean isSuccess() {
        return status() >= 200 && status() < 400;
    }

    /** Fails unless the caller soon knew: it worked, or it is worth trying again, and when. */
    public void assertToldInTime() {
        assertTrue(isSuccess() || isUnavailable(), this::toString);
        assertTrue(took.compareTo(LONGEST) < 0, this::toString);
        assertTrue(!isUnavailable() || isPolite(), this::toString);
    }

    private boolean isPolite() {
        String type = answer.headers().firstValue("Content-Type").orElse("");
        return answer.headers().firstValue("Retry-After").orElse("").matches("[1-9]\\d*")
                && (isPage()
                        ? type.startsWith("text/html") && answer.body().contains("<html")
                        : type.startsWith("application/json")
                                && answer.body().startsWith(isActivity() ? "{\"success\":false" : "{\"message\":"));
    }

    private boolean isPage() {
        return request.uri().getPath().matches("/[ru]/.*");
    }

    private boolean isActivity() {
        return request.uri().getPath().startsWith("/v1/");
    }

    @Override
    public String toString() {
        return request.method() + " " + request.uri().getPath() + " after " + took.toMillis() + " ms: "
                + (answer == null
                        ? failure
                        : answer.statusCode() + " " + answer.headers().map() + " " + answer.body());
    }
}
