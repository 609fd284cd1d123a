package org.earshot.feedbackrequest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.DisabledOnIntegrationTest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.earshot.access.CompanyId;
import org.earshot.access.CompanyScope;
import org.earshot.access.TrustedScopes;
import org.earshot.delivery.Channel;
import org.earshot.delivery.DueMessage;
import org.earshot.delivery.MessageKey;
import org.earshot.delivery.OptOuts;
import org.earshot.delivery.OutgoingMessage;
import org.earshot.delivery.SettledMessage;
import org.earshot.delivery.SuppressionReason;
import org.earshot.testing.Database;
import org.earshot.testing.Forgetting;
import org.earshot.testing.Inside;
import org.earshot.testing.Reactive;
import org.earshot.testing.Requests;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Tenants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who does not answer is reminded, by the company's schedule, until there is a reason not to. */
@QuarkusTest
@Tag("W67")
class ReminderTest {

    private static final Duration MOMENT = Duration.ofMinutes(2);

    private Database database;
    private int company;
    private String jane;

    @BeforeEach
    void ownCompany() {
        database = Database.ofService();
        company = Tenants.plain();
        jane = Sandbox.newAddress();
        Sandbox.tick();
    }

    @AfterEach
    void backToRealTime() {
        Sandbox.failNext(0, "temporary");
        Sandbox.resetClock();
    }

    private static void later(Duration step) {
        Sandbox.advance(step);
        Sandbox.tick();
        Sandbox.tick();
    }

    private int messages() {
        return Sandbox.messages(jane).getList("$").size();
    }

    private void reminders(long id, int expected) {
        Requests.get(company, id).then().statusCode(200).body("reminders", is(expected));
        assertEquals(expected + 1, messages());
    }

    @Test
    @Tag("W39")
    @Tag("W40")
    void remindersGoOnTheThirdAndTheSeventhDayOnceEach() {
        long id = Sandbox.asked(company, jane);
        JsonPath asked = Requests.get(company, id).jsonPath();
        later(Duration.ofDays(3).minus(MOMENT));
        reminders(id, 0);
        later(MOMENT);
        reminders(id, 1);
        JsonPath reminded = Requests.get(company, id).jsonPath();
        assertEquals(asked.getString("dates.sent"), reminded.getString("dates.sent"));
        assertTrue(Instant.parse(reminded.getString("dates.updated"))
                .isAfter(Instant.parse(asked.getString("dates.updated"))));
        later(Duration.ofDays(4).minus(MOMENT));
        reminders(id, 1);
        later(MOMENT);
        reminders(id, 2);
        later(Duration.ofDays(14));
        reminders(id, 2);
    }

    @Test
    void aReminderCarriesTheLinkOfItsInvitationAndFollowsIt() {
        long id = Sandbox.asked(company, jane);
        later(Duration.ofDays(3));
        JsonPath mail = Sandbox.messages(jane);
        assertEquals("Reminder: how was your experience with Hillside?", mail.getString("[0].subject"));
        assertEquals(id, mail.getLong("[0].requestId"));
        assertEquals(mail.getString("[1].link"), mail.getString("[0].link"));
        assertTrue(mail.getString("[0].text").contains(mail.getString("[0].link")));
        assertTrue(mail.getString("[0].html").contains(mail.getString("[0].link")));
        Map<String, String> invitation = mail.getMap("[1].headers");
        Map<String, String> reminder = mail.getMap("[0].headers");
        assertEquals(invitation.get("Message-ID"), reminder.get("In-Reply-To"));
        assertEquals(invitation.get("Message-ID"), reminder.get("References"));
        assertNotEquals(invitation.get("Message-ID"), reminder.get("Message-ID"));
        Sandbox.answered(id, company, Sandbox.linkPath(jane));
        Requests.get(company, id).then().body("success", is(true)).body("reminders", is(1));
    }

    @Test
    void aReminderByTextMessageGoesToo() {
        String mobile = "+447700900" + ThreadLocalRandom.current().nextInt(100, 1000);
        Requests.posted(
                Requests.fields("company", company, "type", "sms", "destination", mobile, "source", UUID.randomUUID()));
        Sandbox.tick();
        int before = Sandbox.messages(mobile).getList("$").size();
        later(Duration.ofDays(3));
        JsonPath texts = Sandbox.messages(mobile);
        assertEquals(before + 1, texts.getList("$").size());
        assertTrue(texts.getString("[0].text").startsWith("Hillside: we'd still like your opinion: "));
        assertTrue(texts.getString("[0].text").contains(texts.getString("[0].link")));
    }

