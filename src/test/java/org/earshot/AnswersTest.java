package org.earshot;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.earshot.testing.ApiDescription;
import org.earshot.testing.Requests;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Webhooks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the service answers is what docs/openapi.yaml says that it answers. */
@QuarkusTest
class AnswersTest {

    private final ApiDescription api = ApiDescription.read();

    @AfterEach
    void backToRealTime() {
        Sandbox.resetClock();
    }

    private void fits(String operation, int status, Response answer) {
        assertEquals(status, answer.statusCode(), answer.asString());
        JsonNode schema = api.answer(operation, status);
        assertFalse(schema.isMissingNode(), operation + " describes " + status);
        assertEquals(List.of(), api.misfits(schema, answer.asString()), operation + " " + answer.asString());
    }

    @Test
    @Tag("W8")
    void aRequestIsDescribedInEachOfItsStates() {
        String jane = Sandbox.newAddress();
        Response created = Requests.post(Requests.fields("destination", jane));
        fits("POST /request", 200, created);
        long id = created.jsonPath().getLong("id");
        Sandbox.tick();
        fits("GET /request/{id}", 200, Requests.get(1, id));
        long review = Sandbox.answered(id, 1, Sandbox.linkPath(jane));
        fits("GET /request/{id}", 200, Requests.get(1, id));
        fits("POST /review/{reviewId}/moderation", 200, Sandbox.moderate(1, review, "publish"));
        fits("GET /request/{id}", 200, Requests.get(1, id));
        fits(
                "GET /request/list/{companyId}",
                200,
                Sandbox.as(Sandbox.ALL_OF_REQUESTS, 1).get("/request/list/1"));
        fits(
                "GET /review/{reviewId}",
                200,
                Sandbox.as(Sandbox.ALL_OF_REVIEWS, 1).get("/review/" + review));
        fits("GET /review/{reviewId}", 200, given().get("/review/" + review));
        fits("POST /review/{reviewId}/moderation", 409, Sandbox.moderate(1, review, "publish"));
        fits(
                "GET /sandbox/messages",
                200,
                given().queryParam("destination", jane).get("/sandbox/messages"));
    }

    @Test
    @Tag("W4")
    void everyRefusalIsDescribed() {
        String jane = Sandbox.newAddress();
        Requests.posted(Requests.fields("destination", jane));
        fits("POST /request", 418, Requests.post(Requests.fields("destination", jane)));
        fits("POST /request", 422, Requests.post(Requests.fields("name", null)));
        fits("POST /request", 401, given().formParam("company", 1).post("/request"));
        fits(
                "POST /request",
                415,
                given().contentType("text/xml")
                        .body("<a/>")
                        .auth()
                        .oauth2(Sandbox.token(Sandbox.ALL_OF_REQUESTS, 1))
                        .post("/request"));
        fits("GET /request/{id}", 404, Requests.get(1, 999_999_999));
        fits("GET /request/{id}", 405, given().delete("/request/1"));
        fits(
                "GET /request/list/{companyId}",
                422,
                Sandbox.as(Sandbox.ALL_OF_REQUESTS, 1).get("/request/list/1?limit=0"));
    }

    @Test
    @Tag("W87")
    void replaysAreDescribed() {
        String operation = "POST /company/{companyId}/deliveries/replay";
        String path = "/company/1/deliveries/replay";
        String token = Sandbox.token("company:admin", 1);
        String now = Clock.systemUTC().instant().toString();
        fits(
                operation,
                200,
                json(token).body(Map.of("from", now, "to", "2999-01-31")).post(path));
        fits(operation, 422, json(token).body("{}").post(path));
        fits(operation, 401, given().post(path));
    }

    @Test
    @Tag("W84")
    @Tag("W85")
    void theWebhooksAreDescribed() {
        fits("POST /webhooks/email", 200, Webhooks.events(Webhooks.bounced("invitation-1-999999999")));
        fits("POST /webhooks/email", 422, Webhooks.events("bounced"));
        fits("POST /webhooks/email", 401, given().post("/webhooks/email"));
        fits("POST /webhooks/sms", 200, Webhooks.sms("+447400123456", "Thank you"));
        fits("POST /webhooks/sms", 422, Webhooks.sms("HILLSIDE", "STOP"));
        fits("POST /webhooks/sms", 401, given().post("/webhooks/sms"));
        fits("POST /webhooks/twilio/sms", 401, given().post("/webhooks/twilio/sms"));
        fits("POST /webhooks/twilio/status", 401, given().post("/webhooks/twilio/status"));
    }

    @Test
    @Tag("A30")
    void templatesAreDescribed() {
        String path = "/v1/feedback-options";
        String token = Sandbox.token("activity:read activity:write", 1);
        fits("GET /v1/feedback-options/templates", 200, json(token).get(path + "/templates"));
        fits("POST /v1/feedback-options", 422, json(token).body("{}").post(path));
        fits("POST /v1/feedback-options", 400, json(token).body("{").post(path));
        fits(
                "POST /v1/feedback-options",
                401,
                given().contentType(ContentType.JSON).post(path));
        fits("POST /v1/feedback-options", 415, given().auth().oauth2(token).post(path));
        fits(
                "POST /v1/feedback-options",
                403,
                json(Sandbox.token("activity:read", 1)).post(path));
        Response created = json(token).body("{\"starter\":\"service_visit\"}").post(path);
        fits("POST /v1/feedback-options", 201, created);
        String one = path + "/" + created.path("data._id");
        fits("GET /v1/feedback-options", 200, json(token).get(path));
        fits("GET /v1/feedback-options", 400, json(token).get(path + "?page=0"));
        fits("GET /v1/feedback-options/{id}", 200, json(token).get(one));
        fits("GET /v1/feedback-options/{id}", 400, json(token).get(path + "/7"));
        fits("GET /v1/feedback-options/{id}/preview", 200, json(token).get(one + "/preview"));
        fits("PATCH /v1/feedback-options/{id}", 200, json(token).body("{}").patch(one));
        fits("PUT /v1/feedback-options/{id}", 422, json(token).body("{}").put(one));
        fits("DELETE /v1/feedback-options/{id}", 200, json(token).delete(one));
        fits("DELETE /v1/feedback-options/{id}", 404, json(token).delete(one));
    }

