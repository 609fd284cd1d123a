package org.earshot.delivery.inbound;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.earshot.testing.Database;
import org.earshot.testing.Requests;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Tenants;
import org.earshot.testing.Webhooks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What providers report of messages ends what would follow them. */
@QuarkusTest
@Tag("W84")
class DeliveryEventsTest {

    private Database database;
    private int company;
    private String jane;

    @BeforeEach
    void ownCompany() {
        database = Database.ofService();
        company = Tenants.plain();
        jane = Sandbox.newAddress();
    }

    @AfterEach
    void backToRealTime() {
        Sandbox.failNext(0, "temporary");
        Sandbox.resetClock();
    }

    private static ValidatableResponse taken(int accepted, int ignored, Object... events) {
        return Webhooks.events(events)
                .then()
                .statusCode(200)
                .body("accepted", is(accepted))
                .body("ignored", is(ignored));
    }

    private List<String> entries() {
        return database.rows("select reason from suppression where company_id = ?", (long) company);
    }

    private List<String> stateOf(long request) {
        return database.rows("select state from feedback_request where id = ?", request);
    }

    private int messages() {
        return Sandbox.messages(jane).getList("$").size();
    }

    /** The Message-ID of the newest mail. */
    private String messageId() {
        return Sandbox.messages(jane).getString("[0].headers.'Message-ID'");
    }

    /** The idempotency key of the newest message about a request. */
    private String key(long request) {
        return database.rows("""
                        select kind || '-' || company_id || '-' || subject_id || '-' || id from (
                            select kind, company_id, id, subject_id from outbox union all
                            select kind, company_id, id, subject_id from delivery_log) m
                        where company_id = ? and subject_id = ? order by id desc limit 1
                        """, (long) company, request).get(0);
    }

    @Test
    @Tag("W67")
    @Tag("W33")
    void aBounceEndsReminders() {
        long id = Sandbox.asked(company, jane);
        taken(1, 0, Webhooks.bounced(messageId()));
        assertEquals(List.of("BOUNCED"), entries());
        assertEquals(List.of("ASKED"), stateOf(id));
        Requests.get(company, id).then().body("sent", is(true)).body("reminders", is(0));
        Sandbox.advance(Duration.ofDays(8));
        Sandbox.tick();
        Sandbox.tick();
        assertEquals(1, messages());
        assertEquals(0, database.number("select count(*) from outbox where company_id = ?", (long) company));
        Sandbox.ask(company, jane).then().statusCode(422).body("errors", hasKey("destination"));
    }

    @Test
    void aBounceThatOvertakesTheRecordOfASendingCancelsTheNextAttempt() {
        Sandbox.failNext(1, "temporary");
        long id = Sandbox.asked(company, jane);
        assertEquals(List.of("ASKED"), stateOf(id));
        taken(1, 0, Webhooks.bounced(key(id)));
        assertEquals(List.of("CANCELLED"), stateOf(id));
        Sandbox.advance(Duration.ofHours(1));
        Sandbox.tick();
        assertEquals(0, messages());
    }

    @Test
    void anInvitationIsFoundByKeyAndByMessageIdAndAReminderToo() {
        long id = Sandbox.asked(company, jane);
        String invitation = messageId();
        assertTrue(invitation.startsWith("<request-" + company + "-" + id + "@"), invitation);
        String delivered = database.rows(
                        "select kind || '-' || company_id || '-' || subject_id || '-' || id from delivery_log where company_id = ?",
                        (long) company)
                .get(0);
        String waiting = key(id);
        assertTrue(waiting.startsWith("reminder-" + company), waiting);
        Sandbox.advance(Duration.ofDays(3));
        Sandbox.tick();
        String reminder = messageId();
        assertTrue(reminder.startsWith("<" + waiting + "@"), reminder);
        String bare = reminder.substring(1, reminder.length() - 1);
        for (String name : List.of(invitation, delivered, waiting, reminder, bare)) {
            taken(1, 0, Webhooks.bounced(name));
            assertEquals(List.of("BOUNCED"), entries(), name);
            database.run("delete from suppression where company_id = ?", (long) company);
        }
    }