    @Test
    void whoAnsweredIsNotReminded() {
        long id = Sandbox.asked(company, jane);
        Sandbox.answered(id, company, Sandbox.linkPath(jane));
        later(Duration.ofDays(3));
        later(Duration.ofDays(4));
        reminders(id, 0);
        assertEquals(
                List.of("DROPPED no longer wanted"),
                database.rows(
                        "select outcome, reason from delivery_log where company_id = ? and kind = 'reminder'",
                        (long) company));
        assertEquals(0, waiting());
    }

    private long waiting() {
        return database.number("select count(*) from outbox where company_id = ?", (long) company);
    }

    @Test
    void whoOnlyOpenedThePageIsReminded() {
        long id = Sandbox.asked(company, jane);
        given().post(Sandbox.linkPath(jane) + "/opened").then().statusCode(204);
        later(Duration.ofDays(3));
        reminders(id, 1);
    }

    /** The page was seen while the provider pretended that the message had not been taken over. */
    @Test
    void whoOpenedThePageBeforeTheSendingWasRecordedIsReminded() {
        Sandbox.failNext(1, "temporary");
        long id = Sandbox.asked(company, jane);
        given().post("/r/" + FeedbackLinksTest.OF_SERVICE.token(new CompanyId(company), id, 1) + "/opened")
                .then()
                .statusCode(204);
        later(Duration.ofHours(1));
        assertEquals(0, messages());
        later(Duration.ofDays(3));
        assertEquals(1, messages());
        Requests.get(company, id).then().body("reminders", is(1));
    }

    @Test
    void whoCouldNotBeSentTheInvitationIsNotReminded() {
        Sandbox.failNext(1, "permanent");
        long id = Sandbox.asked(company, jane);
        later(Duration.ofDays(3));
        later(Duration.ofDays(4));
        assertEquals(0, messages());
        Requests.get(company, id).then().body("reminders", is(0));
    }

    @Test
    @Tag("W68")
    void whoOptedOutIsNotReminded() {
        long id = Sandbox.asked(company, jane);
        given().post(Sandbox.optOutPath(jane)).then().statusCode(200);
        later(Duration.ofDays(3));
        later(Duration.ofDays(4));
        reminders(id, 0);
        assertEquals(0, waiting());
    }

    @Test
    @Tag("W68")
    void whoOptedOutAndTookItBackIsNotRemindedAllTheSame() {
        long id = Sandbox.asked(company, jane);
        given().post(Sandbox.optOutPath(jane)).then().statusCode(200);
        given().post(Sandbox.optOutPath(jane) + "/undo").then().statusCode(200);
        later(Duration.ofDays(3));
        later(Duration.ofDays(4));
        reminders(id, 0);
        assertEquals(0, waiting());
        later(Duration.ofDays(21));
        long next = Sandbox.asked(company, jane);
        assertEquals(2, messages());
        later(Duration.ofDays(3));
        assertEquals(3, messages());
        Requests.get(company, next).then().body("reminders", is(1));
    }

    @Test
    @Tag("W68")
    void whoOptsOutBetweenTwoRemindersGetsNoSecond() {
        long id = Sandbox.asked(company, jane);
        later(Duration.ofDays(3));
        given().post(Sandbox.optOutPath(jane)).then().statusCode(200);
        later(Duration.ofDays(4));
        reminders(id, 1);
        assertEquals(0, waiting());
    }

    /** The sending is recorded after the opt-out, by which the request was cancelled and was sent all the same. */
    @Test
    @Tag("W68")
    @DisabledOnIntegrationTest
    void whoOptedOutWhileTheInvitationWasOnItsWayIsNotReminded() {
        long id = Sandbox.ask(company, jane)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getLong("id");
        Pool pool = Inside.bean(Pool.class);
        SentInvitations invitations = Inside.bean(SentInvitations.class);
        OptOuts.suppress(company, jane, SuppressionReason.OPTED_OUT);
        database.run("delete from suppression where company_id = ?", (long) company);
        database.run("delete from outbox where company_id = ?", (long) company);
        database.run("""
                insert into delivery_log (company_id, id, kind, subject_id, channel, outcome, attempts, at)
                values (?, 1, 'invitation', ?, 'EMAIL', 'DELIVERED', 1, now())
                """, (long) company, id);
        Reactive.await(pool.withTransaction(transaction -> invitations.settled(
                transaction,
                scope(),
                List.of(new SettledMessage(
                        new MessageKey(scope().company(), 1, InvitationComposer.KIND, id),
                        Instant.now(),
                        SettledMessage.Outcome.DELIVERED,
                        "")))));
        Requests.get(company, id).then().body("sent", is(true));
        assertEquals(0, waiting());
    }

