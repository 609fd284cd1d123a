package org.earshot.feedbackrequest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.DisabledOnIntegrationTest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.earshot.access.CompanyId;
import org.earshot.access.CompanyScope;
import org.earshot.access.TrustedScopes;
import org.earshot.testing.Inside;
import org.earshot.testing.Requests;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Tenants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nobody is asked twice within the threshold. */
@QuarkusTest
@Tag("W28")
class ThresholdTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration THRESHOLD = Duration.ofDays(28);
    private static final int RACES = 30;

    private int company;

    @BeforeEach
    void ownCompany() {
        company = Tenants.plain();
    }

    @AfterEach
    void backToRealTime() {
        Sandbox.resetClock();
    }

    private Response ask(String destination) {
        return Requests.post(Requests.fields("company", company, "destination", destination));
    }

    @Test
    @Tag("W29")
    void aQueuedRequestAlwaysConflicts() {
        String jane = Sandbox.newAddress();
        ask(jane).then().statusCode(200);
        ask(jane)
                .then()
                .statusCode(418)
                .body("errors.size()", is(3))
                .body("errors.destination", equalTo("has a request that is still waiting to be sent"));
    }

    @Test
    void aRequestThatWaitsForItsTimeConflictsToo() {
        String jane = Sandbox.newAddress();
        askForLater(jane);
        Sandbox.tick();
        ask(jane).then().statusCode(418);
    }

    @Test
    @Tag("W29")
    void aSentRequestSaysFromWhenOnAnotherIsPossible() {
        String jane = Sandbox.newAddress();
        long id = Sandbox.asked(company, jane);
        Instant sent = Instant.parse(Requests.get(company, id).path("dates.sent"));
        JsonPath refusal = ask(jane).then().statusCode(418).extract().jsonPath();
        assertEquals(
                Set.of("destination", "key", "value"), refusal.getMap("errors").keySet());
        assertEquals("can be asked again from " + sent.plus(THRESHOLD), refusal.getString("errors.destination"));
        assertFalse(refusal.prettify().contains(Long.toString(id)), "nothing else of the earlier one");
    }

    @Test
    void whoWasAskedIsLeftAloneUntilTheThresholdEnds() {
        String jane = Sandbox.newAddress();
        Sandbox.asked(company, jane);
        Sandbox.advance(THRESHOLD.minusMinutes(2));
        ask(jane).then().statusCode(418);
        Sandbox.advance(Duration.ofMinutes(2));
        ask(jane).then().statusCode(200);
        ask(jane).then().statusCode(418);
    }

    @Test
    void withoutAThresholdOnlyAQueuedRequestConflicts() {
        int unbounded = Tenants.withThreshold(0);
        String jane = Sandbox.newAddress();
        Sandbox.ask(unbounded, jane).then().statusCode(200);
        Sandbox.ask(unbounded, jane).then().statusCode(418);
        Sandbox.tick();
        Sandbox.ask(unbounded, jane).then().statusCode(200);
    }

    @Test
    void theThresholdIsMeasuredFromTheSending() {
        String jane = Sandbox.newAddress();
        Requests.posted(Requests.fields(
                "company",
                company,
                "destination",
                jane,
                "sendAfter",
                Instant.now().plus(Duration.ofDays(10)).toString()));
        Sandbox.advance(Duration.ofDays(10).plusMinutes(1));
        Sandbox.tick();
        Sandbox.advance(Duration.ofDays(20));
        ask(jane).then().statusCode(418);
        Sandbox.advance(Duration.ofDays(8));
        ask(jane).then().statusCode(200);
    }

    /** The sandbox's clock runs on, so the last microsecond is tried below HTTP. */
    @Test
    @DisabledOnIntegrationTest
    void theThresholdEndsToTheSecond() {
        Instant sent = Instant.parse("2026-01-31T09:30:00.750Z");
        byte[] recipient = "somebody".getBytes(StandardCharsets.UTF_8);
        long first = reserve(recipient, sent).orElseThrow();
        Inside.bean(Pool.class)
                .preparedQuery("update contact set asked_at = $3 where company_id = $1 and request_id = $2")
                .execute(Tuple.of((long) company, first, OffsetDateTime.ofInstant(sent, ZoneOffset.UTC)))
                .await()
                .atMost(PATIENCE);
        Instant end = Instant.parse("2026-02-28T09:30:00Z");
        assertEquals(Optional.empty(), reserve(recipient, sent));
        assertEquals(Optional.empty(), reserve(recipient, end.minusNanos(1000)));
        assertTrue(reserve(recipient, end).orElseThrow() > first, "at the threshold to the second");
        assertEquals(Optional.empty(), reserve(recipient, end.plus(THRESHOLD)), "the new one is queued");
    }

    private Optional<Long> reserve(byte[] recipient, Instant now) {
        CompanyScope scope = TrustedScopes.linkHolder(new CompanyId(company));
        FeedbackRequestRepository requests = Inside.bean(FeedbackRequestRepository.class);
        return Inside.bean(Pool.class)
                .withTransaction(transaction -> requests.reserve(transaction, scope, 1, recipient, now, THRESHOLD))
                .await()
                .atMost(PATIENCE);
    }

    @Test
    void aFailedRequestReleasesItsRecipient() {
        Sandbox.tick(); // so that the failure is that of the next message
        String jane = Sandbox.newAddress();
        Sandbox.failNext(1, "permanent");
        long id = Sandbox.asked(company, jane);
        Requests.get(company, id).then().body("sent", is(false));
        ask(jane).then().statusCode(200);
        ask(jane).then().statusCode(418);
    }

    @Test
    void aRequestWhoseMessageCameTooLateToBeSentReleasesItsRecipient() {
        String jane = Sandbox.newAddress();
        askForLater(jane);
        Sandbox.advance(Duration.ofDays(28)); // the service was away for more than a week
        Sandbox.tick();
        assertEquals(0, Sandbox.messages(jane).getList("$").size());
        ask(jane).then().statusCode(200);
    }

    @Test
    void aRequestThatFailedButArrivedAllTheSameCountsAgain() {
        Sandbox.tick();
        String jane = Sandbox.newAddress();
        Sandbox.failNext(1, "permanent");
        long id = Sandbox.asked(company, jane);
        openedByLink(id);
        Requests.get(company, id).then().body("sent", is(true)).body("opened", is(true));
        ask(jane).then().statusCode(418);
    }

    @Test
    void whoHasSeenThePageIsNotSentTheMessageAgain() {
        Sandbox.tick();
        String jane = Sandbox.newAddress();
        Sandbox.failNext(1, "temporary"); // or so the provider said
        long id = Sandbox.asked(company, jane);
        openedByLink(id);
        Sandbox.advance(Duration.ofHours(1));
        Sandbox.tick();
        assertEquals(0, Sandbox.messages(jane).getList("$").size());
        Requests.get(company, id).then().body("sent", is(true));
    }

    private void askForLater(String destination) {
        Requests.posted(Requests.fields(
                "company",
                company,
                "destination",
                destination,
                "sendAfter",
                Instant.now().plus(Duration.ofDays(20)).toString()));
    }

    private void openedByLink(long id) {
        given().post("/r/" + FeedbackLinksTest.OF_SERVICE.token(new CompanyId(company), id, 1) + "/opened")
                .then()
                .statusCode(204);
    }

    @Test
    void aRequestThatIsTriedAgainDoesNot() {
        Sandbox.tick();
        String jane = Sandbox.newAddress();
        Sandbox.failNext(1, "temporary");
        Sandbox.asked(company, jane);
        ask(jane).then().statusCode(418);
    }

    @Test
    void aRefusedCallReservesNothing() {
        String jane = Sandbox.newAddress();
        Requests.post(Requests.fields("company", company, "destination", jane, "title", "x".repeat(301)))
                .then()
                .statusCode(422);
        ask(jane).then().statusCode(200);
    }

    @Test
    @Tag("W17")
    void everySpellingIsTheSameRecipient() {
        String jane = Sandbox.newAddress();
        ask(jane).then().statusCode(200);
        ask(jane.toUpperCase(Locale.ROOT)).then().statusCode(418);
        ask(" " + jane + " ").then().statusCode(418);
        Map<String, Object> sms = Requests.fields("company", company, "type", "sms", "destination", "07400 123456");
        Requests.posted(sms);
        for (String number : List.of("+447400123456", "0044 7400 123456", "(07400) 123-456")) {
            sms.put("destination", number);
            Requests.post(sms).then().statusCode(418);
        }
        sms.put("destination", "07400 123457");
        Requests.posted(sms);
    }

    @Test
    void everyCompanyCountsForItself() {
        String jane = Sandbox.newAddress();
        ask(jane).then().statusCode(200);
        Requests.posted(Requests.fields("company", Tenants.plain(), "destination", jane));
    }

    @Test
    @Tag("W6")
    void aBadCallIsNotToldThatSomebodyWasAsked() {
        String jane = Sandbox.newAddress();
        ask(jane).then().statusCode(200);
        Map<String, Object> errors = Requests.post(
                        Requests.fields("company", company, "destination", jane, "title", "x".repeat(301)))
                .then()
                .statusCode(422)
                .extract()
                .jsonPath()
                .getMap("errors");
        assertEquals(Set.of("title", "key", "value"), errors.keySet());
    }

    @Test
    void ofTwoSimultaneousPostsExactlyOneWins() throws Exception {
        String token = Sandbox.token(Sandbox.ALL_OF_REQUESTS, company);
        ExecutorService callers = Executors.newFixedThreadPool(2);
        try {
            for (int race = 0; race < RACES; race++) {
                Map<String, Object> fields = Requests.fields("company", company);
                CyclicBarrier start = new CyclicBarrier(2);
                List<Future<Integer>> answers = new ArrayList<>();
                for (int caller = 0; caller < 2; caller++) {
                    answers.add(callers.submit(() -> {
                        start.await();
                        return Requests.post(token, fields).statusCode();
                    }));
                }
                Map<Integer, Integer> statuses = new TreeMap<>();
                for (Future<Integer> answer : answers) {
                    statuses.merge(answer.get(), 1, Integer::sum);
                }
                assertEquals(Map.of(200, 1, 418, 1), statuses, "race " + race);
            }
        } finally {
            callers.shutdownNow();
        }
        Sandbox.as(Sandbox.ALL_OF_REQUESTS, company)
                .get("/request/list/" + company)
                .then()
                .header("X-Total-Count", Integer.toString(RACES));
    }
}