    @Test
    @Tag("W80")
    void onlyThePersonTakesAComplaintBack() {
        Sandbox.asked(company, jane);
        String page = Sandbox.optOutPath(jane);
        taken(1, 0, Webhooks.complained(messageId()));
        assertEquals(List.of("COMPLAINED"), entries());
        long entry = database.number("select id from suppression where company_id = ?", (long) company);
        Sandbox.as("company:admin", company)
                .delete("/company/" + company + "/suppressions/" + entry)
                .then()
                .statusCode(409);
        taken(1, 0, Webhooks.bounced(messageId()));
        assertEquals(List.of("COMPLAINED"), entries());
        given().post(page + "/undo").then().statusCode(200);
        assertEquals(List.of(), entries());
    }

    @Test
    void whoUnsubscribedAtTheProviderOptedOut() {
        Sandbox.asked(company, jane);
        taken(1, 0, Map.of("event", "unsubscribed", "message", messageId()));
        assertEquals(List.of("OPTED_OUT"), entries());
    }

    @Test
    void otherEventsChangeNothing() {
        long id = Sandbox.asked(company, jane);
        String message = messageId();
        taken(
                0,
                6,
                Map.of("event", "bounced", "message", message, "permanent", false),
                Map.of("event", "deferred", "message", message),
                Map.of("event", "delivered", "message", message, "permanent", true),
                Map.of("event", "opened", "message", message, "at", "2026-01-31T09:30:00Z"),
                Map.of("event", "BOUNCED", "message", message, "permanent", true),
                Map.of("event", "sold"));
        taken(0, 0);
        assertEquals(List.of(), entries());
        assertEquals(List.of("ASKED"), stateOf(id));
    }

    @Test
    void aMessageThatIsNotKnownIsCountedAndNothingElse() {
        long id = Sandbox.asked(company, jane);
        int other = Tenants.plain();
        long before = database.number("select count(*) from suppression");
        String host = "@127.0.0.1>";
        taken(
                1,
                7,
                Webhooks.bounced("<request-" + other + "-" + id + host),
                Webhooks.bounced("<request-999999999-" + id + host),
                Webhooks.bounced("<request-" + company + "-999999999" + host),
                Webhooks.bounced("<request-" + company + "-" + id + "@staging.example.com>"),
                Webhooks.bounced("invitation-" + company + "-999999999-1"),
                Webhooks.bounced("alert-" + company + "-" + id),
                Webhooks.bounced("<0100018d@eu-west-1.amazonses.com>"),
                Webhooks.bounced("<request-" + company + "-" + id + host));
        assertEquals(before + 1, database.number("select count(*) from suppression"));
        assertEquals(List.of("BOUNCED"), entries());
    }

    @Test
    @Tag("W37")
    void aRedactedRequestIsStillKnownByHashAndAVeryOldOneIsNot() {
        long id = Sandbox.asked(company, jane);
        String message = messageId();
        Sandbox.advance(Duration.ofDays(40));
        Sandbox.tick();
        taken(1, 0, Webhooks.complained(message));
        assertEquals(List.of("COMPLAINED"), entries());
        database.run("delete from suppression where company_id = ?", (long) company);
        database.run("update feedback_request set destination_hash = null, hash_key_version = null where id = ?", id);
        taken(0, 1, Webhooks.complained(message));
        assertEquals(List.of(), entries());
    }

