package org.earshot.activity;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.earshot.access.Permission;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Settings;
import org.earshot.testing.Tenants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recording activity feedback, reading it again and deleting it, over HTTP. */
@QuarkusTest
class RecordedFeedbackTest {

    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";

    @TestHTTPResource
    URI service;

    private int company;

    @BeforeEach
    void ownCompany() {
        company = Tenants.plain();
    }

    private static Map<String, Object> response(Object... namesAndValues) {
        return Settings.fields(namesAndValues);
    }

    private void refused(Object body, String... fields) {
        Map<String, String> errors = Feedbacks.post(company, body)
                .then()
                .statusCode(422)
                .body("success", equalTo(false))
                .extract()
                .path("errors");
        assertEquals(List.of(fields), new ArrayList<>(errors.keySet()));
    }

    @Test
    @Tag("A4")
    @Tag("A7")
    @Tag("A8")
    @Tag("A17")
    void whatIsRecordedIsReadAgain() {
        Map<String, Object> sent = Feedbacks.fields(
                "activity_id",
                "visit-1",
                "client",
                "client-12",
                "responses",
                List.of(response(
                        "question_id", "q1",
                        "question_text", "How was it?",
                        "question_type", "rating",
                        "response_value", 4,
                        "response_text", "Good")),
                "nps_score",
                0,
                "completion_time",
                180,
                "session_data",
                Map.of("device_type", "tablet", "browser", "Lynx", "ip_address", "2001:db8::7"),
                "company_namespace",
                List.of("tenant-" + company));
        JsonPath made =
                Feedbacks.post(company, sent).then().statusCode(201).extract().jsonPath();
        String id = made.getString("data._id");
        assertTrue(id.matches("[0-9a-f]{24}"), id);
        Feedbacks.get(company, id)
                .then()
                .statusCode(200)
                .body("keySet()", contains("success", "data"))
                .body("success", equalTo(true))
                .body("data", equalTo(made.getMap("data")))
                .body(
                        "data.keySet()",
                        contains(
                                "_id",
                                "activity_type",
                                "activity_id",
                                "rep",
                                "client",
                                "template_id",
                                "overall_satisfaction",
                                "responses",
                                "nps_score",
                                "sentiment_analysis",
                                "completion_time",
                                "completion_rate",
                                "session_data",
                                "follow_up_actions",
                                "is_anonymous",
                                "company_namespace",
                                "createdAt",
                                "modifiedAt",
                                "SVClient",
                                "__v"))
                .body("data.responses[0]", equalTo(((List<?>) sent.get("responses")).get(0)))
                .body("data.session_data", equalTo(sent.get("session_data")))
                .body("data.nps_score", equalTo(0))
                .body("data.completion_time", equalTo(180))
                .body("data.completion_rate", equalTo(100))
                .body("data.is_anonymous", equalTo(false))
                .body("data.follow_up_actions", equalTo(List.of()))
                .body("data.company_namespace", contains("tenant-" + company))
                .body("data.createdAt", matchesPattern("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ"))
                .body("data.SVClient", equalTo(0))
                .body("data.__v", equalTo(0));
        assertEquals(
                Long.toHexString(Instant.parse(made.getString("data.createdAt")).getEpochSecond()), id.substring(0, 8));
        assertEquals(made.getString("data.createdAt"), made.getString("data.modifiedAt"));
    }

    @Test
    @Tag("A12")
    @Tag("A13")
    @Tag("A17")
    @Tag("A18")
    void whatIsNotKnownIsLeftOut() {
        Feedbacks.post(company, """
                        {"activity_type": " sales_visit ", "rep": "7", "template_id": "t", "overall_satisfaction": 8.0,
                         "activity_id": null, "client": null, "responses": null, "nps_score": null, "session_data": null,
                         "completion_time": null, "is_anonymous": null, "company_namespace": null}
                        """)
                .then()
                .statusCode(201)
                .body("data.activity_type", equalTo("sales_visit"))
                .body("data.overall_satisfaction", equalTo(8))
                .body(
                        "data",
                        allOf(
                                not(hasKey("activity_id")),
                                not(hasKey("client")),
                                not(hasKey("nps_score")),
                                not(hasKey("completion_time"))))
                .body("data.responses", equalTo(List.of()))
                .body("data.session_data", equalTo(Map.of()))
                .body("data.completion_rate", equalTo(100))
                .body("data.company_namespace", contains("tenant-" + company));
    }

