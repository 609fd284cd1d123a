package org.earshot.template;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.oneOf;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.DisabledOnIntegrationTest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.earshot.access.CompanyId;
import org.earshot.access.TrustedScopes;
import org.earshot.problem.FieldErrors;
import org.earshot.testing.Database;
import org.earshot.testing.Inside;
import org.earshot.testing.Reactive;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Tenants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A template from its creation to its end, over HTTP. */
@QuarkusTest
@Tag("A30")
class TemplateLifeTest {

    private static final String OPTIONS = "/v1/feedback-options";
    private static final String ALL = "activity:read activity:write";

    private int company;
    private String token;

    @BeforeEach
    void ownCompany() {
        company = Tenants.plain();
        token = Sandbox.token(ALL, company);
    }

    @AfterEach
    void backToRealTime() {
        Sandbox.resetClock();
    }

    private Response call(String method, String path, Object body) {
        return call(token, method, path, body);
    }

    private static Response call(String token, String method, String path, Object body) {
        var call = RestAssured.given().auth().oauth2(token);
        return body == null
                ? call.request(method, path)
                : call.contentType(ContentType.JSON).body(body).request(method, path);
    }

    private static Map<String, Object> visit() {
        Map<String, Object> fields = new HashMap<>();
        fields.put("name", "After a visit");
        fields.put("template_type", "survey");
        fields.put("questions", List.of(rating()));
        return fields;
    }

    private static Map<String, Object> rating() {
        return Map.of("question_id", "q1", "question_text", "How was it?", "question_type", "rating");
    }

    private static Map<String, Object> visit(Object... others) {
        Map<String, Object> fields = visit();
        for (int i = 0; i < others.length; i += 2) {
            fields.put((String) others[i], others[i + 1]);
        }
        return fields;
    }

    private ValidatableResponse created(Object body) {
        return call("POST", OPTIONS, body).then().statusCode(201).body("success", is(true));
    }

    private String newTemplate(Object... others) {
        return OPTIONS + "/" + created(visit(others)).extract().path("data._id");
    }

    private static ValidatableResponse refused(Response answer, int status) {
        return answer.then()
                .statusCode(status)
                .contentType(ContentType.JSON)
                .body("success", is(false))
                .body("error", instanceOf(String.class))
                .body("keySet()", everyItem(is(oneOf("success", "error", "errors"))));
    }

    @Test
    @Tag("A1")
    @Tag("A4")
    @Tag("A17")
    void aNewTemplateIsToldWithAllItsDefaults() {
        created(visit("_id", "0".repeat(24), "__v", 7, "SVClient", 7, "usage_count", 7, "unknown", "field"))
                .body("keySet()", equalTo(Set.of("success", "data")))
                .body(
                        "data.keySet()",
                        equalTo(Set.of(
                                "_id",
                                "name",
                                "description",
                                "category",
                                "template_type",
                                "questions",
                                "settings",
                                "notification_settings",
                                "styling",
                                "is_active",
                                "usage_count",
                                "company_namespace",
                                "createdAt",
                                "modifiedAt",
                                "SVClient",
                                "__v")))
                .body("data._id", matchesPattern("[0-9a-f]{24}"))
                .body("data._id", not(equalTo("0".repeat(24))))
                .body("data.createdAt", matchesPattern("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ"))
                .body("data.__v", is(0))
                .body("data.SVClient", is(0))
                .body("data.usage_count", is(0))
                .body("data.is_active", is(true))
                .body("data.company_namespace", equalTo(List.of("tenant-" + company)))
                .body("data.settings", equalTo(settings()))
                .body("data.styling.theme", equalTo("light"))
                .body("data.notification_settings.notification_recipients", equalTo(List.of()))
                .body("data.questions[0].question_id", equalTo("q1"))
                .body("data.questions[0].is_required", is(false))
                .body("data.questions[0].conditional_logic", nullValue());
    }

