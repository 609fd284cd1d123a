package org.earshot.activity;

import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.earshot.testing.Database;
import org.earshot.testing.Requests;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Tenants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What analytics make of feedback that is recorded, changed and deleted, over HTTP. */
@QuarkusTest
@Tag("A26")
class CountedFeedbackTest {

    private int company;

    @BeforeEach
    void ownCompany() {
        company = Tenants.plain();
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
    @Tag("A11")
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

    @Test
    void feedbackAndItsCountAreStoredBothOrNeither() {
        Database database = Database.ofService();
        database.run("alter table analytics_delta add constraint refused_by_a_test check (company_id <> " + company
                + ") not valid");
        try {
            Feedbacks.post(company, Feedbacks.fields("activity_id", "visit-1"))
                    .then()
                    .statusCode(500);
        } finally {
            database.run("alter table analytics_delta drop constraint refused_by_a_test");
        }
        assertEquals(0, database.number("select count(*) from activity_feedback where company_id = ?", (long) company));
        assertEquals(
                0, database.number("select count(*) from analytics_activity where company_id = ?", (long) company));
        counts(0, 0, 0);
    }

    private static JsonPath nps(String query, Object... companies) {
        return Sandbox.as(Feedbacks.ALL, companies)
                .get(Feedbacks.PATH + "/analytics/nps" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** The first question is answered from the counts; the others, for more than one thing at once, from the rows. */
    private void scores(int n, Float nps) {
        for (String query : List.of(
                "?group_by=rep",
                "?group_by=rep&template_id=visit",
                "?group_by=week&rep=rep-7&activity_type=sales_visit",
                "?group_by=template_id&rep=rep-7&date_from=2026-01-01")) {
            JsonPath scored = nps(query, company);
            assertEquals(n, scored.getInt("data.overall.n"), query);
            assertEquals(nps, scored.<Float>get("data.overall.nps"), query);
            assertEquals(n == 0 ? List.of() : List.of(n), scored.getList("data.groups.n"), query);
            assertEquals(n == 0 ? List.of() : List.of(nps), scored.getList("data.groups.nps"), query);
        }
    }

    @Test
    @Tag("A31")
    void whatIsScoredIsWhatLives() {
        scores(0, null);
        String first = Feedbacks.newId(company, "nps_score", 9);
        String second = Feedbacks.newId(company, "nps_score", 7);
        scores(2, 50f);
        Feedbacks.patch(company, second, Map.of("nps_score", 6)).then().statusCode(200);
        scores(2, 0f);
        Feedbacks.patch(company, second, "{\"nps_score\": null}").then().statusCode(200);
        scores(1, 100f);
        Feedbacks.delete(company, second).then().statusCode(200);
        Feedbacks.delete(company, first).then().statusCode(200);
        scores(0, null);
    }

    private static String namespace(int company) {
        return "tenant-" + company;
    }

    private static void recorded(String rep, int nps, int... companies) {
        Sandbox.as(Feedbacks.ALL, IntStream.of(companies).boxed().toArray())
                .contentType(ContentType.JSON)
                .body(Feedbacks.fields(
                        "rep",
                        rep,
                        "nps_score",
                        nps,
                        "company_namespace",
                        IntStream.of(companies)
                                .mapToObj(CountedFeedbackTest::namespace)
                                .toList()))
                .post(Feedbacks.PATH)
                .then()
                .statusCode(201);
    }

    /** What is found under a namespace, in both kinds of analytics and in the list. */
    private static void finds(String query, List<String> reps, Object... companies) {
        Sandbox.as(Feedbacks.ALL, companies)
                .get(Feedbacks.PATH + query)
                .then()
                .body("data.rep", containsInAnyOrder(reps.toArray()));
        Sandbox.as(Feedbacks.ALL, companies)
                .get(Feedbacks.PATH + "/analytics/detailed" + query)
                .then()
                .body("data.summary.total_feedback", equalTo(reps.size()));
        assertEquals(
                reps.stream().sorted().distinct().toList(),
                nps(query + "&group_by=rep", companies).<String>getList("data.groups.key").stream()
                        .sorted()
                        .toList());
        assertEquals(reps.size(), nps(query + "&group_by=month", companies).getInt("data.overall.satisfaction.total"));
    }

    @Test
    @Tag("A17")
    @Tag("A29")
    @Tag("A31")
    void aLabelFindsWhatCarriesItBesideAllThatIsItsOwners() {
        int north = company;
        int south = Tenants.plain();
        int west = Tenants.plain();
        recorded("a", 10, north);
        recorded("b", 9, north, south);
        recorded("c", 8, south);
        recorded("d", 0, south, north);
        recorded("a", 0, south);
        recorded("e", 0, west);
        String southern = "?company_namespace=" + namespace(south);
        finds(southern, List.of("b", "c", "d", "a"), north, south);
        finds(southern, List.of("b", "c", "d", "a"), north, south, west);
        finds("?company_namespace[]=" + namespace(north), List.of("a", "b", "d"), north, south);
        finds(southern + "," + namespace(north), List.of("a", "b", "c", "d", "a"), north, south, west);
        finds(southern + "&company_namespace=" + namespace(west), List.of("b", "c", "d", "a", "e"), north, south, west);
        // of what carries the label, only what is the token's
        finds(southern, List.of("c", "d", "a"), south);
        finds(southern, List.of(), north);
        finds("?company_namespace=" + namespace(west), List.of(), north, south);
        // labelled, and by another filter
        finds(southern + "&rep=b", List.of("b"), north, south);
        finds(southern + "&rep=a&template_id=visit&date_from=2026-01-01", List.of("a"), north, south);
        assertEquals(
                List.of(-100f, 0f, 100f, -100f),
                byKey(nps(southern + "&group_by=rep", north, south), List.of("a", "c", "b", "d")));
        assertEquals(-25f, nps(southern, north, south).getFloat("data.overall.nps"));
    }

    private static float rate(String query, Object... companies) {
        return Sandbox.as(Feedbacks.ALL, companies)
                .get(Feedbacks.PATH + "/analytics/detailed" + query)
                .then()
                .body("data.summary.total_feedback", equalTo(1))
                .extract()
                .jsonPath()
                .getFloat("data.summary.response_rate");
    }

    @Test
    @Tag("A28")
    void underALabelNothingWasAsked() {
        int north = company;
        int south = Tenants.plain();
        Requests.posted(
                Requests.fields("company", north, "destination", Sandbox.newAddress(), "activity_id", "visit-1"));
        Sandbox.tick();
        Sandbox.as(Feedbacks.ALL, north, south)
                .contentType(ContentType.JSON)
                .body(Feedbacks.fields(
                        "activity_id", "visit-1", "company_namespace", List.of(namespace(north), namespace(south))))
                .post(Feedbacks.PATH)
                .then()
                .statusCode(201);
        assertEquals(100f, rate("", north, south));
        assertEquals(100f, rate("?company_namespace=" + namespace(north), north, south));
        assertEquals(0f, rate("?company_namespace=" + namespace(south), north, south));
    }

    private static List<Object> byKey(JsonPath found, List<String> keys) {
        return keys.stream()
                .map(key -> found.<Object>get("data.groups.find { it.key == '" + key + "' }.nps"))
                .toList();
    }
}
