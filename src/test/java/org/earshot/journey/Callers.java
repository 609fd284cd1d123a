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
 * The calls of a company's software and of its recipients, one of each kind after the other: asking, reading, a page;
 * with a token of the operator's and with a personal one. They are made to any replica, or to what stands before them.
 */
final class Callers {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final Duration LIFE = Duration.ofHours(1);

    private static final int KINDS = 5;

    private final URI service;
    private final String token;
    private final String personalToken;
    private final long requestId;
    private final String link;

    private Callers(URI service, String token, String personalToken, long requestId, String link) {
        this.service = service;
        this.token = token;
        this.personalToken = personalToken;
        this.requestId = requestId;
        this.link = link;
    }

    /** Who calls this service, as company 1; one recipient was asked already. */
    static Callers of(URI service) {
        String token = sandboxToken(service, "requests:write requests:read company:admin");
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
        return new Callers(service, token, personal, requestId, link);
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
        return new Callers(other, token, personalToken, requestId, link);
    }

    /** The call of this number. */
    HttpRequest next(int number) {
        return switch (number % KINDS) {
            case 0 -> asking(service, token, Sandbox.newAddress()).build();
            case 1 -> call(service, token, "/request/" + requestId).build();
            case 2 -> call(service, personalToken, "/request/list/1").build();
            case 3 -> HttpRequest.newBuilder(service.resolve(link)).build();
            default -> call(service, personalToken, "/request/" + requestId).build();
        };
    }

    /** Makes a call of each kind, one after the other; one of them asks somebody. */
    void callOfEachKind() {
        for (int number = 0; number < KINDS; number++) {
            sent(next(number));
        }
    }

    /** Whether this is a call that asks somebody. */
    static boolean isAsking(HttpRequest request) {
        return request.method().equals("POST");
    }

    private static HttpRequest.Builder asking(URI service, String token, String destination) {
        return json(
                call(service, token, "/request")
                        .header("Idempotency-Key", UUID.randomUUID().toString()),
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
            assertEquals(200, answer.statusCode(), answer::body);
            return answer.body();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
