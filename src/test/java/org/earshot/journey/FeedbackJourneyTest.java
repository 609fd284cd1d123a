package org.earshot.journey;

import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.earshot.testing.Forgetting;
import org.earshot.testing.Sandbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The main job from end to end, over HTTP alone. */
@QuarkusTest
@Tag("W64")
class FeedbackJourneyTest {

    @AfterEach
    void backToRealTime() {
        Sandbox.resetClock();
    }

    @Test
    void aRequestByEmailBecomesAPublishedReview() {
        String jane = Sandbox.newAddress();
        long id = Sandbox.as(Sandbox.ALL_OF_REQUESTS, 1)
                .formParam("company", 1)
                .formParam("type", "email")
                .formParam("name", "Jane Doe")
                .formParam("destination", jane)
                .formParam("platform", "google")
                .formParam("title", "Check-up")
                .formParam("staffName", "Dr Ada Brown")
                .post("/request")
                .then()
                .statusCode(200)
                .body("sent", is(false))
                .body("rv_id", nullValue())
                .extract()
                .jsonPath()
                .getLong("id");

        Sandbox.tick();
        JsonPath mail = Sandbox.messages(jane);
        assertEquals("email", mail.getString("[0].channel"));
        assertEquals(id, mail.getLong("[0].requestId"));
        assertTrue(mail.getString("[0].text").contains(mail.getString("[0].link")));
        assertTrue(mail.getString("[0].html").contains(mail.getString("[0].link")));
        String link = Sandbox.linkPath(jane);

        given().get(link)
                .then()
                .statusCode(200)
                .contentType("text/html")
                .body(containsString("Riverside Dental"))
                .body(containsString("Dr Ada Brown"))
                .body(containsString("Check-up"));
        given().post(link + "/opened").then().statusCode(204);
        request(id).body("opened", is(true)).body("success", is(false));

        long reviewId = Sandbox.answered(id, 1, link);
        given().get(link)
                .then()
                .statusCode(200)
                .body(containsString("Thank you"))
                .body(containsString("g.page"));
        request(id).body("success", is(true)).body("published", is(false));
        given().get("/review/" + reviewId).then().statusCode(404);

        Sandbox.moderate(1, reviewId, "publish").then().statusCode(200).body("status", equalTo("PUBLISHED"));
        request(id)
                .body("published", is(true))
                .body("dates.sent", notNullValue())
                .body("dates.reviewSubmitted", notNullValue())
                .body("dates.reviewModerated", notNullValue())
                .body("dates.reviewPublished", notNullValue());
        Sandbox.as(Sandbox.ALL_OF_REVIEWS, 1)
                .get("/review/" + reviewId)
                .then()
                .statusCode(200)
                .body("author.email", equalTo("j***@e******.com"))
                .body("rating.score", is(4))
                .body("rating.percentage", is(87));
        given().get("/review/" + reviewId)
                .then()
                .statusCode(200)
                .body("author.name", equalTo("Jane Doe"))
                .body("author.keySet()", not(hasItem("email")));
    }

    @Test
    void aRequestByTextMessageInJsonIsAnsweredByAQuickPersonWhoConfirms() {
        String mobile = "+447700900" + ThreadLocalRandom.current().nextInt(100, 1000);
        Sandbox.advance(Duration.ofDays(29)); // past the threshold of an earlier run's request to the same number
        String body = """
                {"company": 2, "type": "sms", "name": "Sam Poe", "destination": "%s", "platform": "auto",
                 "source": "%s"}
                """.formatted(mobile, UUID.randomUUID());
        JsonPath created = Sandbox.as(Sandbox.ALL_OF_REQUESTS, 2)
                .contentType("application/json")
                .body(body)
                .post("/request")
                .then()
                .statusCode(200)
                .body("type", equalTo("SMS"))
                .extract()
                .jsonPath();
        Sandbox.tick();
        JsonPath messages = Sandbox.messages(mobile);
        assertEquals("SMS", messages.getString("[0].channel"));
        assertTrue(messages.getString("[0].text").contains(messages.getString("[0].link")));
        assertTrue(messages.getString("[0].text").endsWith(messages.getString("[0].optOut")));
        String link = Sandbox.linkPath(mobile);

        given().redirects()
                .follow(false)
                .formParam("proof", Sandbox.proof(link))
                .formParam("rating_1", 1)
                .formParam("rating_2", 1)
                .formParam("rating_3", 2)
                .formParam("anonymous", "true")
                .post(link)
                .then()
                .statusCode(303);
        given().get(link).then().statusCode(200).body(containsString("/confirm"));
        long reviewId = request(created.getLong("id"), 2).extract().jsonPath().getLong("rv_id");
        status(reviewId).body("status", equalTo("PENDING")).body("author.email", nullValue());
        given().redirects().follow(false).post(link + "/confirm").then().statusCode(303);
        status(reviewId)
                .body("status", equalTo("VERIFIED"))
                .body("author.name", equalTo(""))
                .body("dates.verified", notNullValue());
    }

