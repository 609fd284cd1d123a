package org.earshot.activity;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.List;
import java.util.Map;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Settings;
import org.earshot.testing.Tenants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Activity feedback by a stored template, over HTTP. */
@QuarkusTest
@Tag("A21")
class FeedbackByTemplateTest {

    private static final String TEMPLATES = "/v1/feedback-options";

    private int company;

    @BeforeEach
    void ownCompany() {
        company = Tenants.plain();
    }

    /** Asks for a rating, then, of those who rate low, for the reason, and for a colour. */
    private String template(boolean anonymous) {
        return Sandbox.as(Feedbacks.ALL, company)
                .contentType(ContentType.JSON)
                .body("""
                        {"name": "Visit", "template_type": "survey", "settings": {"allow_anonymous": %s},
                         "questions": [
                           {"question_id": "q1", "question_text": "How was it?", "question_type": "rating",
                            "is_required": true},
                           {"question_id": "q2", "question_text": "Why?", "question_type": "text", "is_required": true,
                            "conditional_logic": {"show_if":
                              {"question_id": "q1", "operator": "less_than", "value": 3}}},
                           {"question_id": "q3", "question_text": "Which?", "question_type": "multiple_choice",
                            "options": [{"value": "red", "label": "Red", "weight": 5},
                                        {"value": "blue", "label": "Blue", "weight": 1}]},
                           {"question_id": "q4", "question_text": "Recommend?", "question_type": "nps"}]}
                        """.formatted(anonymous))
                .post(TEMPLATES)
                .then()
                .statusCode(201)
                .extract()
                .path("data._id");
    }

    private void change(String template, Object body) {
        Sandbox.as(Feedbacks.ALL, company)
                .contentType(ContentType.JSON)
                .body(body)
                .patch(TEMPLATES + "/" + template)
                .then()
                .statusCode(200);
    }

    private static Map<String, Object> answer(String question, String type, Object value) {
        return Settings.fields("question_id", question, "question_type", type, "response_value", value);
    }

    @Test
    @Tag("A15")
    @Tag("A18")
    void theTemplateTellsTheQuestionsAndHowManyThereAre() {
        Map<String, Object> rated = answer("q1", "rating", 4);
        rated.put("question_text", "Is this it?");
        Map<String, Object> unknown = answer("q9", "rating", 4);
        unknown.put("question_text", "And this?");
        Feedbacks.post(company, Feedbacks.fields("template_id", template(true), "responses", List.of(rated, unknown)))
                .then()
                .statusCode(201)
                .body("data.responses.question_text", contains("How was it?", "And this?"))
                // one of three: the second is hidden
                .body("data.completion_rate", equalTo(33));
    }

    @Test
    void whatTheTemplateDemandsIsEnforced() {
        String template = template(true);
        Feedbacks.post(company, Feedbacks.fields("template_id", template))
                .then()
                .statusCode(422)
                .body("errors.keySet()", contains("responses"));
        Feedbacks.post(
                        company,
                        Feedbacks.fields(
                                "template_id",
                                template,
                                "overall_satisfaction",
                                11,
                                "responses",
                                List.of(answer("q1", "rating", 4), answer("q3", "multiple_choice", "green"))))
                .then()
                .statusCode(422)
                .body("errors.keySet()", contains("overall_satisfaction", "responses[1].response_value"));
        // who rates low has to say why
        Feedbacks.post(
                        company,
                        Feedbacks.fields("template_id", template, "responses", List.of(answer("q1", "rating", 1))))
                .then()
                .statusCode(422)
                .body("errors.keySet()", contains("responses"));
        Feedbacks.post(
                        company,
                        Feedbacks.fields(
                                "template_id",
                                template,
                                "responses",
                                List.of(
                                        answer("q1", "rating", 1),
                                        answer("q2", "text", "Too late"),
                                        answer("q3", "multiple_choice", "red"),
                                        answer("q4", "scale", 0))))
                .then()
                .statusCode(201)
                .body("data.completion_rate", equalTo(100));
    }

