package org.earshot.activity;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.earshot.kernel.ObjectId;
import org.earshot.kernel.Shares;
import org.earshot.testing.Database;
import org.earshot.testing.Everywhere;
import org.earshot.testing.Forgetting;
import org.earshot.testing.Requests;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Tenants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Feedback that is forgotten, for its age or for its giver's sake, and what is counted then. */
@QuarkusTest
class ForgottenFeedbackTest {

    private static final int DAYS = 40;
    private static final List<Map<String, Object>> ANSWERS = List.of(
            Map.of("question_id", "q1", "question_type", "rating", "response_value", 4),
            Map.of("question_id", "q2", "question_type", "text", "response_text", "Very friendly"));

    private Database database;
    private int company;
    private String jane;

    @BeforeEach
    void ownCompany() {
        database = Database.ofService();
        company = Forgetting.companyThatKeeps(DAYS);
        jane = "jane." + UUID.randomUUID() + "@ex.com";
    }

    @AfterEach
    void backToRealTime() {
        Sandbox.resetClock();
    }

    private JsonPath analytics(String query) {
        return Sandbox.as(Feedbacks.ALL, company)
                .get(Feedbacks.PATH + "/analytics/detailed" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** The second question is for two things at once, which only the records themselves can answer. */
    private void counts(int feedback, int answers, float responseRate) {
        for (String query : List.of("", "?rep=rep-7&template_id=visit")) {
            JsonPath counted = analytics(query);
            assertEquals(feedback, counted.getInt("data.summary.total_feedback"), query);
            assertEquals(responseRate, counted.getFloat("data.summary.response_rate"), query);
            assertEquals(
                    answers,
                    counted.getList("data.question_analysis.response_count", Integer.class).stream()
                            .mapToInt(Integer::intValue)
                            .sum(),
                    query);
        }
    }

    private void asked(String destination, String activity) {
        Requests.posted(Requests.fields(
                "company",
                company,
                "destination",
                destination,
                "activity_id",
                activity,
                "rep",
                "rep-7",
                "template_id",
                "visit"));
        Sandbox.tick();
    }

    private static List<Long> numbers(String... ids) {
        return Stream.of(ids)
                .map(id -> ObjectId.parse(id).orElseThrow().number())
                .toList();
    }

    private List<Long> numbers(String verb, String type, String destination) {
        return Forgetting.privacy(company, verb, type, destination)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("records.activity_feedback.ids", Long.class);
    }

    @Test
    @Tag("W81")
    @Tag("A26")
    @Tag("A28")
    void whatIsOlderIsDeletedAndCountedNoMore() {
        asked(jane, "visit-1");
        String old = Feedbacks.newId(company, "activity_id", "visit-1", "responses", ANSWERS);
        int faithful = Tenants.plain();
        String kept = Feedbacks.newId(faithful);
        counts(1, 2, 100);

        Sandbox.advance(Duration.ofDays(DAYS).minusHours(1));
        Forgetting.tickUntilDone();
        Feedbacks.get(company, old).then().statusCode(200);
        String younger = Feedbacks.newId(company, "responses", ANSWERS);
        counts(2, 4, 100);

        Sandbox.advance(Duration.ofHours(2));
        Forgetting.tickUntilDone();
        Feedbacks.get(company, old).then().statusCode(404);
        Feedbacks.get(company, younger).then().statusCode(200);
        Feedbacks.get(faithful, kept).then().statusCode(200);
        // that it was answered stays counted, as it does that it was asked
        counts(1, 2, 100);
    }

    @Test
    @Tag("W81")
    void whatIsOlderIsDeletedInBatches() {
        Feedbacks.newId(company);
        int more = 2 * Shares.BATCH;
        database.run("""
                insert into activity_feedback
                select (jsonb_populate_record(f, jsonb_build_object('id', nextval('activity_feedback_id')))).*
                from activity_feedback f, generate_series(1, ?) where company_id = ?
                """, more, company);
        Sandbox.advance(Duration.ofDays(DAYS + 1));
        Sandbox.tick();
        assertEquals(0, database.number("select count(*) from activity_feedback where company_id = ?", company));
    }

    @Test
    @Tag("W79")
    void feedbackOfAPersonIsFoundByTheAddressThatStandsAsItsClient() {
        String first = Feedbacks.newId(company, "client", jane.toUpperCase(Locale.ROOT));
        String second = Feedbacks.newId(company, "client", jane);
        Feedbacks.newId(company, "client", "x" + jane);
        Feedbacks.newId(company, "client", jane, "is_anonymous", true);
        assertEquals(numbers(first, second), numbers("find", "email", jane));
    }

    @Test
    @Tag("W79")
    void feedbackOfAPersonIsFoundByTheirNumberHoweverItIsWritten() {
        String first = Feedbacks.newId(company, "client", "+447700900123");
        String second = Feedbacks.newId(company, "client", "07700 900123");
        Feedbacks.newId(company, "client", "07700 900124");
        assertEquals(numbers(first, second), numbers("find", "sms", "07700900123"));
    }

    @Test
    @Tag("W79")
    @Tag("A20")
    void feedbackOfAPersonIsFoundByItsActivityIfNobodyElseWasAskedAboutThat() {
        String other = Sandbox.newAddress();
        asked(jane, "visit-1");
        asked(other, "visit-2");
        asked(Sandbox.newAddress(), "visit-2");
        String hers = Feedbacks.newId(company, "activity_id", "visit-1", "client", "client-12");
        Feedbacks.newId(company, "activity_id", "visit-1", "client", Sandbox.newAddress());
        Feedbacks.newId(company, "activity_id", "visit-1", "is_anonymous", true);
        Feedbacks.newId(company, "activity_id", "visit-2");
        assertEquals(numbers(hers), numbers("find", "email", jane));
        assertEquals(List.of(), numbers("find", "email", other));
        Sandbox.advance(Duration.ofDays(29));
        Forgetting.tickUntilDone();
        assertEquals(numbers(hers), numbers("find", "email", jane), "redaction leaves no doubt whom it was");
    }

    @Test
    @Tag("W79")
    @Tag("W36")
    void itIsHandedOutInFullButForTheAddress() {
        String id = Feedbacks.newId(
                company, "client", jane, "responses", ANSWERS, "session_data", Map.of("ip_address", "192.0.2.7"));
        asked(jane, "visit-1");
        Feedbacks.newId(company, "activity_id", "visit-1", "client", "client-12");
        Forgetting.privacy(company, "export", "email", jane)
                .then()
                .statusCode(200)
                .body("records.activity_feedback", hasSize(2))
                .body("records.activity_feedback[0]._id", equalTo(id))
                .body("records.activity_feedback[0].client", equalTo("j***@e******.com"))
                .body("records.activity_feedback[0].session_data.ip_address", equalTo("192.0.2.7"))
                .body("records.activity_feedback[0].responses[1].response_text", equalTo("Very friendly"))
                .body("records.activity_feedback[1].client", equalTo("client-12"))
                .body(not(containsString(jane)));
    }

    @Test
    @Tag("W79")
    @Tag("A26")
    @Tag("A28")
    void erasedIsErasedAndCountedNoMore() {
        asked(jane, "visit-1");
        String byActivity = Feedbacks.newId(company, "activity_id", "visit-1", "responses", ANSWERS);
        String byClient = Feedbacks.newId(company, "client", jane, "responses", ANSWERS);
        String another = Feedbacks.newId(company, "client", "client-12", "responses", ANSWERS);
        int neighbour = Tenants.plain();
        String theirs = Feedbacks.newId(neighbour, "client", jane);
        counts(3, 6, 100);

        assertEquals(numbers(byActivity, byClient), numbers("erase", "email", jane));
        Feedbacks.get(company, byActivity).then().statusCode(404);
        Feedbacks.get(company, byClient).then().statusCode(404);
        Feedbacks.get(company, another).then().statusCode(200);
        Feedbacks.get(neighbour, theirs).then().statusCode(200);
        counts(1, 2, 100);
        assertEquals(List.of(), numbers("erase", "email", jane));
        assertEquals(
                Set.of("activity_feedback.client"),
                Everywhere.columnsWith(database, jane),
                "the neighbour's is all that is left");
    }
}
