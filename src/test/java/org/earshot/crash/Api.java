package org.earshot.crash;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The service's API as a client calls it, which gives up on a call after a while. */
final class Api {

    /** A company of the run's own, with the token of its software. */
    record Company(long id, String token) {}

    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    /** Registers a company that may write at any time of the day. */
    Company register(URI replica, int number) throws IOException {
        String operator = token(replica, "*", "company:admin");
        JsonObject company = new JsonObject()
                .put("namespace", "company-" + number)
                .put("name", "Company " + number)
                .put("industry", "other")
                .put("country", "GB")
                .put("timeZone", "Europe/London")
                .put("thresholdDays", 28);
        // quiet hours have to be switched off here once there are any, or nothing is sent at night
        long id = found(post(replica.resolve("/company"), operator, company)).getLong("id");
        return new Company(id, token(replica, Long.toString(id), "requests:write requests:read"));
    }

    /** Asks somebody by text message, once for each key; answers as the service did. */
    HttpResponse<String> ask(URI replica, Company company, String number, String name, String key) throws IOException {
        JsonObject request = new JsonObject()
                .put("company", company.id())
                .put("type", "sms")
                .put("name", name)
                .put("destination", number)
                .put("platform", "workingfeedback");
        return send(call(replica.resolve("/request"), company.token())
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(request.encode()))
                .build());
    }

    /** All of a company's requests, newest first. */
    List<JsonObject> requests(URI replica, Company company) throws IOException {
        List<JsonObject> requests = new ArrayList<>();
        int before = -1;
        for (int page = 1; requests.size() > before; page++) {
            before = requests.size();
            URI address = replica.resolve("/request/list/" + company.id() + "?limit=100&page=" + page);
            found(send(call(address, company.token()).build()))
                    .getJsonArray("requests")
                    .forEach(request -> requests.add((JsonObject) request));
        }
        return requests;
    }

    private String token(URI replica, String company, String scope) throws IOException {
        JsonObject wish =
                new JsonObject().put("companies", new JsonArray().add(company)).put("scope", scope);
        return found(post(replica.resolve("/sandbox/tokens"), "", wish)).getString("token");
    }

    private HttpResponse<String> post(URI address, String token, JsonObject body) throws IOException {
        return send(call(address, token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.encode()))
                .build());
    }

    private static HttpRequest.Builder call(URI address, String token) {
        HttpRequest.Builder call = HttpRequest.newBuilder(address).timeout(PATIENCE);
        return token.isEmpty() ? call : call.header("Authorization", "Bearer " + token);
    }

    private static JsonObject found(HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.uri().getPath() + ": " + answer.statusCode() + " " + answer.body());
        }
        return new JsonObject(answer.body());
    }

    private HttpResponse<String> send(HttpRequest call) throws IOException {
        try {
            return http.send(call, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
