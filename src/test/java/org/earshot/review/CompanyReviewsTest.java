package org.earshot.review;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.earshot.review.Answers.Asked;
import org.earshot.testing.Database;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Tenants;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /company/{companyId}/reviews/{status}} over HTTP. */
@QuarkusTest
class CompanyReviewsTest {

    private static final Pattern LINK = Pattern.compile("<([^>]+)>; rel=\"([a-z]+)\"");

    private int company;
    private String token;

    @BeforeEach
    void ownCompany() {
        company = Tenants.plain();
        token = Sandbox.token(Sandbox.ALL_OF_REVIEWS, company);
    }

    @AfterEach
    void backToRealTime() {
        Sandbox.resetClock();
    }

    private RequestSpecification call() {
        return given().auth().oauth2(token);
    }

    private Response list(String statusAndQuery) {
        return call().get("/company/" + company + "/reviews/" + statusAndQuery);
    }

    /** Calls with headers, given by name and value in turn. */
    private Response listWith(String... headers) {
        RequestSpecification call = call();
        for (int i = 0; i < headers.length; i += 2) {
            call.header(headers[i], headers[i + 1]);
        }
        return call.get("/company/" + company + "/reviews/published");
    }

    private static List<String> ids(Response list) {
        return list.then().statusCode(200).extract().jsonPath().getList("reviews.id", String.class);
    }

    private static @Nullable String link(Response list, String relation) {
        String header = list.header("Link");
        Matcher links = LINK.matcher(header == null ? "" : header);
        while (links.find()) {
            if (links.group(2).equals(relation)) {
                return links.group(1);
            }
        }
        return null;
    }

    private Response follow(String link) {
        URI address = URI.create(link);
        return call().urlEncodingEnabled(false).get(address.getRawPath() + "?" + address.getRawQuery());
    }

    /** Follows the links, and lets something happen before each further page. */
    private List<String> walk(Response first, Runnable meanwhile) {
        List<String> seen = new ArrayList<>(ids(first));
        String next = link(first, "next");
        while (next != null) {
            assertTrue(seen.size() < 1000, "a walk ends");
            meanwhile.run();
            Response page = follow(next);
            seen.addAll(ids(page));
            next = link(page, "next");
        }
        return seen;
    }

    private void moderate(String id, String decision) {
        call().contentType(ContentType.JSON)
                .body(Map.of("decision", decision))
                .post("/review/" + id + "/moderation")
                .then()
                .statusCode(200);
    }

    private long ownReview() {
        Asked asked = Answers.ask(company);
        return Answers.answer(asked);
    }

    private String published() {
        String id = String.valueOf(ownReview());
        moderate(id, "publish");
        return id;
    }

    private static List<String> reversed(List<String> ids) {
        List<String> reversed = new ArrayList<>(ids);
        Collections.reverse(reversed);
        return reversed;
    }

    /** Times a minute apart, the first the oldest. */
    private static String[] minutes(int many) {
        Instant first = Instant.parse("2026-02-01T00:00:00Z");
        return IntStream.range(0, many)
                .mapToObj(n -> first.plus(n, ChronoUnit.MINUTES).toString())
                .toArray(String[]::new);
    }

    private static Set<String> errors(Response refusal) {
        return refusal.then()
                .statusCode(422)
                .body("message", instanceOf(String.class))
                .extract()
                .jsonPath()
                .<String, String>getMap("errors")
                .keySet();
    }

    @Test
    @Tag("W57")
    void aCompanyWithoutReviewsHasEmptyLists() {
        for (String status : List.of("published", "rejected", "restricted")) {
            Response list = list(status);
            list.then()
                    .statusCode(200)
                    .contentType(ContentType.JSON)
                    .body("keySet()", is(Set.of("reviews")))
                    .body("reviews", empty())
                    .header("X-Total-Count", "0");
            assertNull(list.header("Link"));
        }
    }

