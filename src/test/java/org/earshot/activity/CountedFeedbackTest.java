package org.earshot.activity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.earshot.company.RegisterCompany;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Tenants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What analytics make of feedback that is recorded, changed and deleted, over HTTP. */
@QuarkusTest
@Tag("A26")
class CountedFeedbackTest {

    @Inject
    RegisterCompany registerCompany;

    private int company;

    @BeforeEach
    void ownCompany() {
        company = Tenants.plain(registerCompany);
    }

    private JsonPath analytics(String query) {
        return Sandbox.as(Feedbacks.ALL, company)
                .get(Feedbacks.PATH + "/analytics/detailed" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** The second question is for two things at once, which only the rows themselves can answer. */
    private void counts(int feedback, float average, int answers) {
        for (String query : List.of("", "?rep=rep-7&template_id=visit&company_namespace=tenant-" + company)) {
            JsonPath counted = analytics(query);
            assertEquals(feedback, counted.getInt("data.summary.total_feedback"), query);
            assertEquals(average, counted.getFloat("data.summary.average_satisfaction"), 0.01, query);
            assertEquals(
                    answers,
                    counted.getList("data.question_analysis.response_count", Integer.class).stream()
                            .mapToInt(Integer::intValue)
                            .sum(),
                    query);
        }
    }

    @Test
    @Tag("A7")
    @Tag("A9")
    @Tag("A10")
    @Tag("A27")
    void whatIsCountedIsWhatLives() {
        counts(0, 0, 0);
        List<Map<String, Object>> answers =
                List.of(Map.of("question_id", "q1", "question_type", "rating", "response_value", 4));
        String first = Feedbacks.newId(company, "overall_satisfaction", 8, "responses", answers);
        String second = Feedbacks.newId(company, "overall_satisfaction", 3);
        counts(2, 5.5f, 1);
        assertEquals(4f, analytics("").getFloat("data.question_analysis[0].average_score"));
        Feedbacks.patch(company, second, Map.of("overall_satisfaction", 10, "responses", answers));
        counts(2, 9, 2);
        Feedbacks.patch(company, second, "{\"responses\": [], \"nps_score\": 0}");
        counts(2, 9, 1);
        Feedbacks.delete(company, first).then().statusCode(200);
        counts(1, 10, 0);
        Feedbacks.delete(company, second).then().statusCode(200);
        counts(0, 0, 0);
    }
}
