package org.earshot.review;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.earshot.testing.Database;
import org.earshot.testing.Requests;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Tenants;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /company/{companyId}/reviews/import}, and what it brings, over HTTP. */
@QuarkusTest
@Tag("W74")
class ImportReviewsTest {

    private int company;
    private Database database;

    @BeforeEach
    void ownCompany() {
        company = Tenants.plain();
        database = Database.ofService();
    }

    private JsonPath imported(Object... reviews) {
        return Imports.post(company, Map.of("reviews", List.of(reviews)))
                .then()
                .statusCode(200)
                .body("keySet()", is(Set.of("reviews")))
                .extract()
                .jsonPath();
    }

    private Response read(String id) {
        return Sandbox.as(Sandbox.ALL_OF_REVIEWS, company).get("/review/" + id);
    }

    private long stored() {
        return database.number("select count(*) from review where company_id = ?", company);
    }

    private static Map<String, Object> facebook(@Nullable Object... namesAndValues) {
        return Requests.changed(Imports.review("source", "facebook", "rating", null), namesAndValues);
    }

    @Test
    @Tag("W48")
    @Tag("W49")
    @Tag("W63")
    void aReviewFromElsewhereIsPublishedAtOnceAndReadLikeOthers() {
        JsonPath results = imported(Imports.review());
        String id = results.getString("reviews[0].id");
        assertEquals("created", results.getString("reviews[0].result"));
        assertEquals(
                Set.of("id", "result", "errors"), results.getMap("reviews[0]").keySet());
        read(id).then()
                .statusCode(200)
                .body("id", matchesPattern("T[0-9]+"))
                .body("id", equalTo(id))
                .body("status", equalTo("PUBLISHED"))
                .body("revision", is(1))
                .body("author.name", equalTo("Ann Other"))
                .body("author.email", nullValue())
                .body("author.business", nullValue())
                .body("anonymous", is(false))
                .body("has_reply", is(false))
                .body("title", equalTo("Quick"))
                .body("text", equalTo("In and out in no time."))
                .body("rating.score", is(4))
                .body("rating.percentage", is(80))
                .body("dates.submitted", equalTo("2026-01-31T09:30:00Z"))
                .body("dates.published", equalTo("2026-01-31T09:30:00Z"))
                .body("dates.verified", nullValue())
                .body("dates.moderated", nullValue())
                .body("dates.nhs_submitted", nullValue());
        given().get("/review/" + id)
                .then()
                .statusCode(200)
                .body(
                        "keySet()",
                        is(Set.of(
                                "id",
                                "status",
                                "author",
                                "has_reply",
                                "anonymous",
                                "title",
                                "text",
                                "rating",
                                "dates")))
                .body("id", equalTo(id))
                .body("author.keySet()", is(Set.of("name", "job_title", "business")))
                .body("rating.percentage", is(80));
        given().get("/review/" + id.substring(1)).then().statusCode(404);
        read(id.substring(1)).then().statusCode(404);
    }

    @Test
    @Tag("W5")
    void anotherCompanyMayNotReadItBeyondWhatIsPublic() {
        String id = imported(Imports.review()).getString("reviews[0].id");
        Sandbox.as(Sandbox.ALL_OF_REVIEWS, 1).get("/review/" + id).then().statusCode(401);
        moderate(id, "restrict").then().statusCode(200);
        Sandbox.as(Sandbox.ALL_OF_REVIEWS, 1).get("/review/" + id).then().statusCode(404);
        given().get("/review/" + id).then().statusCode(404);
        read(id).then().statusCode(200).body("status", equalTo("RESTRICTED"));
    }

    private Response moderate(String id, String decision) {
        return Sandbox.as(Sandbox.ALL_OF_REVIEWS, company)
                .contentType(ContentType.JSON)
                .body(Map.of("decision", decision))
                .post("/review/" + id + "/moderation");
    }