    @ParameterizedTest
    @EnumSource(
            value = SuppressionReason.class,
            names = {"BOUNCED", "COMPLAINED", "LISTED"})
    @DisabledOnIntegrationTest
    void whoCannotOrMustNotBeReachedIsNotReminded(SuppressionReason reason) {
        long id = Sandbox.asked(company, jane);
        later(Duration.ofDays(1));
        OptOuts.suppress(company, jane, reason);
        later(Duration.ofDays(2));
        later(Duration.ofDays(4));
        reminders(id, 0);
        assertEquals(0, waiting());
    }

    @Test
    @Tag("W79")
    void whoseDataWereErasedIsNotReminded() {
        Sandbox.asked(company, jane);
        assertEquals(1, waiting());
        Forgetting.privacy(company, "erase", "email", jane).then().statusCode(200);
        assertEquals(0, waiting());
        later(Duration.ofDays(3));
        later(Duration.ofDays(4));
        assertEquals(1, messages());
    }

    @Test
    void aReminderThatIsRefusedIsTheLast() {
        long id = Sandbox.asked(company, jane);
        Sandbox.advance(Duration.ofDays(3));
        Sandbox.failNext(1, "permanent");
        Sandbox.tick();
        later(Duration.ofDays(4));
        reminders(id, 0);
    }

    @Test
    void aReminderThatIsDeferredIsTriedAgain() {
        long id = Sandbox.asked(company, jane);
        Sandbox.advance(Duration.ofDays(3));
        Sandbox.failNext(1, "temporary");
        Sandbox.tick();
        reminders(id, 0);
        later(MOMENT);
        reminders(id, 1);
        later(Duration.ofDays(4));
        reminders(id, 2);
    }

    @Test
    void aCompanyMaySendNone() {
        company = Tenants.reminding(28, List.of());
        long id = Sandbox.asked(company, jane);
        assertEquals(0, waiting());
        later(Duration.ofDays(7));
        reminders(id, 0);
    }

    @Test
    void theTwentySeventhDayIsTheLast() {
        company = Tenants.reminding(28, List.of());
        Tenants.change(database, company, "reminderDays", "[27, 28, 29]");
        long id = Sandbox.asked(company, jane);
        later(Duration.ofDays(27));
        reminders(id, 1);
        assertEquals(0, waiting());
        later(Duration.ofDays(1));
        later(Duration.ofDays(1));
        reminders(id, 1);
    }

    @Test
    void nothingGoesFromTheTwentyEighthDayOnHoweverLateItIs() {
        company = Tenants.reminding(28, List.of(3, 27));
        long id = Sandbox.asked(company, jane);
        later(Duration.ofDays(28)); // the service was away
        reminders(id, 0);
        assertEquals(0, waiting());
    }

    @Test
    void whatTheServiceMissedWhileItWasAwayIsNotMadeUpFor() {
        long id = Sandbox.asked(company, jane);
        later(Duration.ofDays(8));
        reminders(id, 1);
        later(Duration.ofDays(10));
        reminders(id, 1);
    }

    @Test
    @Tag("W28")
    void theThresholdStillCountsFromTheInvitation() {
        Sandbox.asked(company, jane);
        later(Duration.ofDays(3));
        later(Duration.ofDays(4));
        assertEquals(3, messages());
        later(Duration.ofDays(21).minus(MOMENT));
        Sandbox.ask(company, jane).then().statusCode(418);
        later(MOMENT);
        Sandbox.ask(company, jane).then().statusCode(200);
    }

    @Test
    @DisabledOnIntegrationTest
    void everyAttemptIsTheSame() {
        long id = Sandbox.asked(company, jane);
        assertEquals(composed(id, 1), composed(id, 2));
        assertEquals(1, composed(id, 1).size());
    }

    private CompanyScope scope() {
        return TrustedScopes.scheduler(new CompanyId(company));
    }

    private List<OutgoingMessage> composed(long request, int attempt) {
        CompanyScope scope = scope();
        return Reactive.await(Inside.bean(ReminderComposer.class)
                .compose(
                        scope,
                        List.of(new DueMessage(
                                new MessageKey(scope.company(), 77, Reminders.KIND, request),
                                Channel.EMAIL,
                                Instant.parse("2026-01-31T09:30:00Z"),
                                attempt,
                                Instant.parse("2026-01-31T09:30:00Z"),
                                1))));
    }
}
