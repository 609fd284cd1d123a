package org.earshot.activity;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.earshot.testing.Database;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Settings;
import org.earshot.testing.Tenants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changing activity feedback, over HTTP. */
@QuarkusTest
@Tag("A9")
@Tag("A25")
class ChangedFeedbackTest {

    private int company;

    @BeforeEach
    void ownCompany() {
        company = Tenants.plain();
    }

    @AfterEach
    void backToRealTime() {
        Sandbox.resetClock();
    }

    private JsonPath changed(String id, Object... namesAndValues) {
        return Feedbacks.patch(company, id, Settings.fields(namesAndValues))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    @Test
    @Tag("A4")
    void whatIsMentionedChangesAndTheRestStays() {
        JsonPath before = Feedbacks.recorded(company, "client", "c1", "nps_score", 9);
        String id = before.getString("data._id");
        Sandbox.advance(Duration.ofMinutes(5));
        JsonPath after = changed(id, "overall_satisfaction", 2.0, "rep", "another", "client", 7, "__v", 99);
        assertEquals(2, after.getInt("data.overall_satisfaction"));
        assertEquals("rep-7", after.getString("data.rep"));
        assertEquals("c1", after.getString("data.client"));
        assertEquals(9, after.getInt("data.nps_score"));
        assertEquals(1, after.getInt("data.__v"));
        assertEquals(before.getString("data.createdAt"), after.getString("data.createdAt"));
        assertEquals(
                Duration.ofMinutes(5),
                Duration.between(
                                Instant.parse(before.getString("data.modifiedAt")),
                                Instant.parse(after.getString("data.modifiedAt")))
                        .truncatedTo(ChronoUnit.MINUTES));
        Feedbacks.get(company, id).then().body("data", equalTo(after.getMap("data")));
    }

    @Test
    void aChangeThatChangesNothingLeavesNoTrace() {
        JsonPath before = Feedbacks.recorded(
                company,
                "nps_score",
                9,
                "responses",
                List.of(Map.of("question_id", "q", "question_type", "rating", "response_value", 4)));
        String id = before.getString("data._id");
        Sandbox.advance(Duration.ofMinutes(5));
        assertEquals(before.getMap("data"), changed(id).getMap("data"));
        assertEquals(before.getMap("data"), changed(id, "nps_score", 9).getMap("data"));
        // all of it, as it was read
        Feedbacks.patch(company, id, before.getMap("data"))
                .then()
                .statusCode(200)
                .body("data", equalTo(before.getMap("data")));
    }

    @Test
    void putChangesOnlyWhatItMentionsToo() {
        String id = Feedbacks.newId(company, "nps_score", 9);
        Sandbox.as(Feedbacks.ALL, company)
                .contentType(ContentType.JSON)
                .body(Map.of("overall_satisfaction", 1))
                .put(Feedbacks.PATH + "/" + id)
                .then()
                .statusCode(200)
                .body("data.overall_satisfaction", equalTo(1))
                .body("data.nps_score", equalTo(9))
                .body("data.__v", equalTo(1));
        Sandbox.as(Feedbacks.ALL, company)
                .contentType(ContentType.JSON)
                .body("{}")
                .put("/activity-feedback-v2/" + id)
                .then()
                .statusCode(200)
                .body("data.__v", equalTo(1));
    }

    @Test
    @Tag("A12")
    void nullClearsTheScore() {
        String id = Feedbacks.newId(company, "nps_score", 0);
        Feedbacks.patch(company, id, "{\"nps_score\": null}")
                .then()
                .statusCode(200)
                .body("data", not(hasKey("nps_score")))
                .body("data.__v", equalTo(1));
        Feedbacks.patch(company, id, "{\"nps_score\": null}").then().body("data.__v", equalTo(1));
    }

    @Test
    @Tag("A18")
    void listsAreReplacedAsAWhole() {
        String id = Feedbacks.newId(
                company,
                "responses",
                List.of(
                        Map.of("question_id", "a", "question_type", "rating", "response_value", 4),
                        Map.of("question_id", "b", "question_type", "rating", "response_value", 5)));
        Feedbacks.patch(
                        company,
                        id,
                        Map.of(
                                "responses",
                                List.of(
                                        Map.of("question_id", "c", "question_type", "yes_no", "response_value", false),
                                        Map.of("question_id", "d", "question_type", "text"))))
                .then()
                .statusCode(200)
                .body("data.responses.question_id", contains("c", "d"))
                .body("data.responses[0].response_value", equalTo(false))
                .body("data.completion_rate", equalTo(50));
        Feedbacks.patch(company, id, "{\"responses\": []}")
                .then()
                .body("data.responses", hasSize(0))
                .body("data.completion_rate", equalTo(100));
    }

    @Test
    @Tag("A19")
    void theSentimentFollowsTheTextsAndTheRatings() {
        JsonPath made = Feedbacks.recorded(company, "overall_satisfaction", 10);
        String id = made.getString("data._id");
        assertEquals(
                List.of("overall_sentiment", "confidence_score", "keywords", "explanation"),
                List.copyOf(made.getMap("data.sentiment_analysis").keySet()));
        assertTrue(made.getString("data.sentiment_analysis.overall_sentiment").endsWith("positive"));
        assertEquals("satisfaction", made.getString("data.sentiment_analysis.explanation[0].source"));
        assertTrue(changed(id, "overall_satisfaction", 1)
                .getString("data.sentiment_analysis.overall_sentiment")
                .endsWith("negative"));
        JsonPath said = changed(
                id,
                "overall_satisfaction",
                9,
                "responses",
                List.of(Map.of(
                        "question_id", "q", "question_type", "text", "response_value", "Excellent, very friendly!")));
        assertTrue(said.getString("data.sentiment_analysis.overall_sentiment").endsWith("positive"));
        assertTrue(!said.getList("data.sentiment_analysis.keywords").isEmpty());
        Feedbacks.get(company, id)
                .then()
                .body("data.sentiment_analysis", equalTo(said.getMap("data.sentiment_analysis")));
    }

    @Test
    void followUpActionsAreWrittenAndReplaced() {
        String id = Feedbacks.newId(company);
        Map<String, Object> call = Map.of(
                "action_type", "call",
                "priority", "high",
                "assigned_to", "rep-9",
                "due_date", "2026-02-14",
                "status", "in_progress");
        Feedbacks.patch(company, id, Map.of("follow_up_actions", List.of(call, Map.of("action_type", "escalate"))))
                .then()
                .statusCode(200)
                .body("data.follow_up_actions[0]", equalTo(call))
                .body("data.follow_up_actions[1]", equalTo(Map.of("action_type", "escalate", "status", "pending")))
                .body("data.__v", equalTo(1));
        Feedbacks.get(company, id).then().body("data.follow_up_actions[0]", equalTo(call));
        Feedbacks.patch(company, id, "{\"follow_up_actions\": []}")
                .then()
                .body("data.follow_up_actions", hasSize(0))
                .body("data.__v", equalTo(2));
    }

    @Test
    @Tag("A12")
    void everyBadFieldIsNamedAndNothingChanges() {
        JsonPath before = Feedbacks.recorded(company);
        String id = before.getString("data._id");
        Feedbacks.patch(company, id, """
                        {"overall_satisfaction": null, "nps_score": 11, "responses": [{"question_id": "q"}],
                         "follow_up_actions": [{"action_type": "call"}, {"action_type": "dance", "priority": "urgent",
                           "status": "done", "due_date": "2026-02-30"}, {}], "company_namespace": []}
                        """)
                .then()
                .statusCode(422)
                .body(
                        "errors.keySet()",
                        contains(
                                "overall_satisfaction",
                                "responses[0].question_type",
                                "nps_score",
                                "follow_up_actions[1].action_type",
                                "follow_up_actions[1].priority",
                                "follow_up_actions[1].due_date",
                                "follow_up_actions[1].status",
                                "follow_up_actions[2].action_type",
                                "company_namespace"));
        Feedbacks.get(company, id).then().body("data", equalTo(before.getMap("data")));
    }

    @ParameterizedTest
    @CsvSource({"responses", "follow_up_actions", "company_namespace", "overall_satisfaction"})
    @Tag("A12")
    void nullIsNoValueOfAnythingElse(String field) {
        String id = Feedbacks.newId(company);
        Feedbacks.patch(company, id, "{\"" + field + "\": null}")
                .then()
                .statusCode(422)
                .body("errors.keySet()", contains(field));
    }

    @Test
    @Tag("A17")
    void labelsChangeAndTheOwnerStays() {
        int other = Tenants.plain();
        String own = "tenant-" + company;
        String others = "tenant-" + other;
        String id = Feedbacks.newId(company);
        String both = Sandbox.token(Feedbacks.ALL, company, other);
        patchAs(both, id, List.of(others, own))
                .statusCode(200)
                .body("data.company_namespace", contains(others, own))
                .body("data.__v", equalTo(1));
        // still the first one's
        Feedbacks.get(company, id).then().statusCode(200);
        Feedbacks.get(other, id).then().statusCode(404);
        patchAs(both, id, List.of(others)).statusCode(422).body("errors.keySet()", contains("company_namespace"));
        patchAs(Sandbox.token(Feedbacks.ALL, company), id, List.of(own, others)).statusCode(403);
        patchAs(Sandbox.token(Feedbacks.ALL, other), id, List.of(others)).statusCode(404);
        patchAs(Sandbox.token(Feedbacks.ALL, company), id, List.of(own))
                .statusCode(200)
                .body("data.company_namespace", contains(own));
    }

    private static ValidatableResponse patchAs(String token, String id, List<String> names) {
        return given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body(Map.of("company_namespace", names))
                .patch(Feedbacks.PATH + "/" + id)
                .then();
    }

    /** All of them have read the feedback before any can change it. */
    @Test
    void changesOfDifferentFieldsAtOnceAllSurvive() throws Exception {
        String id = Feedbacks.newId(company);
        Database database = Database.ofService();
        List<Map<String, Object>> changes = List.of(
                Map.of("overall_satisfaction", 3),
                Map.of("nps_score", 4),
                Map.of("follow_up_actions", List.of(Map.of("action_type", "visit"))),
                Map.of(
                        "responses",
                        List.of(Map.of("question_id", "q", "question_type", "rating", "response_value", 1))));
        ExecutorService callers = Executors.newFixedThreadPool(changes.size());
        try {
            List<Future<Integer>> answers = new ArrayList<>();
            try (Database.Lock lock =
                    database.hold("select 1 from activity_feedback where company_id = ? for update", (long) company)) {
                changes.forEach(change -> answers.add(callers.submit(
                        () -> Feedbacks.patch(company, id, change).statusCode())));
                database.await(
                        changes.size(),
                        "select count(*) from pg_stat_activity"
                                + " where wait_event_type = 'Lock' and query like '%activity_feedback%for update'");
            }
            for (Future<Integer> answer : answers) {
                assertEquals(200, answer.get());
            }
        } finally {
            callers.shutdownNow();
        }
        Feedbacks.get(company, id)
                .then()
                .body("data.overall_satisfaction", equalTo(3))
                .body("data.nps_score", equalTo(4))
                .body("data.follow_up_actions.action_type", contains("visit"))
                .body("data.responses.question_id", contains("q"))
                .body("data.__v", equalTo(changes.size()));
    }
}