    @Test
    @Tag("A30")
    void aTemplateIsWrittenShownChangedAndDeleted() {
        String token = Sandbox.token("activity:read activity:write", 1);
        String one = "/v1/feedback-options/"
                + given().auth()
                        .oauth2(token)
                        .contentType(ContentType.JSON)
                        .body("{\"starter\":\"service_visit\",\"styling\":{\"primary_color\":\"#123456\"}}")
                        .post("/v1/feedback-options")
                        .then()
                        .statusCode(201)
                        .body("data.questions[1].conditional_logic.show_if.value", is(false))
                        .extract()
                        .path("data._id");
        given().auth()
                .oauth2(token)
                .get(one + "/preview")
                .then()
                .statusCode(200)
                .body("data.template_html", containsString("#123456"));
        given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body("{\"questions\":[{\"question_text\":\"When?\",\"question_type\":\"text\","
                        + "\"validation\":{\"pattern\":\"[0-9]+\"}}]}")
                .patch(one)
                .then()
                .statusCode(200)
                .body("data.questions[0].validation.pattern", equalTo("[0-9]+"));
        given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body("{\"questions\":[{}]}")
                .patch(one)
                .then()
                .statusCode(422)
                .body("errors", notNullValue());
        given().auth()
                .oauth2(token)
                .get("/v1/feedback-options?_id=" + id(one))
                .then()
                .statusCode(200)
                .body("data._id", equalTo(List.of(id(one))));
        given().auth().oauth2(token).delete(one).then().statusCode(200).body("success", is(true));
        given().auth().oauth2(token).get(one).then().statusCode(404).body("success", is(false));
    }

    @Test
    @Tag("A7")
    @Tag("A19")
    @Tag("A25")
    @Tag("A26")
    void feedbackOnAnActivityIsRecordedListedFollowedUpAndCounted() {
        String token = Sandbox.token("activity:read activity:write", 1);
        String jane = Sandbox.newAddress();
        String rep = UUID.randomUUID().toString();
        String template = given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body("""
                        {"name": "Visit", "template_type": "survey", "questions": [
                          {"question_id": "q1", "question_text": "How was it?", "question_type": "text"}]}
                        """)
                .post("/v1/feedback-options")
                .then()
                .statusCode(201)
                .extract()
                .path("data._id");
        recorded(token, jane, rep, template, 9, "Very friendly and helpful.", "positive", "friendly");
        recorded(token, jane, rep, template, 9, "Sehr freundlich und hilfsbereit.", "positive", "freundlich");
        String bad = recorded(token, jane, rep, template, 2, "Très désagréable.", "negative", "désagréable");

        given().header("api-key", token)
                .get("/activity-feedback-v2?sort=overall_satisfaction&per_page=2&rep=" + rep)
                .then()
                .statusCode(200)
                .header("X-Total-Count", "3")
                .body("paging.pages", is(2))
                .body("data[0]._id", equalTo(bad))
                .body("data[0].responses[0].question_text", equalTo("How was it?"));
        given().header("api-key", token)
                .contentType(ContentType.JSON)
                .body("{\"nps_score\": 3, \"follow_up_actions\":"
                        + " [{\"action_type\": \"call\", \"due_date\": \"2030-02-14\"}]}")
                .patch("/activity-feedback-v2/" + bad)
                .then()
                .statusCode(200)
                .body("data.follow_up_actions[0].due_date", equalTo("2030-02-14"))
                .body("data.follow_up_actions[0].status", equalTo("pending"))
                .body("data.__v", is(1));
        // the second question is for two things at once, which only the records themselves can answer
        for (String query : List.of("?rep=" + rep, "?rep=" + rep + "&template_id=" + template)) {
            given().auth()
                    .oauth2(token)
                    .get("/v1/activity-feedback-v2/analytics/detailed" + query)
                    .then()
                    .statusCode(200)
                    .body("data.summary.total_feedback", is(3))
                    .body("data.summary.average_satisfaction", is(6.67f))
                    .body("data.satisfaction_trends[0].count", is(3))
                    .body("data.question_analysis[0].response_count", is(3));
        }

        Forgetting.privacy(1, "export", "email", jane)
                .then()
                .statusCode(200)
                .body("records.activity_feedback", hasSize(3))
                .body("records.activity_feedback[2]._id", equalTo(bad));
        given().auth()
                .oauth2(token)
                .delete("/v1/activity-feedback-v2/" + bad)
                .then()
                .statusCode(200);
        given().auth()
                .oauth2(token)
                .get("/v1/activity-feedback-v2/" + bad)
                .then()
                .statusCode(404)
                .body("success", is(false));
    }