    @Test
    @Tag("W51")
    void itIsModeratedLikeOthersAndStaysAsModeratorsLeftIt() {
        Map<String, Object> review = Imports.review();
        String id = imported(review).getString("reviews[0].id");
        for (String decision : List.of("reject", "restrict", "investigate", "publish")) {
            moderate(id, decision).then().statusCode(200);
        }
        moderate(id, "reject")
                .then()
                .statusCode(200)
                .body("status", equalTo("REJECTED"))
                .body("dates.rejected", instanceOf(String.class))
                .body("dates.submitted", equalTo("2026-01-31T09:30:00Z"));
        assertEquals("unchanged", imported(review).getString("reviews[0].result"));
        review.put("text", "On second thoughts.");
        assertEquals("updated", imported(review).getString("reviews[0].result"));
        read(id).then().body("status", equalTo("REJECTED")).body("text", equalTo("On second thoughts."));
    }

    @Test
    void theSameReviewKeepsItsNumberAndIsThereOnce() {
        Map<String, Object> review = Imports.review();
        JsonPath first = imported(review);
        JsonPath again = imported(review);
        assertEquals("unchanged", again.getString("reviews[0].result"));
        assertEquals(first.getString("reviews[0].id"), again.getString("reviews[0].id"));
        assertEquals(1, stored());
        Map<String, Object> elsewhere = Requests.changed(new HashMap<>(review), "source", "facebook");
        JsonPath other = imported(elsewhere, review);
        assertEquals(List.of("created", "unchanged"), other.getList("reviews.result"));
        assertNotEquals(first.getString("reviews[0].id"), other.getString("reviews[0].id"));
        assertEquals(2, stored());
        int another = Tenants.plain();
        Imports.post(another, review).then().statusCode(200).body("reviews[0].result", equalTo("created"));
    }

    @ParameterizedTest
    @CsvSource({
        "author,Ann Another,author.name",
        "title,Slow,title",
        "text,In and out in an hour.,text",
        "rating,2,rating.score",
    })
    void whatChangedElsewhereChangesHere(String field, String value, String shown) {
        Map<String, Object> review = Imports.review();
        String id = imported(review).getString("reviews[0].id");
        review.put(field, field.equals("rating") ? Integer.valueOf(value) : value);
        JsonPath updated = imported(review);
        assertEquals("updated", updated.getString("reviews[0].result"));
        assertEquals(id, updated.getString("reviews[0].id"));
        read(id).then().body(shown + ".toString()", equalTo(value)).body("revision", is(2));
        assertEquals("unchanged", imported(review).getString("reviews[0].result"));
        read(id).then().body("revision", is(2));
    }

    @Test
    @Tag("W51")
    void aModeratorsDecisionOnWordsThatChangedMeanwhileIsRefused() {
        Map<String, Object> review = Imports.review();
        String id = imported(review).getString("reviews[0].id");
        imported(Requests.changed(review, "text", "Other words."));
        Sandbox.as(Sandbox.ALL_OF_REVIEWS, company)
                .contentType(ContentType.JSON)
                .body(Map.of("decision", "reject", "revision", 1))
                .post("/review/" + id + "/moderation")
                .then()
                .statusCode(409);
    }

    @Test
    @Tag("W62")
    void theTimeOfSubmissionStaysWhichListsAreWalkedBy() {
        Map<String, Object> review = Imports.review();
        String id = imported(review).getString("reviews[0].id");
        assertEquals(
                "unchanged",
                imported(Requests.changed(review, "submitted", "2026-02-01T00:00:00Z"))
                        .getString("reviews[0].result"));
        read(id).then().body("dates.submitted", equalTo("2026-01-31T09:30:00Z"));
    }

    @Test
    @Tag("W53")
    void aRecommendationIsFiveStarsOrOne() {
        List<String> ids = imported(
                        facebook("recommended", true), facebook("recommended", false), facebook("rating", 3))
                .getList("reviews.id");
        List<String> ratings = List.of("5 100", "1 20", "3 60");
        for (int n = 0; n < 3; n++) {
            JsonPath rating = read(ids.get(n)).jsonPath();
            assertEquals(ratings.get(n), rating.getInt("rating.score") + " " + rating.getInt("rating.percentage"));
        }
        IntStream.rangeClosed(1, 5)
                .forEach(stars -> read(imported(Imports.review("rating", stars)).getString("reviews[0].id"))
                        .then()
                        .body("rating.score", is(stars))
                        .body("rating.percentage", is(stars * 20)));
    }