    @Test
    void theSameEventsAgainChangeNothing() {
        Sandbox.asked(company, jane);
        Object[] events = {Webhooks.bounced(messageId()), Webhooks.bounced(messageId())};
        taken(2, 0, events);
        List<String> before = database.rows("select s::text from suppression s where company_id = ?", (long) company);
        taken(2, 0, events);
        assertEquals(before, database.rows("select s::text from suppression s where company_id = ?", (long) company));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                               | events",
                "{\"events\":null}                                                | events",
                "{\"events\":{}}                                                  | events",
                "{\"events\":[7]}                                                 | events[0]",
                "{\"events\":[{}]}                                                | events[0].event",
                "{\"events\":[{\"event\":7}]}                                     | events[0].event",
                "{\"events\":[{\"event\":\"bounced\",\"permanent\":true}]}        | events[0].message",
                "{\"events\":[{\"event\":\"complained\",\"message\":\" \"}]}      | events[0].message",
                "{\"events\":[{\"event\":\"complained\",\"message\":7}]}          | events[0].message",
                "{\"events\":[{\"event\":\"bounced\",\"message\":\"x\"}]}         | events[0].permanent",
                "{\"events\":[{\"event\":\"bounced\",\"message\":\"x\",\"permanent\":\"yes\"}]} | events[0].permanent"
            })
    void aBadBodyIsRefusedWithReasons(String body, String field) {
        long now = Clock.systemUTC().instant().getEpochSecond();
        Map<String, String> errors = Webhooks.signed("/webhooks/email", body, now, Webhooks.SECRET)
                .then()
                .statusCode(422)
                .extract()
                .jsonPath()
                .getMap("errors");
        assertTrue(errors.containsKey(field), errors.toString());
    }

    @Test
    void oneBadEventLeavesTheOthersUntouched() {
        Sandbox.asked(company, jane);
        Webhooks.events(Webhooks.complained(messageId()), Map.of("event", "complained"))
                .then()
                .statusCode(422);
        assertEquals(List.of(), entries());
    }

    @Test
    void thereIsAnEndToAList() {
        Map<String, Object> event = Map.of("event", "delivered", "message", "invitation-1-1");
        taken(0, 1000, Collections.nCopies(1000, event).toArray());
        Webhooks.events(Collections.nCopies(1001, event).toArray())
                .then()
                .statusCode(422)
                .body("errors.events", equalTo("must not have more than 1000 items"));
        Webhooks.signed("/webhooks/email", Map.of("padding", "x".repeat(1024 * 1024)))
                .then()
                .statusCode(413);
    }

    @Test
    void anUnsignedReportIsRefusedAndChangesNothing() {
        Sandbox.asked(company, jane);
        String body = "{\"events\":[{\"event\":\"complained\",\"message\":\"" + messageId() + "\"}]}";
        given().body(body)
                .post("/webhooks/email")
                .then()
                .statusCode(401)
                .body("message", equalTo("A valid and recent signature is required"))
                .body("size()", is(1));
        Webhooks.signed("/webhooks/email", body, 1, Webhooks.SECRET).then().statusCode(401);
        assertEquals(List.of(), entries());
    }

    @ParameterizedTest
    @CsvSource({"undelivered,21610,OPTED_OUT", "undelivered,30005,BOUNCED", "failed,21614,BOUNCED"})
    void whatTwilioSaysOfANumberHolds(String status, String code, String reason) {
        long id = askedBySms();
        Webhooks.twilioStatus(key(id), "MessageStatus", status, "ErrorCode", code, "MessageSid", "SM1")
                .then()
                .statusCode(204);
        assertEquals(List.of(reason), entries());
    }

    @ParameterizedTest
    @ValueSource(strings = {"30003", "30007", "30008", ""})
    void whatMayPassChangesNothing(String code) {
        long id = askedBySms();
        Webhooks.twilioStatus(key(id), "MessageStatus", "undelivered", "ErrorCode", code)
                .then()
                .statusCode(204);
        Webhooks.twilioStatus(key(id), "MessageStatus", "delivered").then().statusCode(204);
        Webhooks.twilioStatus("invitation-1-999999999", "MessageStatus", "undelivered", "ErrorCode", "30005")
                .then()
                .statusCode(204);
        Webhooks.twilio("/webhooks/twilio/status", "MessageStatus", "undelivered", "ErrorCode", "30005")
                .then()
                .statusCode(204);
        assertEquals(List.of(), entries());
    }

    @Test
    void aStatusForAnotherMessageThanTheSignedOneIsRefused() {
        long id = askedBySms();
        String[] form = {"MessageStatus", "undelivered", "ErrorCode", "30005"};
        String signature =
                Webhooks.twilioSignature(Webhooks.PUBLIC_URL + "/webhooks/twilio/status?message=invitation-1-1", form);
        Webhooks.twilio(signature, "/webhooks/twilio/status?message=" + key(id), form)
                .then()
                .statusCode(401)
                .body(not(containsString(key(id))));
        assertEquals(List.of(), entries());
    }

    private long askedBySms() {
        String number = "+447" + ThreadLocalRandom.current().nextLong(400_000_000, 499_999_999);
        long id = Requests.posted(Requests.fields("company", company, "type", "sms", "destination", number));
        Sandbox.tick();
        return id;
    }

    @Test
    void everyReasonIsCounted() {
        Sandbox.asked(company, jane);
        double before = counted();
        taken(1, 0, Webhooks.bounced(messageId()));
        taken(1, 0, Webhooks.bounced(messageId()));
        assertEquals(before + 1, counted());
    }

    private static double counted() {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("earshot_suppressions_total{") && line.contains("bounced"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
