package org.earshot.feedbackrequest;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.earshot.delivery.OptOuts;
import org.earshot.delivery.SuppressionReason;
import org.earshot.testing.Database;
import org.earshot.testing.Requests;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Tenants;
import org.earshot.testing.Webhooks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever says no while a message to them is on its way gets that one at most, and nothing after it. */
@QuarkusTest
@Tag("W68")
class OptOutRaceTest {

    private static final int PATIENCE_SECONDS = 30;

    private Database database;
    private int company;
    private String jane;

    @BeforeEach
    void ownCompany() {
        Sandbox.tick(); // nothing else is due when a test lets its own message be claimed
        database = Database.ofService();
        company = Tenants.plain();
        jane = Sandbox.newAddress();
    }

    @AfterEach
    void backToNormal() {
        Sandbox.failNext(0, "temporary");
        Sandbox.resetClock();
    }

    private String optOutPath(String destination) {
        return OptOuts.path(company, destination);
    }

    private static CompletableFuture<Void> meanwhile(Runnable work) {
        return CompletableFuture.runAsync(work);
    }

    private static <T> T done(CompletableFuture<T> work) throws Exception {
        return work.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private int messages(String destination) {
        return Sandbox.messages(destination).getList("$").size();
    }

    private boolean sent(long request) {
        return Requests.get(company, request).then().statusCode(200).extract().path("sent");
    }

    private String stateOf(long request) {
        return database.rows("select state from feedback_request where id = ?", request)
                .get(0);
    }

    private void awaitClaim() {
        database.await(1, "select count(*) from outbox where lease_token is not null and company_id = " + company);
    }

    private void weekPasses() {
        Sandbox.advance(Duration.ofDays(8));
        Sandbox.tick();
        Sandbox.tick();
        assertEquals(0, database.number("select count(*) from outbox where company_id = ?", (long) company));
    }

    @Test
    void betweenClaimAndWritingTheMessageIsEarlyEnough() throws Exception {
        long id = Requests.posted(Requests.fields("company", company, "destination", jane));
        CompletableFuture<Void> tick;
        try (Database.Lock beforeItIsWritten = database.lock("suppression")) {
            tick = meanwhile(Sandbox::tick);
            awaitClaim();
            // what the opt-out commits; it could not get past this test's own lock
            beforeItIsWritten.run(OptOuts.INSERT, OptOuts.row(company, jane, SuppressionReason.OPTED_OUT));
        }
        done(tick);
        assertEquals(0, messages(jane));
        assertEquals("CANCELLED", stateOf(id));
        assertEquals(
                List.of("DROPPED 1"),
                database.rows("select outcome, attempts from delivery_log where subject_id = ?", id));
    }

    /** Lets one attempt happen, and holds back the record of it until the person has said no. */
    private void optOutDuringAnAttempt(Supplier<Response> optOut) throws Exception {
        CompletableFuture<Void> tick;
        Database.Lock beforeItIsRecorded;
        try (Database.Lock beforeItIsWritten = database.lock("suppression")) {
            tick = meanwhile(Sandbox::tick);
            awaitClaim();
            beforeItIsRecorded = database.hold("select 1 from outbox where company_id = ? for update", (long) company);
        }
        try (beforeItIsRecorded) {
            database.await(1, "select count(*) from pg_locks where not granted and locktype = 'transactionid'");
            optOut.get().then().statusCode(200);
        }
        done(tick);
    }

    @Test
    @Tag("W67")
    void whileItIsBeingSentThatOneMayArriveAndNoneFollows() throws Exception {
        long id = Requests.posted(Requests.fields("company", company, "destination", jane));
        optOutDuringAnAttempt(() -> given().post(optOutPath(jane)));
        assertEquals(1, messages(jane));
        assertTrue(sent(id));
        weekPasses();
        assertEquals(1, messages(jane));
        Requests.post(Requests.fields("company", company, "destination", jane))
                .then()
                .statusCode(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"temporary", "timeout"})
    void anAttemptThatFailedForNowIsNotRepeated(String fault) throws Exception {
        long id = Requests.posted(Requests.fields("company", company, "destination", jane));
        Sandbox.failNext(1, fault);
        optOutDuringAnAttempt(() -> given().post(optOutPath(jane)));
        assertEquals("CANCELLED", stateOf(id));
        assertEquals(1, database.number("select count(*) from outbox where subject_id = ?", id), "it was put back");
        weekPasses();
        assertEquals(0, messages(jane));
        assertEquals(
                List.of("DROPPED 2"),
                database.rows("select outcome, attempts from delivery_log where subject_id = ?", id));
    }

    @Test
    @Tag("W85")
    void stopWhileItIsBeingSentEndsTheReminders() throws Exception {
        String number = newNumber();
        Requests.posted(Requests.fields("company", company, "type", "sms", "destination", number));
        optOutDuringAnAttempt(() -> Webhooks.sms(number, "STOP"));
        weekPasses();
        assertEquals(1, messages(number));
    }

    @Test
    @Tag("W84")
    void aBounceWhileAReminderIsBeingSentEndsTheOthers() throws Exception {
        long id = Sandbox.asked(company, jane);
        Sandbox.advance(Duration.ofDays(3));
        optOutDuringAnAttempt(
                () -> Webhooks.events(Webhooks.bounced("<request-" + company + "-" + id + "@127.0.0.1>")));
        assertEquals(2, messages(jane));
        weekPasses();
        assertEquals(2, messages(jane));
    }

    private static String newNumber() {
        return "+447" + ThreadLocalRandom.current().nextLong(400_000_000, 499_999_999);
    }

    @RepeatedTest(5)
    @Tag("W80")
    @Tag("W84")
    @Tag("W85")
    void ofSimultaneousNosOneEntryStaysAndThePersonsWordWins() throws Exception {
        String number = newNumber();
        long id = Requests.posted(Requests.fields("company", company, "type", "sms", "destination", number));
        Sandbox.tick();
        String key = database.rows(
                        "select kind || '-' || company_id || '-' || id from delivery_log where subject_id = ?", id)
                .get(0);
        List<Supplier<Response>> ways = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ways.add(() -> given().post(optOutPath(number)));
            ways.add(() -> Webhooks.sms(number, "STOP"));
            ways.add(() -> Webhooks.twilioSms("From", number, "Body", "STOP"));
            ways.add(() -> Webhooks.events(Webhooks.bounced(key)));
        }
        Collections.shuffle(ways);
        for (CompletableFuture<Response> way :
                ways.stream().map(CompletableFuture::supplyAsync).toList()) {
            done(way).then().statusCode(200);
        }
        assertEquals(List.of("OPTED_OUT"), database.rows("select reason from suppression where company_id = ?", (long)
                company));
        Sandbox.advance(Duration.ofDays(8));
        Sandbox.tick();
        assertEquals(1, messages(number));
    }

    @Test
    void whateverComesFirstNobodyGetsMoreThanOneMessage() throws Exception {
        List<String> people =
                IntStream.range(0, 60).mapToObj(i -> Sandbox.newAddress()).toList();
        List<Long> requests = people.stream()
                .map(person -> Requests.posted(Requests.fields("company", company, "destination", person)))
                .toList();
        CompletableFuture<Void> tick = meanwhile(Sandbox::tick);
        for (CompletableFuture<Response> optOut : people.stream()
                .map(person -> CompletableFuture.supplyAsync(() -> given().post(optOutPath(person))))
                .toList()) {
            done(optOut).then().statusCode(200);
        }
        done(tick);
        Sandbox.tick();
        List<Integer> before = people.stream().map(this::messages).toList();
        for (int i = 0; i < people.size(); i++) {
            assertTrue(before.get(i) <= 1);
            assertEquals(before.get(i) == 1, sent(requests.get(i)));
        }
        weekPasses();
        assertEquals(before, people.stream().map(this::messages).toList());
    }
}