    @Test
    void ofAListTheGoodOnesAreStoredAndTheBadOnesTold() {
        Map<String, Object> good = Imports.review("source", "GOOGLE", "author", null, "title", null, "text", null);
        Map<String, Object> bad = Imports.review("source", "yelp", "sourceId", " ", "rating", 6, "submitted", "today");
        JsonPath results = imported(bad, good, "no review", Imports.review(), good);
        assertEquals(List.of("refused", "created", "refused", "created", "refused"), results.getList("reviews.result"));
        assertEquals(
                Set.of("source", "sourceId", "rating", "submitted"),
                results.getMap("reviews[0].errors").keySet());
        assertEquals(Set.of("review"), results.getMap("reviews[2].errors").keySet());
        assertEquals(Set.of("sourceId"), results.getMap("reviews[4].errors").keySet());
        assertEquals(
                Arrays.asList(true, false, true, false, true),
                results.getList("reviews.id").stream().map(id -> id == null).toList());
        assertEquals(2, stored());
        read(results.getString("reviews[1].id"))
                .then()
                .body("author.name", equalTo(""))
                .body("title", equalTo(""))
                .body("text", equalTo(""));
        assertEquals(List.of(), imported().getList("reviews"));
    }

    @Test
    void oneReviewMayComeAlone() {
        Map<String, Object> review = Imports.review();
        Imports.post(company, review)
                .then()
                .statusCode(200)
                .body("reviews.size()", is(1))
                .body("reviews[0].result", equalTo("created"));
        Imports.post(company, Map.of())
                .then()
                .statusCode(422)
                .body("errors.keySet()", is(Set.of("source", "sourceId", "submitted", "rating", "key", "value")));
        assertEquals(1, stored());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "source|\"trustpilot\"",
                "source|7",
                "sourceId|7",
                "sourceId|\"a\\nb\"",
                "sourceId|null",
                "author|[\"Ann\"]",
                "author|\"Ann\\r\\nOther\"",
                "title|\"a\\u0000b\"",
                "text|\"a\\u0000b\"",
                "text|\"\\ud800\"",
                "rating|0",
                "rating|6",
                "rating|4.5",
                "rating|\"4\"",
                "rating|null",
                "recommended|true",
                "recommended|\"yes\"",
                "submitted|\"2026-02-30T00:00:00Z\"",
                "submitted|\"2026-01-31\"",
                "submitted|\"2026-01-31T09:30:00\"",
                "submitted|\"1969-12-31T23:59:59Z\"",
                "submitted|\"+999999999-12-31T23:59:59Z\"",
                "submitted|\"2999-01-01T00:00:00Z\"",
                "submitted|1769851800",
                "submitted|null"
            })
    void aBadFieldIsNamed(String field, String json) {
        String rest = "\"source\":\"google\",\"sourceId\":\"x\",\"rating\":4,\"submitted\":\"2026-01-31T09:30:00Z\"";
        String body = "{"
                + rest.replaceAll("\"" + field + "\":(\"[^\"]*\"|\\d+),?", "").replaceAll(",$", "") + ",\"" + field
                + "\":" + json + "}";
        Imports.post(company, body.replace("{,", "{"))
                .then()
                .statusCode(422)
                .body("errors.keySet()", is(Set.of(field, "key", "value")));
        assertEquals(0, stored());
    }

    @Test
    void whatIsTooLongIsRefused() {
        Map<String, Integer> longest = Map.of("sourceId", 200, "author", 200, "title", 300, "text", 10_000);
        longest.forEach((field, length) -> {
            Imports.post(company, Imports.review(field, "x".repeat(length + 1)))
                    .then()
                    .statusCode(422)
                    .body("errors.keySet()", is(Set.of(field, "key", "value")));
            Imports.post(company, Imports.review(field, "x".repeat(length)))
                    .then()
                    .statusCode(200);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[]", "{", "null", "7", "{\"reviews\":{}}", "{\"reviews\":null}", "{\"reviews\":\"x\"}", "{} x"})
    void aBodyThatCannotBeReadIsRefused(String body) {
        Imports.post(company, body).then().statusCode(422).body("message", instanceOf(String.class));
    }

    @Test
    void aThousandAreTakenAtOnceAndNoMore() {
        List<Map<String, Object>> thousand = IntStream.range(0, 1000)
                .mapToObj(n -> Imports.review("text", null))
                .toList();
        JsonPath results = imported(thousand.toArray());
        assertEquals(1000, new HashSet<>(results.getList("reviews.id")).size());
        assertEquals(Set.of("created"), new HashSet<>(results.getList("reviews.result")));
        List<Map<String, Object>> more = new ArrayList<>(thousand);
        more.add(Imports.review());
        Imports.post(company, Map.of("reviews", more))
                .then()
                .statusCode(422)
                .body("errors.keySet()", is(Set.of("reviews", "key", "value")));
        assertEquals(1000, stored());
    }

    @Test
    void theSameImportAtTheSameTimeBringsEachReviewOnce() throws Exception {
        String token = Sandbox.token("company:admin", company);
        ExecutorService importers = Executors.newFixedThreadPool(4);
        try {
            for (int race = 0; race < 5; race++) {
                List<Map<String, Object>> reviews =
                        IntStream.range(0, 200).mapToObj(n -> Imports.review()).toList();
                CyclicBarrier start = new CyclicBarrier(4);
                List<Future<Map<Object, Object>>> answers = new ArrayList<>();
                List<Integer> created = Collections.synchronizedList(new ArrayList<>());
                for (int importer = 0; importer < 4; importer++) {
                    List<Map<String, Object>> shuffled = new ArrayList<>(reviews);
                    Collections.shuffle(shuffled);
                    answers.add(importers.submit(() -> {
                        start.await();
                        JsonPath results = given().auth()
                                .oauth2(token)
                                .contentType(ContentType.JSON)
                                .body(Map.of("reviews", shuffled))
                                .post("/company/" + company + "/reviews/import")
                                .then()
                                .statusCode(200)
                                .extract()
                                .jsonPath();
                        created.add(Collections.frequency(results.getList("reviews.result"), "created"));
                        Map<Object, Object> names = new HashMap<>();
                        for (int n = 0; n < 200; n++) {
                            names.put(
                                    shuffled.get(n).get("sourceId"),
                                    results.getList("reviews.id").get(n));
                        }
                        return names;
                    }));
                }
                Set<Map<Object, Object>> names = new HashSet<>();
                for (Future<Map<Object, Object>> answer : answers) {
                    names.add(answer.get());
                }
                assertEquals(1, names.size(), "all were told the same numbers");
                assertEquals(200, created.stream().mapToInt(Integer::intValue).sum());
                assertEquals(200 * (race + 1), stored());
            }
        } finally {
            importers.shutdownNow();
        }
    }

    @Test
    @Tag("W3")
    @Tag("W15")
    void onlyTheCompanysAdministratorImports() {
        Sandbox.as("reviews:read reviews:moderate requests:write", company)
                .contentType(ContentType.JSON)
                .body(Imports.review())
                .post("/company/" + company + "/reviews/import")
                .then()
                .statusCode(401);
        String foreign = refusal(Sandbox.token("company:admin", 1), company);
        assertEquals(foreign, refusal(Sandbox.token("company:admin", "*"), 999_999));
        assertEquals(0, stored());
    }

    /** Bad fields are told to nobody who may not import. */
    private static String refusal(String token, int company) {
        return given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body(Map.of("source", "yelp"))
                .post("/company/" + company + "/reviews/import")
                .then()
                .statusCode(401)
                .extract()
                .asString();
    }
}