    /** Records what somebody said, and looks how it was understood; answers with its name. */
    private static String recorded(
            String token,
            String client,
            String rep,
            String template,
            int satisfaction,
            String words,
            String sentiment,
            String because) {
        return given().auth()
                .oauth2(token)
                .header("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "activity_type", "sales_visit",
                        "rep", rep,
                        "client", client,
                        "template_id", template,
                        "overall_satisfaction", satisfaction,
                        "responses",
                                List.of(Map.of("question_id", "q1", "question_type", "text", "response_text", words))))
                .post("/v1/activity-feedback-v2")
                .then()
                .statusCode(201)
                .body("data.session_data.browser", equalTo("Firefox"))
                .body("data.sentiment_analysis.overall_sentiment", containsString(sentiment))
                .body("data.sentiment_analysis.explanation.text", hasItem(containsString(because)))
                .extract()
                .path("data._id");
    }

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Test
    @Tag("A31")
    @Tag("A32")
    @Tag("A34")
    void aLowRatingIsToldScoredAndFollowedUp() {
        String token = Sandbox.token("activity:read activity:write", 1);
        String ann = Sandbox.newAddress();
        String rep = UUID.randomUUID().toString();
        String template = given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body("""
                        {"name": "Visit", "template_type": "survey",
                         "questions": [{"question_id": "q1", "question_text": "How was it?", "question_type": "text"}],
                         "notification_settings": {"notify_on_low_rating": true, "low_rating_threshold": 4,
                           "notification_recipients": ["%s"]}}
                        """.formatted(ann))
                .post("/v1/feedback-options")
                .then()
                .statusCode(201)
                .extract()
                .path("data._id");
        String id = recorded(token, "client-1", rep, template, 2, "Très désagréable.", "negative", "désagréable");
        Sandbox.tick();
        JsonPath mails = Sandbox.messages(ann);
        assertEquals(1, mails.getList("$").size());
        assertThat(mails.getString("[0].subject"), containsString("2/10"));
        assertThat(mails.getString("[0].text"), containsString("Très désagréable."));

        given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body("{\"nps_score\": 3, \"follow_up_actions\": [{\"action_type\": \"call\"}]}")
                .patch("/v1/activity-feedback-v2/" + id)
                .then()
                .statusCode(200);
        given().auth()
                .oauth2(token)
                .get("/v1/activity-feedback-v2/analytics/nps?group_by=rep&rep=" + rep)
                .then()
                .statusCode(200)
                .body("data.groups[0].key", equalTo(rep))
                .body("data.groups[0].nps", is(-100f))
                .body("data.groups[0].satisfaction.distribution.'2'", is(1));
        given().auth()
                .oauth2(token)
                .get("/v1/follow-ups?status=pending&rep=" + rep)
                .then()
                .statusCode(200)
                .body("paging.total", is(1))
                .body("data[0].feedback._id", equalTo(id))
                .body("data[0].action.action_type", equalTo("call"));
        given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body("{\"status\": \"completed\", \"__v\": 1}")
                .patch("/v1/follow-ups/" + id + "/0")
                .then()
                .statusCode(200)
                .body("data.action.status", equalTo("completed"));
    }

    @Test
    @Tag("A33")
    void feedbackOnAnActivityIsExported() {
        String token = Sandbox.token("activity:read activity:write", 1);
        String id = given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body("""
                        {"activity_type": "visit", "rep": "7", "template_id": "t", "overall_satisfaction": 8,
                         "responses": [{"question_id": "q", "question_type": "scale", "response_value": 4}]}
                        """)
                .post("/v1/activity-feedback-v2")
                .then()
                .statusCode(201)
                .extract()
                .path("data._id");
        for (String format : List.of("ndjson", "csv")) {
            given().auth()
                    .oauth2(token)
                    .queryParam("_id", id)
                    .get("/v1/activity-feedback-v2/export?format=" + format)
                    .then()
                    .statusCode(200)
                    .body(containsString("\"" + id + "\""))
                    .body(containsString("response_value"));
        }
    }

    @Test
    void nothingIsSentBeforeItsTime() {
        String jane = Sandbox.newAddress();
        Sandbox.as(Sandbox.ALL_OF_REQUESTS, 1)
                .formParam("company", 1)
                .formParam("type", "email")
                .formParam("name", "Jane Doe")
                .formParam("destination", jane)
                .formParam("platform", "auto")
                .formParam("sendAfter", Instant.now().plus(Duration.ofDays(2)).toString())
                .post("/request")
                .then()
                .statusCode(200);
        Sandbox.tick();
        assertEquals(0, Sandbox.messages(jane).getList("$").size());
        Sandbox.advance(Duration.ofDays(2).plusMinutes(1));
        Sandbox.tick();
        assertEquals(1, Sandbox.messages(jane).getList("$").size());
    }

    private static ValidatableResponse request(long id) {
        return request(id, 1);
    }

    private static ValidatableResponse request(long id, int company) {
        return Sandbox.as(Sandbox.ALL_OF_REQUESTS, company)
                .get("/request/" + id)
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse status(long reviewId) {
        return Sandbox.as(Sandbox.ALL_OF_REVIEWS, 2)
                .get("/review/" + reviewId)
                .then()
                .statusCode(200);
    }
}