    @Test
    @Tag("W57")
    @Tag("W46")
    @Tag("W63")
    void eachListShowsTheReviewsOfItsStatusAsReadingDoes() {
        String own = published();
        List<String> foreign = Imports.submitted(company, minutes(4));
        moderate(foreign.get(0), "reject");
        moderate(foreign.get(1), "restrict");
        moderate(foreign.get(2), "investigate");
        ownReview();
        Response published = list("published");
        assertEquals(List.of(own, foreign.get(3)), ids(published));
        for (int n = 0; n < 2; n++) {
            Map<String, Object> shown = published.jsonPath().getMap("reviews[" + n + "]");
            assertEquals(call().get("/review/" + shown.get("id")).jsonPath().getMap("$"), shown);
        }
        assertEquals(List.of(foreign.get(0)), ids(list("rejected")));
        assertEquals(List.of(foreign.get(1)), ids(list("restricted")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"published", "Published", "PUBLISHED", "pUbLiShEd"})
    @Tag("W57")
    void theCaseOfTheStatusDoesNotMatter(String status) {
        List<String> ids = Imports.submitted(company, minutes(2));
        Response list = list(status + "?limit=1");
        assertEquals(List.of(ids.get(1)), ids(list));
        assertEquals(reversed(ids), walk(list, () -> {}));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"pending", "verified", "under_investigation", "publish", "all", "import", "1", "published%20x"})
    @Tag("W57")
    @Tag("W61")
    void anotherStatusIsRefused(String status) {
        Response list = call().urlEncodingEnabled(false).get("/company/" + company + "/reviews/" + status);
        assertEquals(Set.of("status", "key", "value"), errors(list));
    }

    @Test
    @Tag("W58")
    void aPageHoldsTwentyFiveUnlessAskedAndAHundredAtMost() {
        List<String> newestFirst = reversed(Imports.submitted(company, minutes(102)));
        assertEquals(newestFirst.subList(0, 25), ids(list("published")));
        assertEquals(newestFirst.subList(0, 7), ids(listWith("limit", "7")));
        assertEquals(newestFirst.subList(0, 7), ids(list("published?limit=7")));
        for (String many : List.of("100", "101", "0250", "4000000000", "99999999999999999999999")) {
            Response list = listWith("limit", many);
            assertEquals(newestFirst.subList(0, 100), ids(list), many);
            assertEquals("102", list.header("X-Total-Count"));
            assertEquals(newestFirst.subList(100, 102), ids(follow(String.valueOf(link(list, "next")))), many);
        }
    }

    @Test
    @Tag("W58")
    void pagesAreNumberedInTheQuery() {
        List<String> newestFirst = reversed(Imports.submitted(company, minutes(7)));
        assertEquals(newestFirst.subList(0, 3), ids(list("published?limit=3&page=1")));
        Response second = list("published?limit=3&page=2");
        assertEquals(newestFirst.subList(3, 6), ids(second));
        assertEquals(newestFirst.subList(0, 3), ids(follow(String.valueOf(link(second, "prev")))));
        assertEquals(newestFirst.subList(0, 3), ids(follow(String.valueOf(link(second, "first")))));
        assertEquals(newestFirst.subList(6, 7), ids(follow(String.valueOf(link(second, "last")))));
        assertEquals(newestFirst.subList(6, 7), ids(follow(String.valueOf(link(second, "next")))));
        Response beyond = list("published?limit=3&page=4");
        assertEquals(List.of(), ids(beyond));
        assertEquals("7", beyond.header("X-Total-Count"));
        assertNull(link(beyond, "next"));
        assertEquals(List.of(), ids(list("published?page=2")));
        assertEquals(List.of(), ids(list("published?page=99999999999999999999999")));
        assertEquals(newestFirst.subList(0, 3), ids(listWith("limit", "3", "page", "2")), "page is no header");
    }

