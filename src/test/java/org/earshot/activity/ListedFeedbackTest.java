package org.earshot.activity;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.quarkus.test.junit.DisabledOnIntegrationTest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.earshot.analytics.Folding;
import org.earshot.testing.Inside;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Tenants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of activity feedback, over HTTP. */
@QuarkusTest
@Tag("A6")
class ListedFeedbackTest {

    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");

    private int company;
    private Object[] reached = {};

    @BeforeEach
    void ownCompany() {
        company = Tenants.plain();
        reached = new Object[] {company};
    }

    @AfterEach
    void backToRealTime() {
        Sandbox.resetClock();
    }

    private RequestSpecification as(Object... companies) {
        return Sandbox.as(Feedbacks.ALL, companies);
    }

    private ValidatableResponse list(String query) {
        return as(reached).urlEncodingEnabled(false).get(Feedbacks.PATH + query).then();
    }

    private void finds(String query, String... ids) {
        list(query).statusCode(200).body("data._id", equalTo(List.of(ids))).body("paging.total", equalTo(ids.length));
    }

    @Test
    @Tag("A24")
    void anEmptyListIsAnAnswer() {
        list("").statusCode(200)
                .body("keySet()", contains("success", "data", "paging"))
                .body("success", equalTo(true))
                .body("data", hasSize(0))
                .body("paging.total", equalTo(0))
                .body("paging.page", equalTo(1))
                .body("paging.per_page", equalTo(25))
                .body("paging.pages", equalTo(0));
    }

    @Test
    @Tag("A22")
    @Tag("A24")
    void pagesHoldWhatIsAskedFor() {
        List<String> newestFirst = recorded(5);
        Collections.reverse(newestFirst);
        list("?per_page=2")
                .body("data._id", equalTo(newestFirst.subList(0, 2)))
                .body("paging.total", equalTo(5))
                .body("paging.per_page", equalTo(2))
                .body("paging.pages", equalTo(3))
                .header("X-Total-Count", "5");
        list("?page=3&per_page=2").body("data._id", equalTo(newestFirst.subList(4, 5)));
        list("?page=4&per_page=2")
                .statusCode(200)
                .body("data", hasSize(0))
                .body("paging.page", equalTo(4))
                .body("paging.total", equalTo(5));
        list("?page=&per_page=null&rep=&client=null&colour=red&company_namespace=&_id=&sort=")
                .body("data._id", equalTo(newestFirst));
    }

