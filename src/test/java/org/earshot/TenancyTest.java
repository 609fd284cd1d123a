package org.earshot;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.earshot.access.Permission;
import org.earshot.testing.Database;
import org.earshot.testing.Sandbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is one company's stays out of another's sight and hands: for every operation of the API document, with no
 * exception that is not written down here with its reason.
 */
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TenancyTest {

    /** Why an operation needs no row in the table: it touches nobody's data, or no token opens it. */
    private static final Map<String, String> WITHOUT_COMPANY_DATA = Map.ofEntries(
            Map.entry(
                    "GET /v1/activity-feedback-v2",
                    "names no company, and lists what the token reaches: ListedFeedbackTest"),
            Map.entry(
                    "GET /v1/activity-feedback-v2/export",
                    "names no company, and exports what the token reaches: ExportedFeedbackTest"),
            Map.entry("GET /v1/follow-ups", "names no company, and lists what the token reaches: FollowUpsTest"),
            Map.entry("POST /company", "makes a company, for operators alone: CompanyResourceTest"),
            Map.entry("POST /webhooks/email", "no token opens it, only the provider's signature: DeliveryEventsTest"),
            Map.entry("POST /webhooks/sms", "no token opens it, only the provider's signature: InboundSmsTest"),
            Map.entry("POST /webhooks/twilio/sms", "no token opens it, only Twilio's signature: InboundSmsTest"),
            Map.entry("POST /webhooks/twilio/status", "no token opens it, only Twilio's signature: DeliveryEventsTest"),
            Map.entry("GET /v1/feedback-options/templates", "what is built in, for everybody"),
            Map.entry("POST /sandbox/tokens", "the sandbox, never open beside real data"),
            Map.entry("GET /sandbox/messages", "the sandbox, never open beside real data"),
            Map.entry("GET /sandbox/clock", "the sandbox's clock is everybody's"),
            Map.entry("POST /sandbox/clock", "the sandbox's clock is everybody's"),
            Map.entry("DELETE /sandbox/clock", "the sandbox's clock is everybody's"),
            Map.entry("POST /sandbox/tick", "the sandbox's tick is everybody's"),
            Map.entry("PUT /sandbox/faults", "the sandbox's faults are everybody's"));

    /** How each other operation is called on the data of company 1, and what company 2 gets to hear. */
    private static final List<Row> ROWS = List.of(
            new Row(
                    "POST /request",
                    "",
                    Permission.REQUESTS_WRITE,
                    (as, data) -> as.formParam("company", 1)
                            .formParam("type", "email")
                            .formParam("name", "Jane Doe")
                            .formParam("destination", Sandbox.newAddress())
                            .formParam("platform", "auto")
                            .post("/request"),
                    401),
            new Row(
                    "POST /request",
                    " for a recipient who was asked already (W6)",
                    Permission.REQUESTS_WRITE,
                    (as, data) -> as.formParam("company", 1)
                            .formParam("type", "email")
                            .formParam("name", "Jane Doe")
                            .formParam("destination", data.destination())
                            .formParam("platform", "auto")
                            .post("/request"),
                    401,
                    418),
            new Row(
                    "POST /company/{companyId}/requests",
                    "",
                    Permission.REQUESTS_WRITE,
                    (as, data) -> as.contentType(ContentType.JSON)
                            .body(List.of(Map.of(
                                    "type", "email",
                                    "name", "Jane Doe",
                                    "destination", Sandbox.newAddress(),
                                    "platform", "auto")))
                            .post("/company/1/requests"),
                    401),
            new Row(
                    "GET /request/{id}",
                    "",
                    Permission.REQUESTS_READ,
                    (as, data) -> as.get("/request/" + data.requestId()),
                    404),
            new Row(
                    "GET /request/list/{companyId}",
                    "",
                    Permission.REQUESTS_READ,
                    (as, data) -> as.get("/request/list/1"),
                    401),
            new Row(
                    "GET /company/{companyId}/reviews/{status}",
                    "",
                    Permission.REVIEWS_READ,
                    (as, data) -> as.get("/company/1/reviews/published"),
                    401),
            new Row(
                    "POST /company/{companyId}/reviews/import",
                    "",
                    Permission.COMPANY_ADMIN,
                    (as, data) -> as.contentType(ContentType.JSON)
                            .body(Map.of(
                                    "source",
                                    "google",
                                    "sourceId",
                                    "tenancy",
                                    "rating",
                                    5,
                                    "submitted",
                                    "2026-01-31T09:30:00Z"))
                            .post("/company/1/reviews/import"),
                    401),
            new Row(
                    "GET /review/{reviewId}",
                    " of a review that is not published",
                    Permission.REVIEWS_READ,
                    (as, data) -> as.get("/review/" + data.reviewId()),
                    404),
            new Row(
                    "GET /review/{reviewId}",
                    " of a published review",
                    Permission.REVIEWS_READ,
                    (as, data) -> as.get("/review/" + data.publishedReviewId()),
                    401),
            new Row(
                    "GET /company/{companyId}/tokens",
                    "",
                    Permission.COMPANY_ADMIN,
                    (as, data) -> as.get("/company/1/tokens"),
                    401),
            new Row(
                    "POST /company/{companyId}/tokens",
                    "",
                    Permission.COMPANY_ADMIN,
                    (as, data) ->
                            as.contentType(ContentType.JSON).body(newToken()).post("/company/1/tokens"),
                    401),
            new Row(
                    "DELETE /company/{companyId}/tokens/{tokenId}",
                    "",
                    Permission.COMPANY_ADMIN,
                    (as, data) -> as.delete("/company/1/tokens/" + data.tokenId()),
                    401),
            new Row(
                    "POST /review/{reviewId}/moderation",
                    " of a review that is not published",
                    Permission.REVIEWS_MODERATE,
                    (as, data) -> as.contentType(ContentType.JSON)
                            .body(Map.of("decision", "publish"))
                            .post("/review/" + data.reviewId() + "/moderation"),
                    404),
            new Row(
                    "POST /review/{reviewId}/moderation",
                    " of a published review",
                    Permission.REVIEWS_MODERATE,
                    (as, data) -> as.contentType(ContentType.JSON)
                            .body(Map.of("decision", "reject"))
                            .post("/review/" + data.publishedReviewId() + "/moderation"),
                    401),
            new Row(
                    "GET /company/{companyId}/suppressions",
                    "",
                    Permission.COMPANY_ADMIN,
                    (as, data) -> as.get("/company/1/suppressions"),
                    401),
            new Row(
                    "POST /company/{companyId}/suppressions",
                    "",
                    Permission.COMPANY_ADMIN,
                    (as, data) -> as.contentType(ContentType.JSON)
                            .body(Map.of("type", "email", "destination", Sandbox.newAddress()))
                            .post("/company/1/suppressions"),
                    401),
            new Row(
                    "POST /company/{companyId}/suppressions/check",
                    "",
                    Permission.COMPANY_ADMIN,
                    (as, data) -> as.contentType(ContentType.JSON)
                            .body(Map.of("type", "email", "destination", data.destination()))
                            .post("/company/1/suppressions/check"),
                    401),
            new Row(
                    "DELETE /company/{companyId}/suppressions/{id}",
                    "",
                    Permission.COMPANY_ADMIN,
                    (as, data) -> as.delete("/company/1/suppressions/" + data.suppressionId()),
                    401),
            new Row(
                    "POST /company/{companyId}/deliveries/replay",
                    "",
                    Permission.COMPANY_ADMIN,
                    (as, data) -> as.contentType(ContentType.JSON)
                            .body(lately())
                            .post("/company/1/deliveries/replay?dryRun=true"),
                    401),
            new Row(
                    "GET /company/{companyId}/settings",
                    "",
                    Permission.COMPANY_ADMIN,
                    (as, data) -> as.get("/company/1/settings"),
                    401),
            new Row(
                    "PATCH /company/{companyId}/settings",
                    "",
                    Permission.COMPANY_ADMIN,
                    (as, data) -> as.contentType(ContentType.JSON)
                            .body(Map.of("senderName", "Riverside Dental"))
                            .patch("/company/1/settings"),
                    401),
            new Row(
                    "GET /review/{reviewId}/history",
                    " of a review that is not published",
                    Permission.REVIEWS_READ,
                    (as, data) -> as.get("/review/" + data.reviewId() + "/history"),
                    404),
            new Row(
                    "POST /review/{reviewId}/escalation",
                    " of a review that is not published",
                    Permission.COMPANY_ADMIN,
                    (as, data) -> as.contentType(ContentType.JSON)
                            .body(Map.of("reason", "untrue"))
                            .post("/review/" + data.reviewId() + "/escalation"),
                    404,
                    409),
            new Row(
                    "POST /review/{reviewId}/reply",
                    " of a review that is not published",
                    Permission.COMPANY_ADMIN,
                    (as, data) -> as.contentType(ContentType.JSON)
                            .body(Map.of("text", "Thanks"))
                            .post("/review/" + data.reviewId() + "/reply"),
                    404,
                    409),
            new Row(
                    "GET /review/{reviewId}/reply",
                    " of a review that is not published",
                    Permission.REVIEWS_READ,
                    (as, data) -> as.get("/review/" + data.reviewId() + "/reply"),
                    404,
                    404),
            new Row(
                    "PUT /review/{reviewId}/reply",
                    " of a review that is not published",
                    Permission.COMPANY_ADMIN,
                    (as, data) -> as.contentType(ContentType.JSON)
                            .body(Map.of("text", "Thanks"))
                            .put("/review/" + data.reviewId() + "/reply"),
                    404,
                    404),
            new Row(
                    "DELETE /review/{reviewId}/reply",
                    " of a review that is not published",
                    Permission.COMPANY_ADMIN,
                    (as, data) -> as.delete("/review/" + data.reviewId() + "/reply"),
                    404,
                    404),
            new Row(
                    "POST /review/{reviewId}/reply/moderation",
                    " of a review that is not published",
                    Permission.REVIEWS_MODERATE,
                    (as, data) -> as.contentType(ContentType.JSON)
                            .body(Map.of("decision", "publish"))
                            .post("/review/" + data.reviewId() + "/reply/moderation"),
                    404,
                    404),
            new Row(
                    "GET /v1/activity-feedback-v2/analytics/detailed",
                    "",
                    Permission.ACTIVITY_READ,
                    (as, data) -> as.get("/v1/activity-feedback-v2/analytics/detailed"),
                    200),
            new Row(
                    "GET /v1/activity-feedback-v2/analytics/nps",
                    "",
                    Permission.ACTIVITY_READ,
                    (as, data) -> as.get("/v1/activity-feedback-v2/analytics/nps?group_by=rep"),
                    200),
            new Row(
                    "GET /v1/feedback-options",
                    "",
                    Permission.ACTIVITY_READ,
                    (as, data) -> as.get("/v1/feedback-options"),
                    200),
            new Row(
                    "POST /v1/feedback-options",
                    "",
                    Permission.ACTIVITY_WRITE,
                    (as, data) -> as.contentType(ContentType.JSON)
                            .body(Map.of("starter", "nps", "company_namespace", List.of(data.namespace())))
                            .post("/v1/feedback-options"),
                    403,
                    201),
            new Row(
                    "GET /v1/feedback-options/{id}",
                    "",
                    Permission.ACTIVITY_READ,
                    (as, data) -> as.get("/v1/feedback-options/" + data.templateId()),
                    404),
            new Row(
                    "GET /v1/feedback-options/{id}/preview",
                    "",
                    Permission.ACTIVITY_READ,
                    (as, data) -> as.get("/v1/feedback-options/" + data.templateId() + "/preview"),
                    404),
            new Row(
                    "PUT /v1/feedback-options/{id}",
                    "",
                    Permission.ACTIVITY_WRITE,
                    (as, data) -> as.contentType(ContentType.JSON)
                            .body(Map.of(
                                    "name",
                                    "Another",
                                    "template_type",
                                    "nps",
                                    "questions",
                                    List.of(Map.of("question_text", "Why?", "question_type", "text"))))
                            .put("/v1/feedback-options/" + data.templateId()),
                    404),
            new Row(
                    "PATCH /v1/feedback-options/{id}",
                    "",
                    Permission.ACTIVITY_WRITE,
                    (as, data) -> as.contentType(ContentType.JSON)
                            .body(Map.of("name", "Another"))
                            .patch("/v1/feedback-options/" + data.templateId()),
                    404),
            new Row(
                    "DELETE /v1/feedback-options/{id}",
                    "",
                    Permission.ACTIVITY_WRITE,
                    (as, data) -> as.delete("/v1/feedback-options/" + data.templateId()),
                    404),
            new Row(
                    "GET /review/{reviewId}/history",
                    " of a published review",
                    Permission.REVIEWS_READ,
                    (as, data) -> as.get("/review/" + data.publishedReviewId() + "/history"),
                    401),
            new Row(
                    "POST /review/{reviewId}/escalation",
                    " of a published review",
                    Permission.COMPANY_ADMIN,
                    (as, data) -> as.contentType(ContentType.JSON)
                            .body(Map.of("reason", "untrue"))
                            .post("/review/" + data.publishedReviewId() + "/escalation"),
                    401),
            new Row(
                    "POST /review/{reviewId}/reply",
                    " of a published review",
                    Permission.COMPANY_ADMIN,
                    (as, data) -> as.contentType(ContentType.JSON)
                            .body(Map.of("text", "Thanks"))
                            .post("/review/" + data.publishedReviewId() + "/reply"),
                    401,
                    409),
            new Row(
                    "GET /review/{reviewId}/reply",
                    " of a published review",
                    Permission.REVIEWS_READ,
                    (as, data) -> as.get("/review/" + data.publishedReviewId() + "/reply"),
                    401),
            new Row(
                    "PUT /review/{reviewId}/reply",
                    " of a published review",
                    Permission.COMPANY_ADMIN,
                    (as, data) -> as.contentType(ContentType.JSON)
                            .body(Map.of("text", "Thanks"))
                            .put("/review/" + data.publishedReviewId() + "/reply"),
                    401),
            new Row(
                    "DELETE /review/{reviewId}/reply",
                    " of a published review",
                    Permission.COMPANY_ADMIN,
                    (as, data) -> as.delete("/review/" + data.publishedReviewId() + "/reply"),
                    401),
            new Row(
                    "POST /review/{reviewId}/reply/moderation",
                    " of a published review",
                    Permission.REVIEWS_MODERATE,
                    (as, data) -> as.contentType(ContentType.JSON)
                            .body(Map.of("decision", "publish"))
                            .post("/review/" + data.publishedReviewId() + "/reply/moderation"),
                    401),
            new Row(
                    "POST /company/{companyId}/privacy/find",
                    "",
                    Permission.COMPANY_ADMIN,
                    (as, data) -> as.contentType(ContentType.JSON)
                            .body(Map.of("type", "email", "destination", data.destination()))
                            .post("/company/1/privacy/find"),
                    401),
            new Row(
                    "POST /company/{companyId}/privacy/export",
                    "",
                    Permission.COMPANY_ADMIN,
                    (as, data) -> as.contentType(ContentType.JSON)
                            .body(Map.of("type", "email", "destination", data.destination()))
                            .post("/company/1/privacy/export"),
                    401),
            new Row(
                    "POST /company/{companyId}/privacy/erase",
                    "",
                    Permission.COMPANY_ADMIN,
                    (as, data) -> as.contentType(ContentType.JSON)
                            .body(Map.of("type", "email", "destination", data.destination()))
                            .post("/company/1/privacy/erase"),
                    401),
            new Row(
                    "POST /v1/activity-feedback-v2",
                    "",
                    Permission.ACTIVITY_WRITE,
                    (as, data) ->
                            as.contentType(ContentType.JSON).body(newFeedback()).post("/v1/activity-feedback-v2"),
                    403,
                    201),
            new Row(
                    "GET /v1/activity-feedback-v2/{id}",
                    "",
                    Permission.ACTIVITY_READ,
                    (as, data) -> as.get("/v1/activity-feedback-v2/" + data.feedbackId()),
                    404),
            new Row(
                    "PATCH /v1/activity-feedback-v2/{id}",
                    "",
                    Permission.ACTIVITY_WRITE,
                    (as, data) -> as.contentType(ContentType.JSON)
                            .body(Map.of("overall_satisfaction", 1))
                            .patch("/v1/activity-feedback-v2/" + data.feedbackId()),
                    404),
            new Row(
                    "PUT /v1/activity-feedback-v2/{id}",
                    "",
                    Permission.ACTIVITY_WRITE,
                    (as, data) -> as.contentType(ContentType.JSON)
                            .body(Map.of("overall_satisfaction", 1))
                            .put("/v1/activity-feedback-v2/" + data.feedbackId()),
                    404),
            new Row(
                    "PATCH /v1/follow-ups/{id}/{index}",
                    "",
                    Permission.ACTIVITY_WRITE,
                    (as, data) -> as.contentType(ContentType.JSON)
                            .body(Map.of("status", "completed", "__v", 1))
                            .patch("/v1/follow-ups/" + data.feedbackId() + "/0"),
                    404),
            new Row(
                    "DELETE /v1/activity-feedback-v2/{id}",
                    "",
                    Permission.ACTIVITY_WRITE,
                    (as, data) -> as.delete("/v1/activity-feedback-v2/" + data.feedbackId()),
                    404));

    /** What company 1 has. */
    private record Data(
            String destination,
            long requestId,
            long reviewId,
            long publishedReviewId,
            String tokenId,
            long suppressionId,
            String templateId,
            String namespace,
            String feedbackId) {}

    /**
     * One way to call an operation.
     *
     * @param needed the permission that the operation asks for
     * @param foreign the status that another company's token gets; 200 for a list in which nothing of company 1 is
     * @param own the status that the company's own token and an operator's get
     */
    private record Row(
            String operation,
            String circumstance,
            Permission needed,
            BiFunction<RequestSpecification, Data, Response> call,
            int foreign,
            int own) {

        Row(
                String operation,
                String circumstance,
                Permission needed,
                BiFunction<RequestSpecification, Data, Response> call,
                int foreign) {
            this(operation, circumstance, needed, call, foreign, 200);
        }

        /** Whether its path speaks as the Activity Feedback API does (A1, A2). */
        boolean ofActivityFeedback() {
            return operation.contains(" /v1/");
        }

        Set<String> shapeOfRefusals() {
            return ofActivityFeedback() ? Set.of("success", "error") : Set.of("message");
        }

        @Override
        public String toString() {
            return operation + circumstance;
        }
    }

    private Database database;
    private Data data;

    static Stream<Row> rows() {
        return ROWS.stream();
    }

    @BeforeEach
    void fillCompanyOne() {
        database = Database.ofService();
        if (data == null) {
            data = newData();
        }
    }

    private static Map<String, String> lately() {
        Instant now = Clock.systemUTC().instant();
        return Map.of("from", now.minus(Duration.ofHours(1)).toString(), "to", now.toString());
    }

    private static Map<String, String> newToken() {
        Instant soon = Clock.systemUTC().instant().plus(Duration.ofHours(1));
        return Map.of("name", "a test", "scope", "company:admin", "expires", soon.toString());
    }

    private static Map<String, Object> newFeedback() {
        return Map.of(
                "activity_type", "visit",
                "rep", "rep-7",
                "template_id", "visit",
                "overall_satisfaction", 8,
                "company_namespace", List.of("riverside"));
    }

    private static Data newData() {
        String destination = Sandbox.newAddress();
        long requestId = Sandbox.asked(1, destination);
        long reviewId = Sandbox.answered(requestId, 1, Sandbox.linkPath(destination));
        String another = Sandbox.newAddress();
        long published = Sandbox.answered(Sandbox.asked(1, another), 1, Sandbox.linkPath(another));
        Sandbox.moderate(1, published, "publish").then().statusCode(200);
        Sandbox.as(Permission.COMPANY_ADMIN.word(), 1)
                .contentType(ContentType.JSON)
                .body(Map.of("text", "Thank you"))
                .post("/review/" + published + "/reply")
                .then()
                .statusCode(200);
        String tokenId = Sandbox.as("company:admin", 1)
                .contentType(ContentType.JSON)
                .body(newToken())
                .post("/company/1/tokens")
                .path("id");
        long suppression = Sandbox.as(Permission.Scope.COMPANY_ADMIN, 1)
                .contentType(ContentType.JSON)
                .body(Map.of("type", "email", "destination", Sandbox.newAddress()))
                .post("/company/1/suppressions")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getLong("id");
        JsonPath template = Sandbox.as(Permission.Scope.ACTIVITY_WRITE, 1)
                .contentType(ContentType.JSON)
                .body(Map.of("starter", "nps", "description", "What Jane is asked"))
                .post("/v1/feedback-options")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        String feedback = Sandbox.as(Permission.Scope.ACTIVITY_WRITE, 1)
                .contentType(ContentType.JSON)
                .body(newFeedback())
                .post("/v1/activity-feedback-v2")
                .then()
                .statusCode(201)
                .extract()
                .path("data._id");
        Sandbox.as(Permission.Scope.ACTIVITY_WRITE, 1)
                .contentType(ContentType.JSON)
                .body(Map.of("follow_up_actions", List.of(Map.of("action_type", "call"))))
                .patch("/v1/activity-feedback-v2/" + feedback)
                .then()
                .statusCode(200);
        return new Data(
                destination,
                requestId,
                reviewId,
                published,
                tokenId,
                suppression,
                template.getString("data._id"),
                template.getString("data.company_namespace[0]"),
                feedback);
    }

    @AfterEach
    void backToRealTime() {
        Sandbox.resetClock();
    }

    @Test
    void everyOperationOfTheApiDocumentHasItsPlaceHere() {
        Map<String, Map<String, Object>> paths = given().queryParam("format", "json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .extract()
                .path("paths");
        Set<String> methods = Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");
        Set<String> documented = paths.entrySet().stream()
                .flatMap(path -> path.getValue().keySet().stream()
                        .filter(methods::contains)
                        .map(method -> method.toUpperCase(Locale.ROOT) + " " + path.getKey()))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> placed = rows().map(Row::operation).collect(Collectors.toCollection(TreeSet::new));
        placed.addAll(WITHOUT_COMPANY_DATA.keySet());
        assertEquals(documented, placed);
    }

    @ParameterizedTest
    @MethodSource("rows")
    @Tag("W3")
    @Tag("W5")
    @Tag("W6")
    @Tag("W44")
    @Tag("A29")
    void anotherCompanyIsRefusedAndChangesNothing(Row row) {
        Map<String, String> before = fingerprint();
        row.call
                .apply(Sandbox.as(every(), 2), data)
                .then()
                .statusCode(row.foreign)
                .contentType(ContentType.JSON)
                .header("WWW-Authenticate", equalTo(row.foreign == 401 ? "Bearer" : null))
                .body("keySet()", row.foreign == 200 ? notNullValue() : equalTo(row.shapeOfRefusals()))
                .body(not(containsString("Jane")))
                .body(not(containsString(data.templateId())));
        assertEquals(before, fingerprint());
    }

    @ParameterizedTest
    @MethodSource("rows")
    @Tag("W3")
    @Tag("W56")
    void aTokenWithoutThePermissionIsRefusedAndChangesNothing(Row row) {
        Map<String, String> before = fingerprint();
        String others = Arrays.stream(Permission.values())
                .filter(permission -> permission != row.needed)
                .map(Permission::word)
                .collect(Collectors.joining(" "));
        row.call
                .apply(Sandbox.as(others, 1), data)
                .then()
                .statusCode(row.ofActivityFeedback() ? 403 : 401)
                .contentType(ContentType.JSON)
                .header("WWW-Authenticate", equalTo(row.ofActivityFeedback() ? null : "Bearer"))
                .body("keySet()", equalTo(row.shapeOfRefusals()));
        assertEquals(before, fingerprint());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theCompanyItselfIsServed(Row row) {
        served(row, 1).then().statusCode(row.own);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void anOperatorIsServed(Row row) {
        served(row, "*").then().statusCode(row.own);
    }

    /** What is refused changes nothing, but what is served may: the next test gets data of its own. */
    private Response served(Row row, Object company) {
        Response answer = row.call.apply(Sandbox.as(row.needed.word(), company), data);
        data = null;
        return answer;
    }

    @Test
    @Tag("W15")
    @Tag("W44")
    void anUnknownCompanyCannotBeToldFromAForeignOne() {
        String foreign = Sandbox.as(every(), 2)
                .get("/request/list/1")
                .then()
                .statusCode(401)
                .extract()
                .asString();
        for (String unknown : List.of("999999", "9223372036854775807")) {
            Sandbox.as(every(), 2)
                    .get("/request/list/" + unknown)
                    .then()
                    .statusCode(401)
                    .body(equalTo(foreign));
            Sandbox.as(every(), 2)
                    .formParam("company", unknown)
                    .post("/request")
                    .then()
                    .statusCode(401)
                    .body(equalTo(foreign));
        }
    }

    @Test
    void theFingerprintSeesAChange() {
        Map<String, String> before = fingerprint();
        Sandbox.moderate(1, data.reviewId(), "publish").then().statusCode(200);
        data = null;
        assertNotEquals(before, fingerprint());
    }

    private static String every() {
        return Arrays.stream(Permission.values()).map(Permission::word).collect(Collectors.joining(" "));
    }

    /** All that is stored for company 1, table by table. */
    private Map<String, String> fingerprint() {
        Map<String, String> fingerprint = new TreeMap<>();
        for (String table : database.rows("""
                select table_name from information_schema.columns
                where table_schema = 'public' and column_name = 'company_id'
                """)) {
            fingerprint.put(
                    table,
                    database.rows("select count(*), md5(string_agg(t::text, ';' order by t::text)) from " + table
                                    + " t where company_id = 1")
                            .toString());
        }
        return fingerprint;
    }
}