    @Test
    @Tag("W58")
    void aHeaderWinsOverTheQueryWhateverItsCase() {
        List<String> ids = Imports.stored(
                company,
                List.of(
                        Imports.review("rating", 1, "submitted", "2026-02-01T12:00:00Z"),
                        Imports.review("rating", 2, "submitted", "2026-02-02T12:00:00Z"),
                        Imports.review("rating", 3, "submitted", "2026-02-03T12:00:00Z")));
        String path = "/company/" + company + "/reviews/published";
        assertEquals(
                List.of(ids.get(1)),
                ids(call().header("LIMIT", "1")
                        .header("datefrom", "2026-02-02")
                        .header("DateTo", "2026-02-02")
                        .header("rAtings", "1,2,3")
                        .get(path + "?limit=0&dateFrom=x&dateTo=y&ratings=z")));
        assertEquals(
                List.of(ids.get(1)),
                ids(call().get(path + "?dateFrom=2026-02-02&dateTo=2026-02-02&ratings=2&limit=5")));
        assertEquals(
                List.of(ids.get(1)),
                ids(call().header("ratings", "2").header("dateFrom", " ").get(path + "?dateTo=2026-02-02")));
        assertEquals(reversed(ids), ids(call().header("limit", "").get(path + "?ratings=")), "blank is not asked for");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "000", "-1", "+1", "ten", "1.5", "1e2", "0x10", "5,5", "string", "١"})
    @Tag("W58")
    void aBadLimitOrPageIsRefused(String number) {
        if (number.chars().allMatch(c -> c < 128)) {
            assertEquals(Set.of("limit", "key", "value"), errors(listWith("limit", number)));
        }
        String path = "/company/" + company + "/reviews/published";
        assertEquals(
                Set.of("limit", "key", "value"),
                errors(call().queryParam("limit", number).get(path)));
        assertEquals(
                Set.of("page", "key", "value"),
                errors(call().queryParam("page", number).get(path)));
    }

    @Test
    @Tag("W59")
    void datesAreWholeDaysInUtcOnTheSubmission() {
        List<String> ids = Imports.submitted(
                company,
                "2026-02-01T23:59:59.999999Z",
                "2026-02-02T00:00:00Z",
                "2026-02-02T23:59:59.999999Z",
                "2026-02-03T00:00:00Z",
                "2026-02-03T00:30:00+01:00");
        assertEquals(
                List.of(ids.get(2), ids.get(4), ids.get(1)),
                ids(listWith("dateFrom", "2026-02-02", "dateTo", "2026-02-02")));
        Response from = listWith("dateFrom", "2026-02-03");
        assertEquals(List.of(ids.get(3)), ids(from));
        assertEquals("1", from.header("X-Total-Count"));
        assertEquals(List.of(ids.get(0)), ids(listWith("dateTo", "2026-02-01")));
        assertEquals(List.of(), ids(listWith("dateFrom", "2026-02-04", "dateTo", "9999-12-31")));
        assertEquals(
                5,
                ids(listWith("dateFrom", "0000-01-01", "dateTo", "2026-02-28")).size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-30",
                "2025-02-29",
                "2026-13-01",
                "2026-00-10",
                "2026-1-1",
                "20260101",
                "01-02-2026",
                "2026-01-01T00:00:00Z",
                "+12026-01-01",
                "string",
                "2026-01-01,2026-01-02"
            })
    @Tag("W59")
    void anImpossibleDateIsRefused(String day) {
        assertEquals(Set.of("dateFrom", "key", "value"), errors(listWith("dateFrom", day)));
        assertEquals(Set.of("dateTo", "key", "value"), errors(listWith("dateTo", day)));
    }

    @Test
    @Tag("W59")
    void aSpanThatEndsBeforeItStartsIsRefused() {
        assertEquals(
                Set.of("dateTo", "key", "value"), errors(listWith("dateFrom", "2026-02-02", "dateTo", "2026-02-01")));
        listWith("dateFrom", "2026-02-02", "dateTo", "2026-02-02").then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"5|5", "4,5|5 4", "' 1 , 3 '|3 1", "5,5|5", "1,2,3,4,5|5 4 3 2 1", "2, 2, 3|3 2"})
    @Tag("W60")
    void ratingsChooseStars(String ratings, String found) {
        Imports.stored(
                company,
                IntStream.rangeClosed(1, 5)
                        .mapToObj(stars ->
                                Imports.review("rating", stars, "submitted", "2026-02-0" + stars + "T00:00:00Z"))
                        .toList());
        Response list = listWith("ratings", ratings);
        List<Integer> expected =
                Stream.of(found.split(" ")).map(Integer::valueOf).toList();
        assertEquals(expected, list.jsonPath().getList("reviews.rating.score"));
        assertEquals(String.valueOf(expected.size()), list.header("X-Total-Count"));
        assertEquals(
                expected,
                call().queryParam("ratings", ratings)
                        .get("/company/" + company + "/reviews/published")
                        .jsonPath()
                        .getList("reviews.rating.score"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "6", "string", "4,", ",4", "4,,5", ",", "4;5", "4 5", "4.0", "-4", "4,string", "five"})
    @Tag("W60")
    void badRatingsAreRefused(String ratings) {
        assertEquals(Set.of("ratings", "key", "value"), errors(listWith("ratings", ratings)));
    }

    @Test
    @Tag("W60")
    void repeatedRatingsAreOneList() {
        assertEquals(
                Set.of("ratings", "key", "value"),
                errors(call().queryParam("ratings", 4, 6).get("/company/" + company + "/reviews/published")));
        call().queryParam("ratings", 4, 5)
                .get("/company/" + company + "/reviews/published")
                .then()
                .statusCode(200);
    }

    @Test
    @Tag("W61")
    void everyBadFieldIsNamedAtOnce() {
        Response refusal = call().headers(
                        "limit", 0, "dateFrom", "2026-02-30", "dateTo", "tomorrow", "ratings", "string")
                .get("/company/" + company + "/reviews/open?page=0&after=there");
        assertEquals(
                Set.of("status", "limit", "page", "after", "dateFrom", "dateTo", "ratings", "key", "value"),
                errors(refusal));
        for (String reason : refusal.jsonPath().<String, String>getMap("errors").values()) {
            assertFalse(reason.isBlank());
        }
    }

    @Test
    @Tag("W61")
    @Tag("W3")
    void aTokenThatMayReadReviewsOfTheCompanyIsNeeded() {
        String path = "/company/" + company + "/reviews/published";
        given().get(path).then().statusCode(401).header("WWW-Authenticate", "Bearer");
        given().header("Authorization", "Bearer x").get(path).then().statusCode(401);
        Sandbox.as("company:admin reviews:moderate requests:read", company)
                .get(path)
                .then()
                .statusCode(401);
        String foreign = refusal(Sandbox.token("reviews:read", 1), path);
        assertEquals(foreign, refusal(token, "/company/999999/reviews/published"));
        assertEquals(foreign, refusal(Sandbox.token("reviews:read", "*"), "/company/999999/reviews/published"));
        assertEquals(foreign, refusal(Sandbox.token("reviews:read", "*"), "/company/999999/reviews/nonsense?page=0"));
        Sandbox.as("reviews:read", "*").get(path).then().statusCode(200);
    }

    private static String refusal(String token, String path) {
        return given().auth()
                .oauth2(token)
                .get(path)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer")
                .extract()
                .asString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "0", "-1", "1.5", "99999999999999999999"})
    @Tag("W5")
    void whatNamesNoCompanyIsNotFound(String number) {
        call().get("/company/" + number + "/reviews/published").then().statusCode(404);
    }

    @Test
    @Tag("W62")
    @Tag("W63")
    void ofReviewsOfOneMomentOwnOnesComeFirstAndLaterNumbersBeforeEarlierOnes() {
        String own = published();
        Database database = Database.ofService();
        String moment = database.rows("""
                        select to_char(submitted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
                        from review where id = ?
                        """, Long.valueOf(own)).get(0);
        String another = published();
        database.run(
                "update review set submitted_at = (select submitted_at from review where id = ?) where id = ?",
                Long.valueOf(own),
                Long.valueOf(another));
        List<String> foreign = Imports.submitted(company, moment, moment);
        List<String> numbers = foreign.stream()
                .sorted(Comparator.comparing(CompanyReviewsTest::number).reversed())
                .toList();
        List<String> expected =
                Stream.concat(Stream.of(another, own), numbers.stream()).toList();
        assertEquals(expected, ids(list("published")));
        for (int limit = 1; limit <= 4; limit++) {
            assertEquals(expected, walk(list("published?limit=" + limit), () -> {}), "limit " + limit);
        }
    }

    @Test
    @Tag("W62")
    void aWalkRepeatsAndMissesNothingThatStaysWhateverHappensMeanwhile() {
        String[] times = minutes(30);
        times[11] = times[10];
        times[12] = times[10];
        times[13] = times[10];
        List<String> before = Imports.submitted(company, times);
        String leaves = before.get(3);
        String flickers = before.get(20);
        String seenAndLeaves = before.get(29);
        List<String> stay = IntStream.range(0, 30)
                .boxed()
                .sorted(Comparator.comparing((Integer n) -> times[n])
                        .thenComparing(n -> number(before.get(n)))
                        .reversed())
                .map(before::get)
                .filter(id -> !id.equals(leaves) && !id.equals(seenAndLeaves))
                .toList();
        List<Integer> turns = new ArrayList<>();
        List<String> later = new ArrayList<>();
        List<String> walked = walk(list("published?limit=4"), () -> {
            assertTrue(turns.size() < 20, "a walk ends");
            if (turns.isEmpty()) {
                moderate(leaves, "reject");
                moderate(seenAndLeaves, "restrict");
            }
            moderate(flickers, "reject");
            moderate(flickers, "publish");
            // above everything, among what was seen, and below everything
            Instant below = Instant.parse("2026-01-01T00:00:00Z").minus(turns.size(), ChronoUnit.DAYS);
            later.addAll(Imports.submitted(company, "2026-03-01T00:00:00Z", "2026-02-01T00:28:30Z", below.toString()));
            later.add(published());
            turns.add(later.size());
        });
        assertEquals(walked.size(), new HashSet<>(walked).size(), "nothing twice");
        assertEquals(stay, walked.stream().filter(stay::contains).toList());
        assertFalse(walked.contains(leaves));
        assertEquals(
                List.of(),
                walked.stream()
                        .filter(id -> later.contains(id) && later.indexOf(id) % 4 != 2)
                        .toList(),
                "what came above is not in this walk");
        assertEquals(turns.size(), (int) walked.stream().filter(later::contains).count(), "what came below is");
    }

    private static long number(String thirdParty) {
        return Long.parseLong(thirdParty.substring(1));
    }

    @Test
    @Tag("W62")
    void theFiltersOfAWalkStayInItsLinks() {
        List<String> ids = Imports.stored(
                company,
                IntStream.range(0, 12)
                        .mapToObj(n ->
                                Imports.review("rating", n % 3 + 3, "submitted", "2026-02-" + (n + 10) + "T12:00:00Z"))
                        .toList());
        Response first = listWith("limit", "2", "ratings", "5, 4", "dateFrom", "2026-02-11", "dateTo", "2026-02-20");
        List<String> expected = reversed(IntStream.range(1, 11)
                .filter(n -> n % 3 != 0)
                .mapToObj(ids::get)
                .toList());
        assertEquals(expected, walk(first, () -> {}));
        assertEquals(String.valueOf(expected.size()), first.header("X-Total-Count"));
        Response second = follow(String.valueOf(link(first, "next")));
        assertEquals(String.valueOf(expected.size()), second.header("X-Total-Count"));
        assertNull(link(second, "prev"));
        assertEquals(expected.subList(0, 2), ids(follow(String.valueOf(link(second, "first")))));
        assertEquals(expected.subList(6, 7), ids(follow(String.valueOf(link(second, "last")))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "1",
                "1.",
                ".1",
                "1.X1",
                "1.T",
                "-1.1",
                "1.0",
                "1.1.1",
                "9999999999999999999.1",
                "1.99999999999999999999"
            })
    @Tag("W62")
    void aPlaceThatNoLinkNamedIsRefused(String after) {
        assertEquals(Set.of("after", "key", "value"), errors(list("published?after=" + after)));
    }

    @Test
    @Tag("W62")
    void aPlaceAndAPageContradictEachOther() {
        assertEquals(Set.of("page", "key", "value"), errors(list("published?after=1.T1&page=1")));
        list("published?after=1.T1").then().statusCode(200).body("reviews", equalTo(List.of()));
        list("published?after=999999999999999999.1").then().statusCode(200);
    }
}
