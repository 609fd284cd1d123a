package org.earshot.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.earshot.testing.Database;
import org.earshot.testing.Sandbox;
import org.earshot.testing.TimedCall;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers hear while the database is up, and cannot serve them all the same: never a 500, and never nothing. */
@QuarkusTest
@TestProfile(FaultMannersTest.AsInProduction.class)
@Tag("W1")
class FaultMannersTest {

    private static final int CALLS = 60;
    private static final Duration READY_IN = Duration.ofSeconds(2);
    private static final String ANSWER = "rating_1=5&rating_2=5&rating_3=5";
    private static final String CUT_ALL = """
            select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
              and application_name <> 'PostgreSQL JDBC Driver'
            """;
    private static final String AT_WORK = """
            select count(*) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
              and state <> 'idle'
            """;

    /** The time-outs of production, and a pool that is soon exhausted. */
    public static final class AsInProduction implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "earshot.timeout.call", "4s",
                    "earshot.timeout.connection", "2s",
                    "earshot.timeout.lock", "2s",
                    "earshot.timeout.statement", "4s",
                    "earshot.timeout.silence", "5s",
                    "quarkus.datasource.reactive.max-size", "5");
        }
    }

    @Inject
    DataSource dataSource;

    @TestHTTPResource
    URI service;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Database database;
    private String token;
    private long requestId;
    private String link;

    @BeforeEach
    void askSomebody() {
        database = new Database(dataSource);
        token = Sandbox.token(Sandbox.ALL_OF_REQUESTS, 1);
        String jane = Sandbox.newAddress();
        requestId = Sandbox.asked(1, jane);
        link = Sandbox.linkPath(jane);
    }

    @ParameterizedTest
    @ValueSource(strings = {"feedback_request", "review", "suppression", "company_settings"})
    void whoeverFindsNoConnectionHearsSoInTime(String table) {
        List<TimedCall> ended;
        TimedCall ready;
        Database.Lock held = database.lock(table);
        try (held) {
            List<CompletableFuture<TimedCall>> calls = call();
            ready = TimedCall.send(client, get("/q/health/ready").build()).join();
            ended = calls.stream().map(CompletableFuture::join).toList();
        }
        ended.forEach(TimedCall::assertToldInTime);
        assertTrue(ended.stream().anyMatch(TimedCall::isUnavailable), table + " was in nobody's way");
        assertEquals(200, ready.status(), ready::toString);
        assertTrue(ready.took().compareTo(READY_IN) < 0, ready::toString);
        assertServiceIsWhole();
    }

    @Test
    void connectionsThatAreCutAreReplaced() {
        for (int round = 0; round < 5; round++) {
            List<CompletableFuture<TimedCall>> calls = call();
            database.rows(CUT_ALL);
            calls.forEach(call -> call.join().assertToldInTime());
            assertServiceIsWhole();
        }
    }

    @Test
    void connectionsThatWereCutBehindTheServicesBackFailNobodyWithout503() {
        call().forEach(CompletableFuture::join);
        database.rows(CUT_ALL);
        call().forEach(call -> call.join().assertToldInTime());
        assertServiceIsWhole();
    }

    @Test
    @Tag("W31")
    void whatWasAnsweredWith503ByALockHasNotHappened() {
        String jane = Sandbox.newAddress();
        HttpRequest request = post("/request", newRequest(jane))
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .build();
        long before = database.number("select count(*) from feedback_request");
        Database.Lock held = database.lock("outbox");
        TimedCall refused;
        try (held) {
            refused = TimedCall.send(client, request).join();
        }
        assertTrue(refused.isUnavailable(), refused::toString);
        database.await(0, AT_WORK);
        assertEquals(before, database.number("select count(*) from feedback_request"));
        TimedCall accepted = TimedCall.send(client, request).join();
        assertEquals(200, accepted.status(), accepted::toString);
        TimedCall again = TimedCall.send(client, request).join();
        assertEquals(accepted.answer().body(), again.answer().body());
        assertEquals(before + 1, database.number("select count(*) from feedback_request"));
    }

    @Test
    @Tag("W76")
    void aBulkCallTellsOfEachRow() {
        Database.Lock held = database.lock("outbox");
        TimedCall bulk;
        try (held) {
            bulk = TimedCall.send(
                            client,
                            get("/company/1/requests")
                                    .header("Content-Type", "application/x-ndjson")
                                    .header("Accept", "application/x-ndjson")
                                    .POST(HttpRequest.BodyPublishers.ofString("""
                                            {"type":"email","name":"Jane Doe","destination":"%s","platform":"auto"}
                                            {"type":"email","name":"Jane Doe","destination":"jane","platform":"auto"}
                                            """.formatted(Sandbox.newAddress())))
                                    .build())
                    .join();
        }
        assertEquals(200, bulk.status(), bulk::toString);
        List<String> rows = bulk.answer().body().lines().toList();
        assertTrue(rows.get(0).contains("\"status\":503"), rows::toString);
        assertTrue(rows.get(1).contains("\"status\":422"), rows::toString);
    }

    private void assertServiceIsWhole() {
        database.await(0, AT_WORK);
        TimedCall soon =
                TimedCall.send(client, get("/request/" + requestId).build()).join();
        assertEquals(200, soon.status(), soon::toString);
        for (CompletableFuture<TimedCall> call : call()) {
            assertTrue(call.join().isSuccess(), call.join()::toString);
        }
    }

    /** Calls of all kinds at once: through the pool, through Hibernate, reading and writing. */
    private List<CompletableFuture<TimedCall>> call() {
        List<CompletableFuture<TimedCall>> calls = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            HttpRequest.Builder call =
                    switch (i % 6) {
                        case 0, 1 -> post("/request", newRequest(Sandbox.newAddress()));
                        case 2 -> get("/request/" + requestId);
                        case 3 -> get("/request/list/1");
                        case 4 -> get(link);
                        default -> post(link, ANSWER);
                    };
            calls.add(TimedCall.send(client, call.build()));
        }
        return calls;
    }

    private static String newRequest(String destination) {
        return "company=1&type=email&name=Jane+Doe&platform=auto&destination=" + URLEncoder.encode(destination, UTF_8);
    }

    private HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(service.resolve(path)).header("Authorization", "Bearer " + token);
    }

    private HttpRequest.Builder post(String path, String form) {
        return get(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
    }
}