    private static Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("allow_anonymous", true);
        settings.put("show_progress", true);
        settings.put("require_all_questions", false);
        settings.put("randomize_questions", false);
        settings.put("max_completion_time", null);
        settings.put("reminder_settings", Map.of("send_reminders", false, "reminder_intervals", List.of()));
        return settings;
    }

    @Test
    @Tag("A4")
    void whatWasWrittenIsReadAgainWithItsTypes() {
        String path = newTemplate(
                "questions",
                List.of(
                        Map.of(
                                "question_id",
                                "q1",
                                "question_text",
                                "Which?",
                                "question_type",
                                "multiple_choice",
                                "options",
                                List.of(
                                        Map.of("value", 4, "label", "Four", "weight", 0.5),
                                        Map.of("value", "4x"),
                                        Map.of("value", true))),
                        Map.of(
                                "question_text",
                                "Why?",
                                "question_type",
                                "text",
                                "conditional_logic",
                                Map.of("show_if", Map.of("question_id", "q1", "operator", "equals", "value", 4)))));
        call("GET", path, null)
                .then()
                .statusCode(200)
                .body("data.questions[0].options.value", equalTo(List.of(4, "4x", true)))
                .body("data.questions[0].options[0].weight", equalTo(0.5f))
                .body("data.questions[0].options[1].label", equalTo("4x"))
                .body("data.questions[1].question_id", notNullValue())
                .body("data.questions[1].conditional_logic.show_if.value", is(4));
    }

    @Test
    @Tag("A3")
    void thePathsAtTheRootAreTheSame() {
        String path = newTemplate();
        call("GET", path.substring("/v1".length()), null).then().statusCode(200);
        call("POST", "/feedback-options", visit()).then().statusCode(201);
        call("GET", "/feedback-options/templates", null).then().statusCode(200);
    }

    @Test
    @Tag("A2")
    void aTokenInTheOtherHeaderWillDo() {
        RestAssured.given().header("api-key", token).get(OPTIONS).then().statusCode(200);
        refused(RestAssured.given().header("api-key", "nonsense").get(OPTIONS), 401);
        refused(RestAssured.given().get(OPTIONS), 401);
        refused(call(Sandbox.token("activity:read", company), "POST", OPTIONS, visit()), 403);
        refused(call(Sandbox.token("activity:write", company), "GET", OPTIONS, null), 403);
    }

    @Test
    @Tag("A3")
    void whatIsNoJsonIsABadRequest() {
        for (String body : List.of("{", "[]", "7", "null", "")) {
            Response answer = call("POST", OPTIONS, body);
            refused(answer, body.isEmpty() ? 422 : 400);
        }
        String path = newTemplate();
        refused(call("PATCH", path, "{"), 400);
        refused(
                RestAssured.given()
                        .auth()
                        .oauth2(token)
                        .contentType("text/xml")
                        .body("<a/>")
                        .post(OPTIONS),
                415);
        refused(call("DELETE", OPTIONS, null), 405);
        refused(call("POST", path, visit()), 405);
        refused(call("GET", path + "/nothing", null), 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "1", "0123456789abcdef0123456", "0123456789ABCDEF01234567", "template"})
    @Tag("A5")
    void aMalformedIdIsABadRequest(String id) {
        for (String method : List.of("GET", "DELETE")) {
            refused(call(method, OPTIONS + "/" + id, null), 400);
        }
        refused(call("PUT", OPTIONS + "/" + id, visit()), 400);
        refused(call("PATCH", OPTIONS + "/" + id, Map.of()), 400);
        refused(call("GET", OPTIONS + "/" + id + "/preview", null), 400);
    }

    @Test
    @Tag("A5")
    @Tag("A17")
    void whatIsUnknownOrAnothersIsNotFound() {
        String path = newTemplate();
        String other = Sandbox.token(ALL, Tenants.plain());
        String unknown = OPTIONS + "/69a42bc07fffffffffffffff";
        String madeUp = OPTIONS + "/00000001" + path.substring(path.length() - 16);
        for (String found : List.of(path, unknown, madeUp)) {
            String as = found.equals(path) ? other : token;
            refused(call(as, "GET", found, null), 404);
            refused(call(as, "GET", found + "/preview", null), 404);
            refused(call(as, "PUT", found, visit()), 404);
            refused(call(as, "PATCH", found, Map.of("name", "Mine")), 404);
            refused(call(as, "DELETE", found, null), 404);
        }
        call("GET", path, null).then().statusCode(200).body("data.name", equalTo("After a visit"));
        call(Sandbox.token(ALL, "*"), "GET", path, null).then().statusCode(200);
    }

    @Test
    void allBadFieldsAreInOneAnswer() {
        Response answer = call(
                "POST",
                OPTIONS,
                Map.of(
                        "template_type",
                        "form",
                        "questions",
                        List.of(
                                rating(),
                                Map.of(
                                        "question_id",
                                        "q1",
                                        "question_text",
                                        "t",
                                        "question_type",
                                        "multiple_choice",
                                        "options",
                                        List.of(Map.of("label", "no value")))),
                        "company_namespace",
                        List.of()));
        refused(answer, 422)
                .body(
                        "errors.keySet()",
                        equalTo(Set.of(
                                "name",
                                "template_type",
                                "questions[1].question_id",
                                "questions[1].options[0].value",
                                "company_namespace")));
    }

    @Test
    @Tag("A4")
    void aChangeChangesWhatItMentions() {
        String path = newTemplate("category", "Sales", "styling", Map.of("theme", "dark"));
        Sandbox.advance(Duration.ofHours(1));
        String before = call("GET", path, null).asString();
        assertEquals(
                before,
                call("PATCH", path, Map.of()).then().statusCode(200).extract().asString());
        assertEquals(
                before,
                call("PATCH", path, Map.of("name", "After a visit", "_id", "x", "__v", 9))
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString());
        call(
                        "PATCH",
                        path,
                        Map.of("name", "Another", "styling", Map.of("primary_color", "#123456"), "is_active", false))
                .then()
                .statusCode(200)
                .body("data.name", equalTo("Another"))
                .body("data.category", equalTo("Sales"))
                .body("data.styling.theme", equalTo("dark"))
                .body("data.styling.primary_color", equalTo("#123456"))
                .body("data.is_active", is(false))
                .body("data.__v", is(1));
        refused(call("PATCH", path, Map.of("questions", List.of(), "name", 7)), 422)
                .body("errors.keySet()", equalTo(Set.of("questions", "name")));
        var after =
                call("GET", path, null).then().body("data.__v", is(1)).extract().jsonPath();
        assertEquals(true, after.getString("data.modifiedAt").compareTo(after.getString("data.createdAt")) > 0);
    }

    @Test
    void aReplacementGivesBackTheDefaults() {
        String path = newTemplate("category", "Sales", "is_active", false, "settings", Map.of("show_progress", false));
        call("PUT", path, visit("name", "Another"))
                .then()
                .statusCode(200)
                .body("data.name", equalTo("Another"))
                .body("data.category", nullValue())
                .body("data.is_active", is(true))
                .body("data.settings.show_progress", is(true))
                .body("data.company_namespace", equalTo(List.of("tenant-" + company)))
                .body("data.__v", is(1));
        call("PUT", path, visit("name", "Another")).then().body("data.__v", is(1));
        refused(call("PUT", path, Map.of("category", "x")), 422)
                .body("errors.keySet()", equalTo(Set.of("name", "template_type", "questions")));
    }

    @Test
    void simultaneousChangesOfDifferentFieldsAllSurvive() {
        String path = newTemplate();
        List<Map<String, Object>> changes = List.of(
                Map.of("name", "New name"),
                Map.of("category", "New category"),
                Map.of("description", "New description"),
                Map.of("is_active", false),
                Map.of("settings", Map.of("show_progress", false)),
                Map.of("settings", Map.of("allow_anonymous", false)));
        CompletableFuture.allOf(changes.stream()
                        .map(change -> CompletableFuture.runAsync(
                                () -> call("PATCH", path, change).then().statusCode(200)))
                        .toArray(CompletableFuture[]::new))
                .join();
        call("GET", path, null)
                .then()
                .body("data.__v", is(changes.size()))
                .body("data.name", equalTo("New name"))
                .body("data.category", equalTo("New category"))
                .body("data.description", equalTo("New description"))
                .body("data.is_active", is(false))
                .body("data.settings.show_progress", is(false))
                .body("data.settings.allow_anonymous", is(false));
    }

    @Test
    @Tag("A21")
    @DisabledOnIntegrationTest
    void feedbackKeepsWhatItWasAskedWith() {
        String path = newTemplate("notification_settings", Map.of("notification_recipients", List.of("a@example.com")));
        call("PATCH", path, Map.of("name", "Another")).then().body("data.__v", is(1));
        assertEquals(1, current(path).version(), "the name is not asked");
        call(
                        "PATCH",
                        path,
                        Map.of(
                                "questions",
                                List.of(Map.of(
                                        "question_id",
                                        "q2",
                                        "question_text",
                                        "Why?",
                                        "question_type",
                                        "text",
                                        "is_required",
                                        true))))
                .then()
                .statusCode(200);
        assertEquals(2, current(path).version());
        call("PATCH", path, Map.of("is_active", false)).then().statusCode(200);
        assertEquals(false, current(path).active());
        assertEquals("How was it?", version(path, 1).textOf("q1").orElseThrow());
        assertEquals(List.of("a@example.com"), version(path, 1).notifications().recipients());
        call("DELETE", path, null).then().statusCode(200).body("", equalTo(Map.of("success", true)));
        assertEquals(true, find(company, path).isEmpty());
        assertEquals("Why?", version(path, 2).textOf("q2").orElseThrow());
        assertEquals(List.of(), version(path, 2).notifications().recipients());
        FieldErrors errors = new FieldErrors();
        version(path, 2).check(List.of(), errors);
        assertEquals(Set.of("responses"), errors.asMap().keySet());
        refused(call("GET", path, null), 404);
        refused(call("DELETE", path, null), 404);
        refused(call("PATCH", path, Map.of()), 404);
        assertEquals(
                0, Database.ofService().number("select count(*) from feedback_template where company_id = ?", (long)
                        company));
    }

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private Optional<Questionnaire> find(int company, String path) {
        return Reactive.await(Inside.bean(TemplateDirectory.class)
                .find(Inside.bean(Pool.class), TrustedScopes.scheduler(new CompanyId(company)), id(path)));
    }

    private Questionnaire current(String path) {
        return find(company, path).orElseThrow();
    }

    private Optional<Questionnaire> find(String path, int version) {
        return Reactive.await(Inside.bean(TemplateDirectory.class)
                .find(Inside.bean(Pool.class), TrustedScopes.scheduler(new CompanyId(company)), id(path), version));
    }

    private Questionnaire version(String path, int version) {
        return find(path, version).orElseThrow();
    }

    @Test
    @Tag("A21")
    @DisabledOnIntegrationTest
    void whatNamesNoTemplateOfTheCompanyIsNotFound() {
        String path = newTemplate();
        for (String name : List.of("visit", "", "69a42bc07fffffffffffffff", "00000001" + id(path).substring(8))) {
            assertEquals(true, find(company, name).isEmpty(), name);
        }
        assertEquals(true, find(1, path).isEmpty());
        assertEquals(true, find(path, 2).isEmpty());
    }

    @Test
    @Tag("A17")
    void theFirstNamespaceOwnsIt() {
        int second = Tenants.plain();
        String both = Sandbox.token(ALL, company, second);
        String mine = "tenant-" + company;
        String others = "tenant-" + second;
        refused(call(both, "POST", OPTIONS, visit()), 422)
                .body("errors.keySet()", equalTo(Set.of("company_namespace")));
        refused(call("POST", OPTIONS, visit("company_namespace", List.of(mine, others))), 403);
        refused(call("POST", OPTIONS, visit("company_namespace", List.of("nobody"))), 403);
        refused(call("POST", OPTIONS, visit("company_namespace", List.of(others), "name", "")), 403);
        String path = OPTIONS + "/"
                + call(both, "POST", OPTIONS, visit("company_namespace", List.of(mine, others)))
                        .then()
                        .statusCode(201)
                        .body("data.company_namespace", equalTo(List.of(mine, others)))
                        .extract()
                        .path("data._id");
        call("GET", path, null).then().statusCode(200);
        refused(call(Sandbox.token(ALL, second), "GET", path, null), 404);
        refused(call(both, "PATCH", path, Map.of("company_namespace", List.of(others))), 422);
        refused(call(both, "PATCH", path, Map.of("company_namespace", List.of())), 422);
        refused(call("PATCH", path, Map.of("company_namespace", List.of(mine, others))), 403);
        call(both, "PATCH", path, Map.of("company_namespace", List.of(others, mine)))
                .then()
                .statusCode(200)
                .body("data.company_namespace", equalTo(List.of(others, mine)))
                .body("data.__v", is(1));
        call("GET", path, null).then().statusCode(200);
        refused(call(Sandbox.token(ALL, second), "GET", path, null), 404);
        call("PATCH", path, Map.of("company_namespace", List.of(mine)))
                .then()
                .statusCode(200)
                .body("data.company_namespace", equalTo(List.of(mine)));
    }

    @Test
    void thePreviewIsEscapedAndLoadsNothing() {
        String path = newTemplate(
                "name",
                "<script>alert(1)</script>",
                "description",
                "\"quoted\" & <b>bold</b>",
                "questions",
                List.of(
                        Map.of("question_text", "<img src=x onerror=alert(1)>", "question_type", "text"),
                        Map.of("question_text", "Sure?", "question_type", "yes_no"),
                        Map.of("question_text", "Recommend?", "question_type", "nps"),
                        Map.of(
                                "question_text",
                                "Which?",
                                "question_type",
                                "multiple_choice",
                                "options",
                                List.of(Map.of("value", "\"><script>", "label", "<i>"))),
                        Map.of(
                                "question_text",
                                "How many?",
                                "question_type",
                                "scale",
                                "display_settings",
                                Map.of("scale_min", 0, "scale_max", 1000))),
                "styling",
                Map.of(
                        "theme",
                        "dark",
                        "primary_color",
                        "#123456",
                        "font_family",
                        "'Open Sans', serif",
                        "custom_css",
                        "main > h1 { font-family: \"Open Sans\" }"));
        String html = call("GET", path + "/preview", null)
                .then()
                .statusCode(200)
                .body("data.keySet()", equalTo(Set.of("template_html", "estimated_completion_time", "question_count")))
                .body("data.question_count", is(5))
                .body("data.estimated_completion_time", is(30 + 5 + 10 + 10 + 5))
                .body("data.template_html", containsString("&lt;script&gt;alert(1)&lt;/script&gt;"))
                .body("data.template_html", containsString("main > h1 { font-family: \"Open Sans\" }"))
                .body("data.template_html", containsString("--primary: #123456;"))
                .body("data.template_html", containsString("class=\"dark\""))
                .body("data.template_html", containsString("max=\"1000\""))
                .extract()
                .path("data.template_html");
        for (String bad : List.of("<script", "<img", "<b>", "<i>", "=\"\">")) {
            assertEquals(-1, html.indexOf(bad), bad);
        }
        assertEquals(
                11,
                IntStream.rangeClosed(0, 10)
                        .filter(value -> html.contains("name=\"question_3\" value=\"" + value + "\""))
                        .count());
    }

    @Test
    void thereAreBuiltInStarters() {
        call("GET", OPTIONS + "/templates", null)
                .then()
                .statusCode(200)
                .body("success", is(true))
                .body("data.size()", greaterThanOrEqualTo(5))
                .body("data.template_id", hasItems("sales_visit", "service_visit", "product_demo", "nps", "onboarding"))
                .body("data.question_count", everyItem(greaterThan(0)))
                .body("data.estimated_time", everyItem(greaterThan(0)))
                .body(
                        "data[0].keySet()",
                        equalTo(Set.of(
                                "template_id",
                                "name",
                                "description",
                                "category",
                                "template_type",
                                "question_count",
                                "estimated_time")));
        created(Map.of("starter", "nps", "name", "Ours"))
                .body("data.name", equalTo("Ours"))
                .body("data.template_type", equalTo("nps"))
                .body("data.questions.question_id", equalTo(List.of("recommend", "improve", "praise")));
        refused(call("POST", OPTIONS, Map.of("starter", "nothing")), 422)
                .body("errors.keySet()", hasItems("starter", "name"));
        refused(call(Sandbox.token("activity:write", company), "GET", OPTIONS + "/templates", null), 403);
    }
}