    @Test
    void aTemplateThatIsInactiveIsRefusedForNewFeedbackAlone() {
        String template = template(true);
        String id = Feedbacks.newId(company, "template_id", template, "responses", List.of(answer("q1", "rating", 4)));
        change(template, Map.of("is_active", false));
        Feedbacks.post(
                        company,
                        Feedbacks.fields("template_id", template, "responses", List.of(answer("q1", "rating", 4))))
                .then()
                .statusCode(422)
                .body("errors.keySet()", contains("template_id"));
        Feedbacks.patch(company, id, Map.of("responses", List.of(answer("q1", "rating", 5))))
                .then()
                .statusCode(200)
                .body("data.responses[0].question_text", equalTo("How was it?"));
        Feedbacks.patch(company, id, "{\"responses\": []}")
                .then()
                .statusCode(422)
                .body("errors.keySet()", contains("responses"));
    }

    @Test
    @Tag("A25")
    void laterChangesOfATemplateAreNotHeldAgainstOlderFeedback() {
        String template = template(true);
        String id = Feedbacks.newId(company, "template_id", template, "responses", List.of(answer("q1", "rating", 4)));
        change(
                template,
                Map.of(
                        "questions",
                        List.of(Map.of("question_id", "q1", "question_text", "Anew?", "question_type", "yes_no"))));
        Feedbacks.patch(company, id, Map.of("responses", List.of(answer("q1", "rating", 5))))
                .then()
                .statusCode(200)
                .body("data.responses.question_text", contains("How was it?"));
    }

    @Test
    @Tag("A20")
    void aTemplateMayForbidToBeAnonymous() {
        Map<String, Object> fields = Feedbacks.fields(
                "template_id", template(false),
                "is_anonymous", true,
                "responses", List.of(answer("q1", "rating", 4)));
        Feedbacks.post(company, fields).then().statusCode(422).body("errors.keySet()", contains("is_anonymous"));
        fields.put("is_anonymous", false);
        Feedbacks.post(company, fields).then().statusCode(201);
    }

    private void isUsed(String template, int times) {
        Sandbox.as(Feedbacks.ALL, company)
                .get(TEMPLATES + "/" + template)
                .then()
                .body("data.usage_count", equalTo(times));
        Sandbox.as(Feedbacks.ALL, company)
                .get(TEMPLATES + "?_id=" + template)
                .then()
                .body("data.usage_count", contains(times));
    }

    @Test
    @Tag("A10")
    @Tag("A30")
    void aTemplateTellsHowMuchFeedbackThereIsByIt() {
        String template = template(true);
        isUsed(template, 0);
        List<Map<String, Object>> answers = List.of(answer("q1", "rating", 4));
        String first = Feedbacks.newId(company, "template_id", template, "responses", answers);
        String second = Feedbacks.newId(company, "template_id", template, "responses", answers);
        Feedbacks.newId(company, "template_id", template(true), "responses", answers);
        Feedbacks.newId(Tenants.plain(), "template_id", template);
        isUsed(template, 2);
        Feedbacks.patch(company, first, Map.of("overall_satisfaction", 1))
                .then()
                .statusCode(200);
        change(template, Map.of("questions", List.of(Map.of("question_text", "Anew?", "question_type", "yes_no"))));
        isUsed(template, 2);
        Feedbacks.delete(company, first).then().statusCode(200);
        Feedbacks.delete(company, first).then().statusCode(404);
        isUsed(template, 1);
        Feedbacks.delete(company, second).then().statusCode(200);
        isUsed(template, 0);
    }

    @Test
    void anothersTemplateIsAnUnknownOne() {
        String template = template(true);
        int other = Tenants.plain();
        Feedbacks.post(other, Feedbacks.fields("template_id", template))
                .then()
                .statusCode(201)
                .body("data.responses.question_text", not(hasItem("How was it?")));
    }
}
