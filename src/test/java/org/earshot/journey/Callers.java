package org.earshot.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.earshot.testing.Sandbox;

/**
 * The calls of a company's software and of its recipients, one of each kind after the other: asking, recording, reading,
 * a page; with a token of the operator's and with a personal one. They are made to any replica, or to what stands before
 * them.
 */
final class Callers {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final Duration LIFE = Duration.ofHours(1);

    private static final int KINDS = 10;
    private static final String ASK = "/request";
    private static final String RECORD = "/v1/activity-feedback-v2";

    private final URI service;
    private final String token;
    private final String personalToken;
    private final long requestId;
    private final String link;
    private final String feedbackId;

    private Callers(URI service, String token, String personalToken, long requestId, String link, String feedbackId) {
        this.service = service;
        this.token = token;
        this.personalToken = personalToken;
        this.requestId = requestId;
        this.link = link;
        this.feedbackId = feedbackId;
    }

    /** Who calls this service, as company 1; one recipient was asked already, and one piece of feedback recorded. */
    static Callers of(URI service) {
        String token = sandboxToken(service, "requests:write requests:read company:admin activity:write activity:read");
        String jane = Sandbox.newAddress();
        long requestId = new JsonObject(sent(asking(service, token, jane).build())).getLong("id");
        sent(HttpRequest.newBuilder(service.resolve("/sandbox/tick"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
        JsonArray messages = new JsonArray(sent(HttpRequest.newBuilder(
                        service.resolve("/sandbox/messages?destination=" + URLEncoder.encode(jane, UTF_8)))
                .build()));
        String link = URI.create(messages.getJsonObject(0).getString("link")).getPath();
        String personal = new JsonObject(sent(json(
                                call(service, token, "/company/1/tokens"),
                                new JsonObject()
                                        .put("name", "tests")
                                        .put("scope", "requests:read")
                                        .put(
                                                "expires",
                                                Instant.now()
                                                        .truncatedTo(ChronoUnit.SECONDS)
                                                        .plus(LIFE)
                                                        .toString()))
                        .build()))
                .getString("token");
        String feedbackId = recorded(sent(recording(service, token)));
        return new Callers(service, token, personal, requestId, link, feedbackId);
    }

    private static String sandboxToken(URI service, String scope) {
        JsonObject wish =
                new JsonObject().put("companies", new JsonArray().add(1)).put("scope", scope);
        return new JsonObject(sent(json(HttpRequest.newBuilder(service.resolve("/sandbox/tokens")), wish)
                        .build()))
                .getString("token");
    }

    /** The same calls, made elsewhere. */
    Callers at(URI other) {
        return new Callers(other, token, personalToken, requestId, link, feedbackId);
    }

    /** The call of this number. */
    HttpRequest next(int number) {
        return switch (number % KINDS) {
            case 0 -> asking(service, token, Sandbox.newAddress()).build();
            case 1 -> call(service, token, "/request/" + requestId).build();
            case 2 -> call(service, personalToken, "/request/list/1").build();
            case 3 -> HttpRequest.newBuilder(service.resolve(link)).build();
            case 4 -> call(service, personalToken, "/request/" + requestId).build();
            case 5 -> recording(service, token);
            case 6 -> call(service, token, RECORD).build();
            case 7 -> call(service, token, RECORD + "/" + feedbackId).build();
            case 8 -> askingByForm(service, token, Sandbox.newAddress());
            default ->
                HttpRequest.newBuilder(service.resolve(link + "/opened"))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build();
        };
    }

    /** Makes a call of each kind, one after the other. */
    void callOfEachKind() {
        for (int number = 0; number < KINDS; number++) {
            sent(next(number));
        }
    }

    /** Whether this is a call that asks somebody. */
    static boolean isAsking(HttpRequest request) {
        return isPost(request, ASK);
    }

    /** Whether this is a call that records a piece of feedback. */
    static boolean isRecording(HttpRequest request) {
        return isPost(request, RECORD);
    }

    /** The id of what such a call recorded, from its answer. */
    static String recorded(String answer) {
        return new JsonObject(answer).getJsonObject("data").getString("_id");
    }

    private static boolean isPost(HttpRequest request, String path) {
        return request.method().equals("POST") && request.uri().getPath().equals(path);
    }

    private static HttpRequest recording(URI service, String token) {
        return json(
                        call(service, token, RECORD),
                        new JsonObject()
                                .put("activity_type", "sales_visit")
                                .put("rep", "rep-7")
                                .put("template_id", "visit")
                                .put("overall_satisfaction", 8))
                .build();
    }

    private static HttpRequest askingByForm(URI service, String token, String destination) {
        return idempotent(service, token)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "company=1&type=email&name=Jane+Doe&platform=auto&destination="
                                + URLEncoder.encode(destination, UTF_8)))
                .build();
    }

    private static HttpRequest.Builder idempotent(URI service, String token) {
        return call(service, token, ASK)
                .header("Idempotency-Key", UUID.randomUUID().toString());
    }

    private static HttpRequest.Builder asking(URI service, String token, String destination) {
        return json(
                idempotent(service, token),
                new JsonObject()
                        .put("company", 1)
                        .put("type", "email")
                        .put("name", "Jane Doe")
                        .put("destination", destination)
                        .put("platform", "auto"));
    }

    private static HttpRequest.Builder call(URI service, String token, String path) {
        return HttpRequest.newBuilder(service.resolve(path)).header("Authorization", "Bearer " + token);
    }

    private static HttpRequest.Builder json(HttpRequest.Builder call, JsonObject body) {
        return call.header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body.encode()));
    }

    private static String sent(HttpRequest request) {
        try {
            HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            assertEquals(2, answer.statusCode() / 100, answer::body);
            return answer.body();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
