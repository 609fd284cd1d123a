package org.earshot.feedbackrequest;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.earshot.testing.Database;
import org.earshot.testing.Requests;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Tenants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /request} with an {@code Idempotency-Key}. */
@QuarkusTest
@Tag("W31")
class IdempotencyKeyTest {

    private static final int CALLERS = 20;
    private static final String WAITING_FOR_A_LOCK = """
            select count(*) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid() and wait_event_type = 'Lock'
            """;

    private final String key = UUID.randomUUID().toString();
    private Database database;
    private int company;
    private String token;

    @BeforeEach
    void ownCompany() {
        database = Database.ofService();
        company = Tenants.plain();
        token = Sandbox.token(Sandbox.ALL_OF_REQUESTS, company);
    }

    @AfterEach
    void backToRealTime() {
        Sandbox.resetClock();
    }

    private Map<String, Object> fields(Object... namesAndValues) {
        return Requests.changed(Requests.fields("company", company), namesAndValues);
    }

    private Response post(Map<String, Object> fields) {
        return post(token, key, fields);
    }

    private static Response post(String token, String key, Map<String, Object> fields) {
        return RestAssured.given()
                .auth()
                .oauth2(token)
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(fields)
                .post("/request");
    }

    private long stored() {
        return database.number("select count(*) from feedback_request where company_id = ?", company);
    }

    private long kept() {
        return database.number("select count(*) from idempotency_key where company_id = ?", company);
    }

    @Test
    void theFirstAnswerIsGivenAgainByteForByte() {
        Map<String, Object> fields = fields("title", "Zoë’s visit");
        Response first = post(fields);
        first.then()
                .statusCode(200)
                .contentType(ContentType.JSON)
                .header("Idempotency-Replayed", nullValue())
                .body("destination", equalTo("j***@e******.com"));
        Sandbox.tick();
        Response second = post(fields);
        second.then().statusCode(200).contentType(ContentType.JSON).header("Idempotency-Replayed", "true");
        assertArrayEquals(first.asByteArray(), second.asByteArray());
        assertEquals(
                Requests.get(company, first.jsonPath().getLong("id"))
                        .jsonPath()
                        .getMap("$")
                        .keySet(),
                first.jsonPath().getMap("$").keySet());
        assertEquals(1, stored());
    }

    @Test
    void theAnswerThatSomebodyWasAskedAlreadyIsGivenAgainToo() {
        Map<String, Object> fields = fields();
        String withoutKey;
        Requests.posted(fields);
        withoutKey =
                Requests.post(token, fields).then().statusCode(418).extract().asString();
        Response first = post(fields);
        first.then().statusCode(418).header("Idempotency-Replayed", nullValue()).body(equalTo(withoutKey));
        Sandbox.tick();
        post(fields)
                .then()
                .statusCode(418)
                .contentType(ContentType.JSON)
                .header("Idempotency-Replayed", "true")
                .body(equalTo(withoutKey));
        assertEquals(1, stored());
    }

    @Test
    void anotherBodyIsRefusedAndDoesNothing() {
        post(fields()).then().statusCode(200);
        post(fields()).then().statusCode(422).body("errors.Idempotency-Key", instanceOf(String.class));
        assertEquals(1, stored());
        assertEquals(1, kept());
    }

    @Test
    void aCorrectedCallMayUseItsKeyAgain() {
        Map<String, Object> fields = fields("type", "fax");
        post(fields).then().statusCode(422).body("errors.type", instanceOf(String.class));
        assertEquals(0, kept());
        post(Requests.changed(fields, "type", "email")).then().statusCode(200);
    }

    @Test
    void aReplayComesBeforeTheFieldsAreCheckedAndAfterTheCompany() {
        post(fields()).then().statusCode(200);
        post(fields("type", "fax"))
                .then()
                .statusCode(422)
                .body("errors.keySet()", equalTo(Set.of("Idempotency-Key", "key", "value")));
        post(fields("company", 1)).then().statusCode(401);
    }

    @Test
    void aKeyThatANewCompanyOfTheSameTokenUsesIsTheSameKey() {
        int other = Tenants.plain();
        for (String both : List.of(Sandbox.token(Sandbox.ALL_OF_REQUESTS, company, other), operator())) {
            post(both, key, fields()).then().statusCode(200);
            post(both, key, fields("company", other)).then().statusCode(422);
        }
        assertEquals(0, database.number("select count(*) from feedback_request where company_id = ?", other));
    }

    private static String operator() {
        return Sandbox.token(Sandbox.ALL_OF_REQUESTS, "*");
    }

    @Test
    void everyTokenHasKeysOfItsOwnAndIsNotStored() {
        Map<String, Object> fields = fields();
        post(fields).then().statusCode(200);
        String other = Sandbox.token(Sandbox.ALL_OF_REQUESTS, company);
        post(other, key, fields).then().statusCode(418).header("Idempotency-Replayed", nullValue());
        String row = database.rows("select t::text from idempotency_key t where company_id = ?", company)
                .toString();
        assertFalse(row.contains(token.split("\\.")[2]), row);
    }

    @Test
    void nothingKeptShowsWhoWasAsked() {
        Map<String, Object> fields = fields();
        post(fields).then().statusCode(200);
        String rows = database.rows("select t::text from idempotency_key t where company_id = ?", company)
                .toString();
        assertFalse(rows.contains(String.valueOf(fields.get("destination"))), rows);
    }