    private List<String> recorded(int number) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            ids.add(Feedbacks.newId(company));
        }
        return ids;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "page=0",
                "page=x",
                "per_page=0",
                "per_page=101",
                "per_page=ten",
                "overall_satisfaction=0",
                "overall_satisfaction=11",
                "overall_satisfaction=good",
                "sort=colour",
                "sort=responses",
                "sort=-",
                "sortBy=createdAt",
                "sortBy=[%7B%22field%22:%22colour%22%7D]",
                "sortPageOrder=up&sort=rep",
                "cursor=7",
                "cursor=507f1f77bcf86cd799439011&sort=rep"
            })
    @Tag("A22")
    @Tag("A23")
    void whatCannotBeMeantIsABadRequest(String query) {
        list("?" + query).statusCode(400).body("keySet()", contains("success", "error"));
    }

    @Test
    @Tag("A22")
    void filtersAreJoined() {
        String first = Feedbacks.newId(company, "client", "c1", "activity_id", "a");
        String second = Feedbacks.newId(company, "client", "c1", "rep", "rep-8", "overall_satisfaction", 3);
        String third = Feedbacks.newId(company, "activity_type", "call", "template_id", "other");
        finds("?client=c1", second, first);
        finds("?client=c1&rep=rep-8", second);
        finds("?client=c1&activity_type=call");
        finds("?activity_type=call", third);
        finds("?template_id=other", third);
        finds("?overall_satisfaction=3", second);
        finds("?rep=rep-9");
        finds("?template_id=507f1f77bcf86cd799439011");
        finds("?_id=" + first + "&_id=" + third, third, first);
        finds("?_id[]=" + first + "&_id[]=" + third, third, first);
        finds("?_id=" + first + "," + third, third, first);
        finds("?_id=[%22" + first + "%22,%22" + third + "%22]", third, first);
        finds("?_id=" + first + "&client=c1", first);
        finds("?_id=nothing");
        finds("?_id=507f1f77bcf86cd799439011");
    }

    @Test
    @Tag("A17")
    @Tag("A22")
    @Tag("A29")
    void aNamespaceMatchesWithinTheTokensReachAlone() {
        int other = Tenants.plain();
        String own = "tenant-" + company;
        String others = "tenant-" + other;
        String labelled = as(company, other)
                .contentType("application/json")
                .body(Feedbacks.fields("company_namespace", List.of(own, others)))
                .post(Feedbacks.PATH)
                .path("data._id");
        String plain = Feedbacks.newId(company);
        String foreign = Feedbacks.newId(other);
        finds("", plain, labelled);
        finds("?company_namespace=" + own, plain, labelled);
        // the label is there, but it is none of this token's
        finds("?company_namespace=" + others);
        finds("?company_namespace=nobody");
        finds("?company_namespace=nobody," + own, plain, labelled);
        as(company, other)
                .get(Feedbacks.PATH + "?company_namespace=" + others)
                .then()
                .body("data._id", containsInAnyOrder(labelled, foreign));
        as(company, other).get(Feedbacks.PATH).then().body("paging.total", equalTo(3));
        as(other).get(Feedbacks.PATH).then().body("data._id", contains(foreign));
        as("*").get(Feedbacks.PATH + "?company_namespace=" + others)
                .then()
                .body("data._id", containsInAnyOrder(labelled, foreign));
    }

    @Test
    @Tag("A23")
    void listsAreSortedInEverySpelling() {
        String low = Feedbacks.newId(company, "overall_satisfaction", 2, "nps_score", 1);
        String high = Feedbacks.newId(company, "overall_satisfaction", 9);
        String alsoLow = Feedbacks.newId(company, "overall_satisfaction", 2, "nps_score", 0);
        for (String ascending : List.of(
                "sort=overall_satisfaction",
                "sort=overall_satisfaction:asc",
                "sort=overall_satisfaction&sortPageOrder=asc",
                "sortBy=[%7B%22field%22:%22overall_satisfaction%22,%22type%22:%22asc%22%7D]&sort=-createdAt")) {
            finds("?" + ascending, low, alsoLow, high);
        }
        for (String descending : List.of(
                "sort=-overall_satisfaction",
                "sort=overall_satisfaction:desc",
                "sort=overall_satisfaction&sortPageOrder=dsc",
                "sortBy=[%7B%22field%22:%22overall_satisfaction%22,%22type%22:%22desc%22%7D]")) {
            finds("?" + descending, high, alsoLow, low);
        }
        finds("?sort=nps_score", alsoLow, low, high);
        finds("?sort=-nps_score", low, alsoLow, high);
        finds("?sort=createdAt", low, high, alsoLow);
        finds("?sort=_id:desc", alsoLow, high, low);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "_id",
                "createdAt",
                "modifiedAt",
                "overall_satisfaction",
                "nps_score",
                "activity_type",
                "activity_id",
                "rep",
                "client",
                "template_id",
                "completion_time",
                "completion_rate",
                "is_anonymous",
                "SVClient",
                "__v",
                "sentiment_analysis.confidence_score",
                "session_data.device_type",
                "session_data.browser"
            })
    @Tag("A23")
    void anyFieldOfOneValueSorts(String field) {
        String first = Feedbacks.newId(company);
        String second = Feedbacks.newId(company);
        finds("?sort=" + field, first, second);
        finds("?sort=-" + field, second, first);
    }

    @Test
    @Tag("A22")
    @Tag("A24")
    void aWalkSeesEachPieceOnce() {
        List<String> mine = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            mine.add(Feedbacks.newId(company, "client", "c 1&2"));
            Feedbacks.newId(company, "client", "another");
            if (i % 3 == 0) {
                Sandbox.advance(Duration.ofMinutes(1));
            }
        }
        String filter = "?client=c%201%262&per_page=2";
        assertEquals(mine, walk(filter + "&sort=createdAt"));
        assertEquals(mine, walk(filter + "&sort=rep"));
        Collections.reverse(mine);
        assertEquals(mine, walk(filter));
        assertEquals(mine, walk(filter + "&sort=_id:desc"));
        assertEquals(mine, walk(filter + "&sort=-rep"));
        assertNull(list("?client=c%201%262&per_page=7").extract().header("Link"));
    }

    @Test
    @Tag("A24")
    void whatComesAndGoesMeanwhileDoesNotShiftAWalk() {
        List<String> newestFirst = recorded(6);
        Collections.reverse(newestFirst);
        Response first = as(company).get(Feedbacks.PATH + "?per_page=2");
        Feedbacks.newId(company);
        Feedbacks.delete(company, newestFirst.get(1)).then().statusCode(200);
        Feedbacks.delete(company, newestFirst.get(2)).then().statusCode(200);
        as(company)
                .urlEncodingEnabled(false)
                .get(next(first))
                .then()
                .body("data._id", equalTo(newestFirst.subList(3, 5)))
                .body("paging.page", equalTo(2))
                .body("paging.total", equalTo(5));
    }

    @Test
    @Tag("A22")
    @Tag("A24")
    @DisabledOnIntegrationTest
    void aPageByItsNumberIsFoundOnItsDay() {
        Random random = new Random(7);
        int other = Tenants.plain();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            ids.add(Feedbacks.newId(
                    i % 4 == 3 ? other : company,
                    "rep",
                    "rep-" + random.nextInt(2),
                    "template_id",
                    "template-" + random.nextInt(2),
                    "overall_satisfaction",
                    1 + random.nextInt(3)));
            Sandbox.advance(Duration.ofHours(random.nextInt(12)));
        }
        // some of what is counted already goes and changes again, and some of it waits to be counted
        Folding.fold(Inside.bean(Pool.class), company, 20);
        Folding.fold(Inside.bean(Pool.class), other, 5);
        for (int i = 0; i < 10; i += 2) {
            Feedbacks.delete(company, ids.get(4 * i)).then().statusCode(200);
            Feedbacks.patch(company, ids.get(4 * i + 1), Map.of("overall_satisfaction", 2));
        }
        for (List<Object> companies : List.<List<Object>>of(List.of(company), List.of(company, other))) {
            reached = companies.toArray();
            for (String filter : List.of(
                    "",
                    "&rep=rep-1",
                    "&template_id=template-0",
                    "&activity_type=sales_visit",
                    "&overall_satisfaction=2",
                    "&rep=rep-0&overall_satisfaction=2",
                    "&rep=rep-1&template_id=template-1")) {
                pagesAreTheWalkInParts(filter + "&sort=createdAt");
                pagesAreTheWalkInParts(filter + "&sort=-createdAt");
            }
            pagesAreTheWalkInParts("&sort=overall_satisfaction");
        }
    }

    private void pagesAreTheWalkInParts(String query) {
        List<String> walked = walk("?per_page=4" + query);
        assertEquals(walked.size(), Set.copyOf(walked).size());
        for (int page = 1; page <= walked.size() / 4 + 2; page++) {
            list("?per_page=4&page=" + page + query)
                    .body("paging.total", equalTo(walked.size()))
                    .body(
                            "data._id",
                            equalTo(walked.subList(
                                    Math.min(walked.size(), 4 * (page - 1)), Math.min(walked.size(), 4 * page))));
        }
    }

    private List<String> walk(String query) {
        List<String> seen = new ArrayList<>();
        String path = Feedbacks.PATH + query;
        for (int page = 1; !path.isEmpty(); page++) {
            Response answer = as(reached).urlEncodingEnabled(false).get(path);
            answer.then().statusCode(200).body("paging.page", equalTo(page));
            seen.addAll(answer.jsonPath().getList("data._id"));
            path = next(answer);
        }
        return seen;
    }

    private static String next(Response answer) {
        Matcher next = NEXT.matcher(String.valueOf(answer.header("Link")));
        return next.matches() ? next.group(1) : "";
    }
}
