package org.earshot.activity;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.DisabledOnIntegrationTest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.earshot.access.CompanyId;
import org.earshot.access.CompanyScope;
import org.earshot.access.TrustedScopes;
import org.earshot.delivery.Channel;
import org.earshot.delivery.DueMessage;
import org.earshot.delivery.MessageComposer;
import org.earshot.delivery.MessageKey;
import org.earshot.delivery.OutgoingMessage;
import org.earshot.testing.Database;
import org.earshot.testing.Inside;
import org.earshot.testing.Reactive;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Settings;
import org.earshot.testing.Tenants;
import org.earshot.testing.Webhooks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A template's notification settings: whom feedback by it is told of, by email. */
@QuarkusTest
@Tag("A34")
class AlertedFeedbackTest {

    private static final String TEMPLATES = "/v1/feedback-options";

    private final String ann = Sandbox.newAddress();
    private final String bob = Sandbox.newAddress();
    private Database database;
    private int company;

    @BeforeEach
    void ownCompany() {
        database = Database.ofService();
        company = Tenants.plain();
    }

    @AfterEach
    void noMoreFaults() {
        Sandbox.failNext(0, "temporary");
        database.run("alter table outbox drop constraint if exists refused_by_a_test");
        Sandbox.resetClock();
    }

    /** A template of a company, whose ratings up to 5 are low. */
    private String template(int owner, boolean completion, boolean low, String... recipients) {
        return Sandbox.as(Feedbacks.ALL, owner)
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "name",
                        "Visit <b>",
                        "template_type",
                        "survey",
                        "questions",
                        List.of(Map.of("question_text", "How was it?", "question_type", "text")),
                        "notification_settings",
                        Map.of(
                                "notify_on_completion",
                                completion,
                                "notify_on_low_rating",
                                low,
                                "low_rating_threshold",
                                5,
                                "notification_recipients",
                                List.of(recipients))))
                .post(TEMPLATES)
                .then()
                .statusCode(201)
                .extract()
                .path("data._id");
    }

    /** Records feedback with this rating. */
    private String recorded(String template, int rating) {
        return Feedbacks.newId(company, "template_id", template, "overall_satisfaction", rating);
    }

    private void changed(String id, String field, int value) {
        Feedbacks.patch(company, id, Map.of(field, value)).then().statusCode(200);
    }

    /** What somebody has got by now, newest first. */
    private static JsonPath mails(String recipient) {
        Sandbox.tick();
        return Sandbox.messages(recipient);
    }

    private static void assertMails(int expected, String recipient) {
        assertEquals(expected, mails(recipient).getList("$").size());
    }

    private long number(String sql) {
        return database.number(sql, (long) company);
    }

    @Test
    void aLowRatingIsToldToEachRecipient() {
        String id = Feedbacks.newId(
                company,
                "template_id",
                template(company, false, true, ann, bob),
                "overall_satisfaction",
                5,
                "nps_score",
                0,
                "activity_id",
                "visit-2041",
                "client",
                "client-12",
                "responses",
                List.of(
                        Map.of(
                                "question_id",
                                "a",
                                "question_text",
                                "Why?",
                                "question_type",
                                "text",
                                "response_value",
                                "It was terrible."),
                        Map.of(
                                "question_id",
                                "b",
                                "question_type",
                                "yes_no",
                                "response_value",
                                false,
                                "response_text",
                                "never")));
        for (String recipient : List.of(ann, bob)) {
            JsonPath mails = mails(recipient);
            assertEquals(1, mails.getList("$").size());
            assertEquals("Low rating 5/10: sales_visit with rep-7", mails.getString("[0].subject"));
            assertEquals("Hillside", mails.getString("[0].fromName"));
            String text = mails.getString("[0].text");
            String time = mails.getString("[0].text")
                    .lines()
                    .filter(line -> line.startsWith("Time"))
                    .findFirst()
                    .orElseThrow();
            assertTrue(time.matches("Time: \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d \\(Europe/London\\)"), time);
            assertEquals("""
                    Low rating 5/10: sales_visit with rep-7

                    Rating: 5/10
                    Recommendation: 0/10
                    Sentiment: very negative
                    Activity: sales_visit, visit-2041
                    Representative: rep-7
                    Client: client-12
                    %s
                    Template: Visit <b>
                    Feedback: %s

                    Why?
                    It was terrible.

                    b
                    ✗ – never

                    You get this because the template names you as somebody to tell.
                    Stop messages from Hillside:
                    %s
                    """.formatted(time, id, mails.getString("[0].optOut")), text);
            assertNull(mails.getString("[0].link"));
            assertEquals("<" + mails.getString("[0].optOut") + ">", mails.getString("[0].headers.List-Unsubscribe"));
        }
    }

    @Test
    void aRatingAboveTheThresholdIsNot() {
        recorded(template(company, false, true, ann), 6);
        assertMails(0, ann);
    }

    @Test
    void allFeedbackIsToldIfTheTemplateSaysSo() {
        recorded(template(company, true, false, ann), 8);
        assertEquals("Feedback 8/10: sales_visit with rep-7", mails(ann).getString("[0].subject"));
    }

    @Test
    void aLowRatingIsToldOnceAlsoIfAllFeedbackIs() {
        recorded(template(company, true, true, ann, "Also." + ann, "ALSO." + ann), 1);
        assertEquals(
                List.of("Low rating 1/10: sales_visit with rep-7"), mails(ann).getList("subject"));
        assertMails(1, "Also." + ann);
    }

    @Test
    void nobodyIsToldByATemplateThatIsSilentOrDeletedOrUnknown() {
        recorded(template(company, false, false, ann), 1);
        recorded(template(company, true, true), 1);
        String deleted = template(company, true, true, ann);
        String id = recorded(deleted, 8);
        assertMails(1, ann);
        Sandbox.as(Feedbacks.ALL, company)
                .delete(TEMPLATES + "/" + deleted)
                .then()
                .statusCode(200);
        recorded(deleted, 1);
        changed(id, "overall_satisfaction", 1);
        recorded("visit", 1);
        assertMails(1, ann);
    }

    @Test
    @Tag("A25")
    void aChangeIsToldIfItMakesTheRatingLow() {
        String id = recorded(template(company, false, true, ann), 8);
        changed(id, "nps_score", 1);
        changed(id, "overall_satisfaction", 6);
        assertMails(0, ann);
        changed(id, "overall_satisfaction", 3);
        changed(id, "overall_satisfaction", 2);
        assertEquals(
                List.of("Low rating 3/10: sales_visit with rep-7"), mails(ann).getList("subject"));
        changed(id, "overall_satisfaction", 9);
        changed(id, "overall_satisfaction", 5);
        assertMails(2, ann);
    }

    @Test
    @Tag("W68")
    void whoeverUnsubscribesIsToldNothingMore() {
        String template = template(company, false, true, ann, bob);
        recorded(template, 1);
        assertMails(1, ann);
        recorded(template, 2);
        given().formParam("List-Unsubscribe", "One-Click")
                .post(Sandbox.optOutPath(ann))
                .then()
                .statusCode(200);
        assertMails(1, ann);
        assertMails(2, bob);
    }

    @Test
    @Tag("W84")
    void aBounceIsUnderstoodThoughTheAddressIsErased() {
        String template = template(company, false, true, ann);
        recorded(template, 1);
        String message = mails(ann).getString("[0].headers.'Message-ID'");
        Webhooks.events(Webhooks.bounced(message)).then().statusCode(200).body("accepted", equalTo(1));
        recorded(template, 1);
        assertMails(1, ann);
    }

    @Test
    @Tag("A10")
    void feedbackThatIsDeletedBeforeTheSendingIsNotTold() {
        String id = recorded(template(company, true, true, ann, bob), 1);
        Feedbacks.delete(company, id).then().statusCode(200);
        assertMails(0, ann);
        assertEquals(0, number("select count(*) from feedback_alert where company_id = ?"));
        assertEquals(0, number("select count(*) from outbox where company_id = ?"));
    }

    @Test
    void whatWasSentIsErased() {
        String id = recorded(template(company, true, true, ann), 1);
        assertMails(1, ann);
        assertEquals(1, number("""
                select count(*) from feedback_alert
                where company_id = ? and recipient is null and document is null
                """));
        Feedbacks.delete(company, id).then().statusCode(200);
        assertEquals(0, number("select count(*) from feedback_alert where company_id = ?"));
    }

    @Test
    void whatIsRefusedIsErasedToo() {
        Sandbox.failNext(1, "permanent");
        recorded(template(company, true, true, ann), 1);
        assertMails(0, ann);
        assertEquals(0, number("select count(*) from feedback_alert where company_id = ? and recipient is not null"));
        assertEquals(
                List.of("REFUSED [redacted]"),
                database.rows("select outcome, reason from delivery_log where company_id = ?", (long) company));
    }

    @Test
    void anAlertThatFailsIsTriedAgain() {
        Sandbox.failNext(1, "temporary");
        recorded(template(company, true, true, ann), 1);
        assertMails(0, ann);
        Sandbox.advance(Duration.ofHours(1));
        assertMails(1, ann);
    }

    @Test
    @DisabledOnIntegrationTest
    void eachAttemptSaysTheSameThoughTheFeedbackChanges() {
        String id = recorded(template(company, true, true, ann), 2);
        OutgoingMessage first = composed().get(0);
        changed(id, "overall_satisfaction", 9);
        assertEquals(first, composed().get(0));
        Feedbacks.delete(company, id).then().statusCode(200);
        assertEquals(List.of(), composed(first.key()));
    }

    private List<OutgoingMessage> composed() {
        long message = number("select id from outbox where company_id = ?");
        long alert = number("select subject_id from outbox where company_id = ?");
        return composed(new MessageKey(new CompanyId(company), message, "alert", alert));
    }

    private List<OutgoingMessage> composed(MessageKey key) {
        CompanyScope scope = TrustedScopes.scheduler(key.company());
        MessageComposer composer = Inside.all(MessageComposer.class).stream()
                .filter(each -> each.kind().equals("alert"))
                .findFirst()
                .orElseThrow();
        return Reactive.await(composer.compose(
                scope, List.of(new DueMessage(key, Channel.EMAIL, Instant.EPOCH, 1, Instant.EPOCH, 1))));
    }

    @Test
    @Tag("A29")
    void aTemplateOfAnotherCompanyTellsNobody() {
        int other = Tenants.plain();
        recorded(template(other, true, true, ann), 1);
        assertMails(0, ann);
        Feedbacks.newId(other, "template_id", template(other, true, true, ann), "overall_satisfaction", 1);
        recorded(template(company, true, true, bob), 1);
        assertMails(1, ann);
        assertMails(1, bob);
    }

    @Test
    @Tag("A20")
    void anonymousFeedbackNamesNoClient() {
        Feedbacks.newId(
                company,
                "template_id",
                template(company, true, true, ann),
                "client",
                "client-12",
                "is_anonymous",
                true);
        JsonPath mails = mails(ann);
        assertFalse(mails.getString("[0].text").contains("Client"));
        assertFalse(mails.getString("[0].text").contains("client-12"));
        assertFalse(mails.getString("[0].html").contains("client-12"));
    }

    @Test
    void whatPeopleWroteIsEscaped() {
        Feedbacks.newId(
                company,
                "template_id",
                template(company, true, true, ann),
                "rep",
                "<i>{1+1}&",
                "overall_satisfaction",
                1,
                "responses",
                List.of(Map.of(
                        "question_id",
                        "a",
                        "question_text",
                        "<u>",
                        "question_type",
                        "text",
                        "response_value",
                        "<script>alert(1)</script>")));
        JsonPath mails = mails(ann);
        assertEquals("Low rating 1/10: sales_visit with <i>{1+1}&", mails.getString("[0].subject"));
        assertTrue(mails.getString("[0].text").contains("<script>alert(1)</script>"));
        String html = mails.getString("[0].html");
        assertTrue(html.contains("Low rating 1/10: sales_visit with &lt;i&gt;{1+1}&amp;</h1>"), html);
        assertTrue(html.contains("Visit &lt;b&gt;"), html);
        assertTrue(html.contains("&lt;u&gt;"), html);
        assertTrue(html.contains("&lt;script&gt;"), html);
        assertFalse(html.contains("<script>"), html);
        assertFalse(html.contains("<i>"), html);
    }

    @Test
    void manyAnswersAreCountedAndNotShown() {
        Map<String, Object> answer =
                Map.of("question_id", "a", "question_type", "text", "response_value", "x".repeat(801));
        Feedbacks.newId(
                company,
                "template_id",
                template(company, true, true, ann),
                "responses",
                Collections.nCopies(32, answer));
        JsonPath mails = mails(ann);
        for (String part : List.of("text", "html")) {
            String text = mails.getString("[0]." + part);
            assertTrue(text.contains("x".repeat(799) + "…"), text);
            assertTrue(text.contains("Answers left out: 2"), text);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "de, Niedrige Bewertung 1/10: sales_visit mit rep-7, Stimmung: sehr negativ, Keine Nachrichten mehr von Hillside",
        "fr, Note basse 1/10\u00a0: sales_visit avec rep-7, Sentiment: très négatif, Ne plus recevoir de messages de Hillside"
    })
    void anAlertSpeaksTheCompanysLanguage(String language, String subject, String sentiment, String stop) {
        company = Settings.registered("languages", List.of(language, "en"));
        recorded(template(company, true, true, ann), 1);
        JsonPath mails = mails(ann);
        assertEquals(subject, mails.getString("[0].subject"));
        for (String part : List.of("text", "html")) {
            String text = mails.getString("[0]." + part);
            assertTrue(text.contains(subject), text);
            assertTrue(text.contains(sentiment), text);
            assertTrue(text.contains(stop), text);
        }
        assertTrue(mails.getString("[0].html").contains("lang=\"" + language + "\""));
    }

    @Test
    void feedbackThatIsRefusedIsNotTold() {
        String template = template(company, true, true, ann);
        Feedbacks.post(company, Feedbacks.fields("template_id", template, "overall_satisfaction", 11))
                .then()
                .statusCode(422);
        assertMails(0, ann);
    }

    @Test
    void feedbackAndItsAlertsAreStoredBothOrNeither() {
        String template = template(company, true, true, ann);
        database.run(
                "alter table outbox add constraint refused_by_a_test check (company_id <> " + company + ") not valid");
        Feedbacks.post(company, Feedbacks.fields("template_id", template))
                .then()
                .statusCode(500);
        assertEquals(0, number("select count(*) from activity_feedback where company_id = ?"));
        assertEquals(0, number("select count(*) from feedback_alert where company_id = ?"));
    }

    @Test
    @Tag("W28")
    @Tag("A28")
    void whoeverIsToldWasNotAsked() {
        Feedbacks.newId(company, "template_id", template(company, true, true, ann), "activity_id", "visit-1");
        assertMails(1, ann);
        Sandbox.as(Feedbacks.ALL, company)
                .get("/v1/activity-feedback-v2/analytics/detailed")
                .then()
                .statusCode(200)
                .body("data.summary.total_feedback", equalTo(1))
                .body("data.summary.response_rate", equalTo(0f));
        Sandbox.ask(company, ann).then().statusCode(200);
        assertMails(2, ann);
    }
}