    @Test
    @Tag("A12")
    void everyMissingFieldIsNamed() {
        refused("{}", "activity_type", "rep", "template_id", "overall_satisfaction");
        refused(
                "{\"activity_type\": \" \", \"rep\": null, \"template_id\": \"\", \"overall_satisfaction\": null}",
                "activity_type",
                "rep",
                "template_id",
                "overall_satisfaction");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "11", "7.5", "-1", "\"8\"", "true", "[8]", "99999999999999999999", "1e3"})
    @Tag("A12")
    void satisfactionThatIsNoneIsRefused(String satisfaction) {
        refused(
                "{\"activity_type\": \"visit\", \"rep\": \"7\", \"template_id\": \"t\", \"overall_satisfaction\": "
                        + satisfaction + "}",
                "overall_satisfaction");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nps_score             | 11",
                "nps_score             | -1",
                "nps_score             | 9.5",
                "completion_time       | -1",
                "completion_time       | \"fast\"",
                "is_anonymous          | \"true\"",
                "is_anonymous          | 1",
                "activity_type         | 7",
                "rep                   | {}",
                "client                | 12",
                "activity_id           | [\"a\"]",
                "session_data          | \"mobile\"",
                "responses             | {}",
                "responses             | \"good\"",
                "company_namespace     | \"tenant\"",
                "company_namespace     | [7]",
                "company_namespace     | []",
                "rep                   | \"a\\u0000b\""
            })
    @Tag("A12")
    @Tag("A13")
    @Tag("A17")
    void whatIsOfTheWrongTypeOrOutOfBoundsIsRefused(String field, String value) {
        refused("""
                {"activity_type": "visit", "rep": "7", "template_id": "t", "overall_satisfaction": 8, "%s": %s}""".formatted(field, value), field);
    }

    @Test
    @Tag("A12")
    @Tag("A14")
    @Tag("A16")
    @Tag("A17")
    void oneAnswerNamesAllThatIsBad() {
        Map<String, Object> body = Feedbacks.fields(
                "rep", "x".repeat(65),
                "overall_satisfaction", 11,
                "responses",
                        List.of(
                                response("question_id", "q1", "question_type", "rating", "response_value", 4),
                                response("question_id", "q2", "question_type", "nps", "response_value", List.of(1)),
                                "no object"),
                "session_data", Map.of("device_type", "watch", "ip_address", "localhost"),
                "company_namespace", List.of());
        refused(
                body,
                "rep",
                "overall_satisfaction",
                "responses[1].question_type",
                "responses[1].response_value",
                "responses[2]",
                "session_data.device_type",
                "session_data.ip_address",
                "company_namespace");
    }

    @Test
    @Tag("A14")
    void answersKeepTheTypeThatTheyWereSentWith() {
        JsonPath made = Feedbacks.recorded(
                company,
                "responses",
                List.of(
                        response("question_id", "a", "question_type", "rating", "response_value", 4.0),
                        response("question_id", "b", "question_type", "rating", "response_value", "4"),
                        response("question_id", "c", "question_type", "yes_no", "response_value", true),
                        response("question_id", "d", "question_type", "yes_no", "response_value", "true"),
                        response("question_id", "e", "question_type", "scale", "response_value", 4_000_000_000_000L),
                        response("question_id", "f", "question_type", "text", "response_value", "Grüße 👋\n\"ja\""),
                        response("question_id", "g", "question_type", "multiple_choice", "response_value", "red"),
                        response("question_id", "h", "question_type", "text", "response_text", "so so")));
        List<Object> expected =
                new ArrayList<>(List.of(4, "4", true, "true", 4_000_000_000_000L, "Grüße 👋\n\"ja\"", "red"));
        expected.add(null);
        assertEquals(expected, made.getList("data.responses.response_value"));
        Feedbacks.get(company, made.getString("data._id"))
                .then()
                .body("data.responses.response_value", equalTo(expected))
                .body("data.responses[0]", aMapWithSize(3))
                .body("data.responses[7].response_text", equalTo("so so"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.5", "{}", "[1]", "99999999999999999999"})
    @Tag("A14")
    void anAnswerOfAnotherTypeIsRefused(String value) {
        refused("""
                {"activity_type": "visit", "rep": "7", "template_id": "t", "overall_satisfaction": 8,
                 "responses": [{"question_id": "q", "question_type": "scale", "response_value": %s}]}""".formatted(value), "responses[0].response_value");
    }

    @Test
    @Tag("A14")
    void anAnswerNamesItsQuestionAndItsType() {
        refused(
                Feedbacks.fields("responses", List.of(Map.of("response_value", 4))),
                "responses[0].question_id",
                "responses[0].question_type");
    }

    @Test
    @Tag("A15")
    @Tag("A4")
    void whatTheServerMakesIsIgnored() {
        Feedbacks.post(
                        company,
                        Feedbacks.fields(
                                "_id",
                                "507f1f77bcf86cd799439011",
                                "sentiment_analysis",
                                Map.of("overall_sentiment", "odd", "confidence_score", 7),
                                "completion_rate",
                                "none",
                                "session_data",
                                Map.of("location", Map.of("country", "Narnia")),
                                "follow_up_actions",
                                List.of(Map.of("action_type", "dance")),
                                "createdAt",
                                "yesterday",
                                "modifiedAt",
                                7,
                                "SVClient",
                                7,
                                "__v",
                                7,
                                "colour",
                                "red"))
                .then()
                .statusCode(201)
                .body("data._id", not(equalTo("507f1f77bcf86cd799439011")))
                .body("data.sentiment_analysis.overall_sentiment", not(equalTo("odd")))
                .body("data.completion_rate", equalTo(100))
                .body("data.session_data", equalTo(Map.of()))
                .body("data.follow_up_actions", hasSize(0))
                .body("data.SVClient", equalTo(0))
                .body("data.__v", equalTo(0))
                .body("data", not(hasKey("colour")));
    }

    @Test
    @Tag("A15")
    @Tag("A18")
    @Tag("A21")
    void theTextOfAQuestionOfAnUnknownTemplateIsTheCallers() {
        Feedbacks.post(
                        company,
                        Feedbacks.fields(
                                "responses",
                                List.of(
                                        response("question_id", "a", "question_type", "text", "question_text", "Why?"),
                                        response("question_id", "b", "question_type", "rating", "response_value", 4),
                                        response("question_id", "c", "question_type", "text", "response_text", "yes"))))
                .then()
                .statusCode(201)
                .body("data.responses[0].question_text", equalTo("Why?"))
                .body("data.responses[1]", not(hasKey("question_text")))
                // two of three
                .body("data.completion_rate", equalTo(67));
    }

    @Test
    @Tag("A16")
    void aBrowserTellsOfItselfUnlessTheBodyDoes() {
        Sandbox.as(Feedbacks.ALL, company)
                .header("User-Agent", FIREFOX)
                .contentType(ContentType.JSON)
                .body(Feedbacks.fields())
                .post(Feedbacks.PATH)
                .then()
                .statusCode(201)
                .body("data.session_data", equalTo(Map.of("device_type", "desktop", "browser", "Firefox")));
        Sandbox.as(Feedbacks.ALL, company)
                .header("User-Agent", FIREFOX)
                .contentType(ContentType.JSON)
                .body(Feedbacks.fields("session_data", Map.of("device_type", "mobile", "ip_address", "100.64.0.7")))
                .post(Feedbacks.PATH)
                .then()
                .statusCode(201)
                .body(
                        "data.session_data",
                        equalTo(Map.of("device_type", "mobile", "browser", "Firefox", "ip_address", "100.64.0.7")));
    }

    @Test
    @Tag("A17")
    void ownerAndLabelsAreWithinTheTokensReach() {
        int other = Tenants.plain();
        String own = "tenant-" + company;
        String others = "tenant-" + other;
        Sandbox.as(Feedbacks.ALL, company, other)
                .contentType(ContentType.JSON)
                .body(Feedbacks.fields())
                .post(Feedbacks.PATH)
                .then()
                .statusCode(422)
                .body("errors.keySet()", contains("company_namespace"));
        String id = Sandbox.as(Feedbacks.ALL, company, other)
                .contentType(ContentType.JSON)
                .body(Feedbacks.fields("company_namespace", List.of(own, others)))
                .post(Feedbacks.PATH)
                .then()
                .statusCode(201)
                .body("data.company_namespace", contains(own, others))
                .extract()
                .path("data._id");
        Feedbacks.get(company, id).then().statusCode(200);
        Feedbacks.get(other, id).then().statusCode(404);
        for (String unknown : List.of(others, "nobody")) {
            Feedbacks.post(company, Feedbacks.fields("company_namespace", List.of(own, unknown)))
                    .then()
                    .statusCode(403)
                    .body("keySet()", contains("success", "error"));
        }
        Feedbacks.post("*", Feedbacks.fields("company_namespace", List.of(others)))
                .then()
                .statusCode(201)
                .body("data.company_namespace", contains(others));
        Feedbacks.post("*", Feedbacks.fields()).then().statusCode(422);
    }

    @Test
    @Tag("A20")
    void anonymousFeedbackDoesNotKeepWhoGaveIt() {
        JsonPath made = Feedbacks.recorded(
                company,
                "client",
                "client-12",
                "is_anonymous",
                true,
                "session_data",
                Map.of("device_type", "mobile", "ip_address", "192.0.2.7"));
        Feedbacks.get(company, made.getString("data._id"))
                .then()
                .body("data.is_anonymous", equalTo(true))
                .body("data", not(hasKey("client")))
                .body("data.session_data", equalTo(Map.of("device_type", "mobile")));
    }

    @Test
    @Tag("A10")
    void whatIsDeletedIsGone() {
        String id = Feedbacks.newId(company);
        Feedbacks.delete(company, id).then().statusCode(200).body("", equalTo(Map.of("success", true)));
        Feedbacks.get(company, id).then().statusCode(404);
        Feedbacks.patch(company, id, "{}").then().statusCode(404);
        Feedbacks.delete(company, id).then().statusCode(404);
        Sandbox.as(Feedbacks.ALL, company).get(Feedbacks.PATH).then().body("paging.total", equalTo(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"7", "507F1F77BCF86CD799439011", "507f1f77bcf86cd79943901", "507f1f77bcf86cd7994390111", "x"})
    @Tag("A5")
    void aNameThatCannotBeIsABadRequest(String id) {
        Feedbacks.get(company, id).then().statusCode(400).body("success", equalTo(false));
        Feedbacks.patch(company, id, "{}").then().statusCode(400);
        Feedbacks.delete(company, id).then().statusCode(400);
    }

    @Test
    @Tag("A5")
    @Tag("A29")
    void whatIsUnknownCannotBeToldFromWhatIsAnothers() {
        int other = Tenants.plain();
        String anothers = Feedbacks.newId(other);
        // the same number, of another second
        String madeUp = (anothers.startsWith("1") ? "2" : "1") + anothers.substring(1);
        for (String id : List.of("507f1f77bcf86cd799439011", "ffffffffffffffffffffffff", anothers, madeUp)) {
            Feedbacks.get(company, id)
                    .then()
                    .statusCode(404)
                    .body("", equalTo(Map.of("success", false, "error", "Not found")));
            Feedbacks.patch(company, id, "{}").then().statusCode(404);
            Feedbacks.delete(company, id).then().statusCode(404);
        }
        Feedbacks.get(other, madeUp).then().statusCode(404);
        Feedbacks.get(other, anothers).then().statusCode(200);
        Feedbacks.get("*", anothers).then().statusCode(200);
    }

    @Test
    @Tag("A2")
    void aTokenMayStandInTheHeaderApiKey() {
        String token = Sandbox.token(Feedbacks.ALL, company);
        for (String path : List.of(Feedbacks.PATH, "/activity-feedback-v2")) {
            given().header("api-key", token).get(path).then().statusCode(200);
            given().header("api-key", "nonsense").get(path).then().statusCode(401);
            given().header("api-key", token)
                    .header("Authorization", "Bearer nonsense")
                    .get(path)
                    .then()
                    .statusCode(401);
            given().get(path).then().statusCode(401).body("keySet()", contains("success", "error"));
            Sandbox.as(Permission.Scope.REVIEWS_READ, company).get(path).then().statusCode(403);
        }
        Sandbox.as(Permission.Scope.ACTIVITY_READ, company)
                .contentType(ContentType.JSON)
                .body(Feedbacks.fields())
                .post(Feedbacks.PATH)
                .then()
                .statusCode(403);
    }

    @Test
    @Tag("A3")
    @Tag("A7")
    void theSamePathsStandAtTheRoot() {
        String id = Sandbox.as(Feedbacks.ALL, company)
                .contentType(ContentType.JSON)
                .body(Feedbacks.fields())
                .post("/activity-feedback-v2")
                .then()
                .statusCode(201)
                .extract()
                .path("data._id");
        Sandbox.as(Feedbacks.ALL, company)
                .get("/activity-feedback-v2/" + id)
                .then()
                .statusCode(200);
        Sandbox.as(Feedbacks.ALL, company)
                .queryParam("_id[]", id)
                .queryParam("sortBy", "[{\"field\":\"createdAt\",\"type\":\"desc\"}]")
                .get("/activity-feedback-v2")
                .then()
                .statusCode(200)
                .body("data._id", contains(id));
    }

    @Test
    @Tag("A3")
    void aBodyThatIsNoJsonIsABadRequest() {
        for (String body : List.of("no JSON", "[1]", "{\"rep\":", "\"text\"")) {
            Feedbacks.post(company, body).then().statusCode(400).body("keySet()", contains("success", "error"));
        }
        Sandbox.as(Feedbacks.ALL, company)
                .contentType("text/xml")
                .body("<a/>")
                .post(Feedbacks.PATH)
                .then()
                .statusCode(415)
                .body("success", equalTo(false));
    }

    @Test
    @Tag("A3")
    void aBodyOfNoDeclaredTypeIsReadAsJson() throws Exception {
        HttpRequest call = HttpRequest.newBuilder(service.resolve(Feedbacks.PATH))
                .header("Authorization", "Bearer " + Sandbox.token(Feedbacks.ALL, company))
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"activity_type": "visit", "rep": "7", "template_id": "t", "overall_satisfaction": 8}"""))
                .build();
        assertEquals(
                201,
                HttpClient.newHttpClient()
                        .send(call, HttpResponse.BodyHandlers.ofString())
                        .statusCode());
    }

    @Test
    @Tag("A4")
    void timesAreThoseOfTheServicesClock() {
        try {
            Sandbox.advance(Duration.ofDays(400));
            JsonPath made = Feedbacks.recorded(company);
            Instant created = Instant.parse(made.getString("data.createdAt"));
            Sandbox.resetClock();
            Instant now = Instant.parse(Feedbacks.recorded(company).getString("data.createdAt"));
            assertTrue(Duration.between(now, created).toDays() >= 399);
        } finally {
            Sandbox.resetClock();
        }
    }
}