    private static RequestSpecification json(String token) {
        return given().auth().oauth2(token).contentType(ContentType.JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"detailed", "nps"})
    @Tag("A26")
    @Tag("A31")
    void analyticsAreDescribed(String kind) {
        String operation = "GET /v1/activity-feedback-v2/analytics/" + kind;
        String path = operation.substring(4);
        fits(operation, 200, Sandbox.as("activity:read", 1).get(path));
        fits(operation, 200, Sandbox.as("activity:read", 1).get(path + "?group_by=rep&date_to=2026-01-31"));
        fits(operation, 400, Sandbox.as("activity:read", 1).get(path + "?date_from=yesterday"));
        fits(operation, 401, given().get(path));
        fits(operation, 403, Sandbox.as("reviews:read", 1).get(path));
    }

    @Test
    void activityFeedbackIsDescribed() {
        String all = "activity:read activity:write";
        String path = "/v1/activity-feedback-v2";
        Response made =
                Sandbox.as(all, 1).contentType(ContentType.JSON).body("""
                        {"activity_type": "visit", "rep": "7", "template_id": "t", "overall_satisfaction": 8, "client": "c",
                         "responses": [{"question_id": "q", "question_type": "scale", "response_value": 4}],
                         "nps_score": 9, "completion_time": 60, "activity_id": "a",
                         "session_data": {"device_type": "mobile", "browser": "b", "ip_address": "::1"}}
                        """).post(path);
        fits("POST /v1/activity-feedback-v2", 201, made);
        String one = path + "/" + made.path("data._id");
        fits("GET /v1/activity-feedback-v2/{id}", 200, Sandbox.as(all, 1).get(one));
        fits("GET /v1/activity-feedback-v2", 200, Sandbox.as(all, 1).get(path));
        fits(
                "PATCH /v1/activity-feedback-v2/{id}",
                200,
                Sandbox.as(all, 1)
                        .contentType(ContentType.JSON)
                        .body("{\"follow_up_actions\": [{\"action_type\": \"call\", \"due_date\": \"2026-02-14\"}]}")
                        .patch(one));
        fits("GET /v1/follow-ups", 200, Sandbox.as(all, 1).get("/v1/follow-ups"));
        fits("GET /v1/follow-ups", 400, Sandbox.as(all, 1).get("/v1/follow-ups?status=done"));
        for (int status : List.of(200, 409)) {
            fits(
                    "PATCH /v1/follow-ups/{id}/{index}",
                    status,
                    Sandbox.as(all, 1)
                            .contentType(ContentType.JSON)
                            .body("{\"status\": \"completed\", \"__v\": 1}")
                            .patch("/v1/follow-ups/" + made.path("data._id") + "/0"));
        }
        fits(
                "PUT /v1/activity-feedback-v2/{id}",
                422,
                Sandbox.as(all, 1)
                        .contentType(ContentType.JSON)
                        .body("{\"nps_score\": 11}")
                        .put(one));
        fits("DELETE /v1/activity-feedback-v2/{id}", 200, Sandbox.as(all, 1).delete(one));
        fits("GET /v1/activity-feedback-v2/{id}", 404, Sandbox.as(all, 1).get(one));
        fits("GET /v1/activity-feedback-v2", 400, Sandbox.as(all, 1).get(path + "?page=0"));
        fits("GET /v1/activity-feedback-v2", 401, given().get(path));
        fits("GET /v1/activity-feedback-v2", 403, Sandbox.as("requests:read", 1).get(path));
    }

    @Test
    @Tag("A33")
    void refusedExportsAreDescribed() {
        String operation = "GET /v1/activity-feedback-v2/export";
        String path = operation.substring(4);
        fits(operation, 400, Sandbox.as("activity:read", 1).get(path + "?sort=rep"));
        fits(operation, 401, given().get(path));
        fits(operation, 403, Sandbox.as("activity:write", 1).get(path));
        fits(operation, 406, Sandbox.as("activity:read", 1).accept("text/html").get(path));
    }

    @Test
    void theSandboxIsDescribed() {
        fits("GET /sandbox/clock", 200, given().get("/sandbox/clock"));
        fits(
                "POST /sandbox/clock",
                200,
                given().contentType(ContentType.JSON)
                        .body("{\"advance\":\"PT1H\"}")
                        .post("/sandbox/clock"));
        fits("DELETE /sandbox/clock", 200, given().delete("/sandbox/clock"));
        fits("POST /sandbox/tick", 200, given().post("/sandbox/tick"));
        fits(
                "PUT /sandbox/faults",
                200,
                given().contentType(ContentType.JSON)
                        .body("{\"next\":0,\"outcome\":\"temporary\"}")
                        .put("/sandbox/faults"));
        fits(
                "POST /sandbox/tokens",
                200,
                given().contentType(ContentType.JSON)
                        .body("{\"companies\":[\"1\"],\"scope\":\"requests:read\"}")
                        .post("/sandbox/tokens"));
    }
}