    @Test
    void aKeyIsForgottenAfterADay() {
        Map<String, Object> fields = fields();
        post(fields).then().statusCode(200);
        Sandbox.advance(Duration.ofHours(24).minusMinutes(1));
        post(fields).then().statusCode(200).header("Idempotency-Replayed", "true");
        Sandbox.advance(Duration.ofMinutes(2));
        post(fields).then().statusCode(418).header("Idempotency-Replayed", nullValue());
        post(fields).then().statusCode(418).header("Idempotency-Replayed", "true");
    }

    @Test
    void whatHasExpiredIsRemoved() {
        post(fields()).then().statusCode(200);
        Sandbox.advance(Duration.ofHours(24).minusMinutes(1));
        Sandbox.tick();
        assertEquals(1, kept());
        Sandbox.advance(Duration.ofMinutes(2));
        Sandbox.tick();
        assertEquals(0, kept());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "tab\there", "café"})
    void aBadKeyIsRefused(String bad) {
        post(token, bad, fields()).then().statusCode(422).body("errors.Idempotency-Key", instanceOf(String.class));
        assertEquals(0, stored());
    }

    @Test
    void aKeyIsOneOfUpTo255VisibleCharacters() {
        post(token, "k".repeat(256), fields()).then().statusCode(422);
        post(token, "k".repeat(255), fields()).then().statusCode(200);
        post(token, "\"8e03978e-40d5-43dd-bc93-6894a57f9324\"", fields()).then().statusCode(200);
        post(token, "!~", fields()).then().statusCode(200);
        RestAssured.given()
                .auth()
                .oauth2(token)
                .header("Idempotency-Key", "one", "two")
                .contentType(ContentType.JSON)
                .body(fields())
                .post("/request")
                .then()
                .statusCode(422);
    }

    @Test
    void aDryRunUsesNoKey() {
        Map<String, Object> fields = fields();
        for (int i = 0; i < 2; i++) {
            RestAssured.given()
                    .auth()
                    .oauth2(token)
                    .header("Idempotency-Key", key)
                    .queryParam("dryRun", true)
                    .contentType(ContentType.JSON)
                    .body(fields)
                    .post("/request")
                    .then()
                    .statusCode(200)
                    .header("Idempotency-Replayed", nullValue());
        }
        assertEquals(0, kept());
        post(fields("title", "another body")).then().statusCode(200);
    }

    @Test
    void ofTwentySimultaneousEqualCallsOneIsCarriedOut() throws Exception {
        Map<String, Object> fields = fields();
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        List<Future<Response>> answers = new ArrayList<>();
        try {
            CyclicBarrier start = new CyclicBarrier(CALLERS);
            for (int i = 0; i < CALLERS; i++) {
                answers.add(callers.submit(() -> {
                    start.await();
                    return post(fields);
                }));
            }
            Set<String> accepted = new TreeSet<>();
            int first = 0;
            for (Future<Response> answer : answers) {
                int status = answer.get().statusCode();
                assertTrue(status == 200 || status == 409, answer.get().asString());
                if (status == 200) {
                    accepted.add(answer.get().asString());
                    first += answer.get().header("Idempotency-Replayed") == null ? 1 : 0;
                }
            }
            assertEquals(1, accepted.size());
            assertEquals(1, first);
        } finally {
            callers.shutdownNow();
        }
        assertEquals(1, stored());
    }

    @Test
    void aCallIsRefusedAtOnceWhileAnotherWithItsKeyIsUnderWay() throws Exception {
        Map<String, Object> fields = fields();
        ExecutorService callers = Executors.newSingleThreadExecutor();
        try {
            Future<Response> first;
            Database.Lock held = database.lock("outbox");
            try (held) {
                first = callers.submit(() -> post(fields));
                database.await(1, WAITING_FOR_A_LOCK);
                post(fields).then().statusCode(409).body("errors.Idempotency-Key", instanceOf(String.class));
            }
            assertEquals(200, first.get().statusCode());
            assertEquals(
                    first.get().asString(),
                    post(fields).then().statusCode(200).extract().asString());
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void aCallThatFailsLeavesItsKeyFree() {
        Map<String, Object> fields = fields();
        database.run(
                "alter table outbox add constraint refused_by_a_test check (company_id <> " + company + ") not valid");
        try {
            post(fields).then().statusCode(500);
        } finally {
            database.run("alter table outbox drop constraint refused_by_a_test");
        }
        assertEquals(0, kept());
        post(fields).then().statusCode(200).header("Idempotency-Replayed", nullValue());
    }

    @Test
    void aCallWhoseAuthorHangsUpIsAnsweredWhenItIsSentAgain() throws IOException {
        String body = "company=" + company + "&type=email&name=Jane&platform=auto&destination=" + Sandbox.newAddress();
        Database.Lock held = database.lock("outbox");
        try (held) {
            try (Socket caller = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
                caller.getOutputStream()
                        .write(String.join(
                                        "\r\n",
                                        "POST /request HTTP/1.1",
                                        "Host: localhost",
                                        "Authorization: Bearer " + token,
                                        "Idempotency-Key: " + key,
                                        "Content-Type: application/x-www-form-urlencoded",
                                        "Content-Length: " + body.length(),
                                        "",
                                        body)
                                .getBytes(StandardCharsets.US_ASCII));
                database.await(1, WAITING_FOR_A_LOCK);
            }
        }
        database.await(1, "select count(*) from idempotency_key where company_id = " + company);
        RestAssured.given()
                .auth()
                .oauth2(token)
                .header("Idempotency-Key", key)
                .contentType("application/x-www-form-urlencoded")
                .body(body)
                .post("/request")
                .then()
                .statusCode(200)
                .header("Idempotency-Replayed", "true");
        assertEquals(1, stored());
    }
}
