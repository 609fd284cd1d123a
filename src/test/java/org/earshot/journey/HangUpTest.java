package org.earshot.journey;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.earshot.testing.Database;
import org.earshot.testing.Sandbox;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A client that hangs up takes nothing with it. Were its call cancelled while a statement is under way, the session
 * would be closed under that statement, and what the client had done would be lost.
 */
@QuarkusTest
class HangUpTest {

    private static final int CALLS = 100;
    private static final int ROUNDS = 10;
    private static final String ANSWER = "rating_1=5&rating_2=5&rating_3=5";
    private static final Pattern OPEN_CONNECTIONS =
            Pattern.compile("(?m)^http_server_connections_seconds_active_count\\S* (\\d+)");
    private static final String WAITING_FOR_A_LOCK = """
            select count(*) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid() and wait_event_type = 'Lock'
            """;
    private static final String AT_WORK = """
            select count(*) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
              and state <> 'idle'
            """;

    @TestHTTPResource
    URI service;

    private final int poolSize =
            ConfigProvider.getConfig().getValue("quarkus.datasource.reactive.max-size", Integer.class);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Database database;
    private String token;
    private long requestId;
    private String link;

    @BeforeEach
    void warmUp() throws IOException, InterruptedException {
        database = Database.ofService();
        token = Sandbox.token(Sandbox.ALL_OF_REQUESTS, 1);
        askSomebody();
        for (Socket caller : call()) {
            try (caller) {
                assertEquals('H', caller.getInputStream().read(), "the first byte of HTTP/1.1");
            }
        }
    }

    private void askSomebody() {
        String jane = Sandbox.newAddress();
        requestId = Sandbox.asked(1, jane);
        link = Sandbox.linkPath(jane);
    }

    @ParameterizedTest
    @ValueSource(strings = {"feedback_request", "review"})
    void clientsThatHangUpWhileTheirStatementsWaitLeaveThePoolWhole(String table) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            askSomebody();
            long before = openConnections();
            Database.Lock held = database.lock(table);
            try (held) {
                List<Socket> callers = call();
                database.await(poolSize, WAITING_FOR_A_LOCK);
                hangUp(callers);
                awaitNoMoreThan(before);
            }
            assertServiceIsWhole();
        }
    }

    @Test
    void clientsThatHangUpAtAnyMomentLeaveThePoolWhole() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            askSomebody();
            hangUp(call());
            assertServiceIsWhole();
        }
    }

    @Test
    void anAnswerWhoseAuthorLeavesTooSoonIsKept() throws Exception {
        askSomebody();
        long before = openConnections();
        Database.Lock held = database.lock("review");
        try (held) {
            Socket author = new Socket(service.getHost(), service.getPort());
            author.getOutputStream().write(raw("POST", link, ANSWER));
            database.await(1, WAITING_FOR_A_LOCK);
            author.setSoLinger(true, 0);
            author.close();
            awaitNoMoreThan(before);
        }
        database.await(0, AT_WORK);
        assertEquals(1, database.number("select count(*) from review where request_id = ?", requestId));
    }

    private void assertServiceIsWhole() throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                post("/request", newRequest()).timeout(Duration.ofSeconds(1)).build(), BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer.body());
        database.await(0, AT_WORK);
        List<CompletableFuture<HttpResponse<String>>> calls;
        Database.Lock held = database.lock("feedback_request");
        try (held) {
            calls = Stream.generate(() -> get("/request/" + requestId).build())
                    .limit(poolSize)
                    .map(call -> client.sendAsync(call, BodyHandlers.ofString()))
                    .toList();
            database.await(poolSize, WAITING_FOR_A_LOCK);
        }
        for (CompletableFuture<HttpResponse<String>> call : calls) {
            assertEquals(200, call.join().statusCode(), call.join().body());
        }
    }

    /** Writes a hundred calls of all kinds, and reads no answer. */
    private List<Socket> call() throws IOException {
        List<Socket> callers = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            Socket caller = new Socket(service.getHost(), service.getPort());
            caller.getOutputStream()
                    .write(
                            switch (i % 4) {
                                case 0 -> raw("POST", "/request", newRequest());
                                case 1 -> raw("GET", "/request/" + requestId, "");
                                case 2 -> raw("GET", link, "");
                                default -> raw("POST", link, ANSWER);
                            });
            callers.add(caller);
        }
        return callers;
    }

    /** Ends half of the calls politely, the other half with a reset. */
    private static void hangUp(List<Socket> callers) throws IOException {
        for (int i = 0; i < callers.size(); i++) {
            if (i % 8 < 4) {
                callers.get(i).setSoLinger(true, 0);
            }
            callers.get(i).close();
        }
    }

    private byte[] raw(String method, String path, String form) {
        return String.join(
                        "\r\n",
                        method + " " + path + " HTTP/1.1",
                        "Host: " + service.getAuthority(),
                        "Authorization: Bearer " + token,
                        "Content-Type: application/x-www-form-urlencoded",
                        "Content-Length: " + form.length(),
                        "",
                        form)
                .getBytes(US_ASCII);
    }

    private static String newRequest() {
        return "company=1&type=email&name=Jane+Doe&platform=auto&destination="
                + URLEncoder.encode(Sandbox.newAddress(), US_ASCII);
    }

    private HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(service.resolve(path)).header("Authorization", "Bearer " + token);
    }

    private HttpRequest.Builder post(String path, String form) {
        return get(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
    }

    /** Waits until the service has seen that its clients are gone. */
    private void awaitNoMoreThan(long expected) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        long open = openConnections();
        while (open > expected && System.nanoTime() < deadline) {
            open = openConnections();
        }
        assertTrue(open <= expected, open + " connections are open");
    }

    private long openConnections() throws IOException, InterruptedException {
        String metrics =
                client.send(get("/q/metrics").build(), BodyHandlers.ofString()).body();
        Matcher count = OPEN_CONNECTIONS.matcher(metrics);
        return count.results()
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .sum();
    }
}
