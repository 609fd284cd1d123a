package org.earshot.analytics;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.earshot.access.CompanyId;
import org.earshot.access.CompanyScope;
import org.earshot.access.Permission;
import org.earshot.access.TrustedScopes;
import org.earshot.testing.Reactive;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Tenants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The net promoter score as a company's software asks for it. */
@QuarkusTest
@Tag("A31")
class NetPromoterOverHttpTest {

    private static final String PATH = "/v1/activity-feedback-v2/analytics/nps";

    @Inject
    FeedbackRollup feedback;

    @Inject
    RollupRepository rollup;

    @Inject
    Pool pool;

    private int company;

    @BeforeEach
    void ownCompany() {
        company = Tenants.plain();
    }

    private static CompanyScope scope(int company) {
        return TrustedScopes.scheduler(new CompanyId(company));
    }

    private void recorded(int owner, FeedbackFact... facts) {
        for (FeedbackFact fact : facts) {
            Reactive.await(pool.withTransaction(
                    transaction -> feedback.append(transaction, scope(owner), Optional.empty(), Optional.of(fact))));
        }
    }

    private static FeedbackFact fact(String at, String type, String rep, int satisfaction, Integer nps) {
        return new FeedbackFact(Instant.parse(at), type, null, rep, "t1", satisfaction, nps, List.of());
    }

    /** Of a Sunday, the Monday after it, and the month after that. */
    private void aFewWeeks() {
        recorded(
                company,
                fact("2031-03-02T23:59:59Z", "visit", "r1", 9, 10),
                fact("2031-03-03T00:00:00Z", "visit", "r1", 8, 7),
                fact("2031-03-09T12:00:00Z", "call", "r2", 2, 6),
                fact("2031-03-09T13:00:00Z", "call", "r2", 10, 9),
                fact("2031-03-09T14:00:00Z", "call", "r2", 10, 9),
                fact("2031-04-01T00:00:00Z", "call", "r3", 5, null));
    }

    private static JsonPath nps(String query, Object... companies) {
        return Sandbox.as(Permission.Scope.ACTIVITY_READ, companies)
                .get(PATH + query)
                .then()
                .statusCode(200)
                .body("success", equalTo(true))
                .extract()
                .jsonPath();
    }

    @Test
    void withoutFeedbackThereIsNoScoreAndNoGroup() {
        for (String query : List.of("", "?group_by=rep", "?group_by=week")) {
            JsonPath found = nps(query, company);
            assertEquals(Set.of("success", "data", "paging"), found.getMap("").keySet());
            assertEquals(
                    Set.of("period", "group_by", "overall", "groups"),
                    found.getMap("data").keySet());
            assertEquals(
                    Set.of("nps", "n", "promoters", "passives", "detractors", "confidence_interval", "satisfaction"),
                    found.getMap("data.overall").keySet());
            assertEquals(0, found.getInt("data.overall.n"));
            assertNull(found.get("data.overall.nps"));
            assertNull(found.get("data.overall.confidence_interval"));
            assertNull(found.get("data.overall.satisfaction.average"));
            assertEquals(0, found.getInt("data.overall.satisfaction.distribution.10"));
            assertEquals(List.of(), found.getList("data.groups"));
            assertEquals(0, found.getInt("paging.total"));
        }
    }

    @Test
    void itIsToldAtTheVeryNextCallAndStaysSoWhenItIsFolded() {
        aFewWeeks();
        for (int time = 0; time < 3; time++) {
            JsonPath found = nps("?group_by=rep", company);
            assertEquals("rep", found.getString("data.group_by"));
            assertEquals(40f, found.getFloat("data.overall.nps"));
            assertEquals(5, found.getInt("data.overall.n"));
            assertEquals(3, found.getInt("data.overall.promoters"));
            assertEquals(1, found.getInt("data.overall.passives"));
            assertEquals(1, found.getInt("data.overall.detractors"));
            assertEquals(
                    Map.of("level", 0.95f, "low", -34.9f, "high", 82.6f),
                    found.getMap("data.overall.confidence_interval"));
            assertEquals(6, found.getInt("data.overall.satisfaction.total"));
            assertEquals(7.33f, found.getFloat("data.overall.satisfaction.average"));
            assertEquals(8.5f, found.getFloat("data.overall.satisfaction.median"));
            assertEquals(2, found.getInt("data.overall.satisfaction.distribution.10"));
            assertEquals(List.of("r2", "r1", "r3"), found.getList("data.groups.key"));
            assertEquals(33.3f, found.getFloat("data.groups[0].nps"));
            assertEquals(50f, found.getFloat("data.groups[1].nps"));
            assertNull(found.get("data.groups[2].nps"));
            assertEquals(1, found.getInt("data.groups[2].satisfaction.total"));
            Reactive.await(rollup.fold(scope(company), 3));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'','',40",
        "none,'',40",
        "activity_type,'call visit',40",
        "template_id,'t1',40",
        "day,'2031-03-02 2031-03-03 2031-03-09 2031-04-01',40",
        "week,'2031-02-24 2031-03-03 2031-03-31',40",
        "month,'2031-03-01 2031-04-01',40",
        "week&rep=r1,'2031-02-24 2031-03-03',50",
        "rep&rep=r1,r1,50",
        "rep&date_from=2031-03-03&date_to=2031-03-31,'r2 r1',25",
        "rep&date_to=2031-03-02,r1,100",
        "none&activity_type=call,'',33.3",
        "rep&rep=r9,'',",
        "null,'',40"
    })
    void groupsAreOfWhatIsAskedFor(String query, String keys, Float score) {
        aFewWeeks();
        for (int time = 0; time < 2; time++) {
            JsonPath found = nps(query.isEmpty() ? "" : "?group_by=" + query, company);
            assertEquals(keys, String.join(" ", found.<String>getList("data.groups.key")));
            assertEquals(score, found.get("data.overall.nps"));
            Reactive.await(rollup.fold(scope(company), 100));
        }
    }

    @Test
    void thePeriodIsThatOfTheQuestion() {
        assertEquals(
                Map.of("from", "2031-03-01", "to", "2031-03-31"),
                nps("?date_from=2031-03-01&date_to=2031-03-31", company).getMap("data.period"));
        JsonPath open = nps("?date_from=2031-03-01", company);
        assertEquals(Set.of("from", "to"), open.getMap("data.period").keySet());
        assertNull(open.get("data.period.to"));
    }

    @Test
    void groupsComeInPages() {
        aFewWeeks();
        JsonPath second = nps("?group_by=rep&per_page=2&page=2", company);
        assertEquals(List.of("r3"), second.getList("data.groups.key"));
        assertEquals(40f, second.getFloat("data.overall.nps"));
        assertEquals(Map.of("total", 3, "page", 2, "per_page", 2, "pages", 2), second.getMap("paging"));
        assertEquals(List.of(), nps("?group_by=rep&page=9", company).getList("data.groups"));
        Sandbox.as(Permission.Scope.ACTIVITY_READ, company)
                .get(PATH + "?group_by=rep&per_page=1")
                .then()
                .header("X-Total-Count", "3");
    }

    @Test
    @Tag("A29")
    void companiesOfATokenAreAddedUpAndNoOther() {
        int another = Tenants.plain();
        int foreign = Tenants.plain();
        aFewWeeks();
        recorded(
                another,
                fact("2031-03-02T12:00:00Z", "visit", "r1", 10, 0),
                fact("2031-03-02T12:00:00Z", "visit", "r1", 10, 1),
                fact("2031-03-02T12:00:00Z", "visit", "r4", 10, 2));
        recorded(foreign, fact("2031-03-02T12:00:00Z", "visit", "r1", 10, 10));
        Reactive.await(rollup.fold(scope(another), 2));
        JsonPath both = nps("?group_by=rep&per_page=3", company, another);
        assertEquals(List.of("r1", "r2", "r4"), both.getList("data.groups.key"));
        assertEquals(List.of(4, 3, 1), both.getList("data.groups.n"));
        assertEquals(-12.5f, both.getFloat("data.overall.nps"));
        assertEquals(4, both.getInt("paging.total"));
        assertEquals(40f, nps("?company_namespace[]=tenant-" + company, company).getFloat("data.overall.nps"));
        assertEquals(
                0,
                nps("?group_by=rep&company_namespace=tenant-" + foreign, company)
                        .getInt("paging.total"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "group_by=client",
                "group_by=REP",
                "page=0",
                "per_page=101",
                "date_from=yesterday",
                "date_to=2031-03-01&date_from=2031-03-02"
            })
    void whatCannotBeIsRefused(String query) {
        Sandbox.as(Permission.Scope.ACTIVITY_READ, company)
                .get(PATH + "?" + query)
                .then()
                .statusCode(400)
                .body("success", equalTo(false))
                .body("error", containsString(query.substring(0, query.indexOf('='))));
    }

    @Test
    void whoMayNotReadActivitiesIsRefused() {
        given().get(PATH).then().statusCode(401).body("success", equalTo(false));
        Sandbox.as("reviews:read activity:write", company).get(PATH).then().statusCode(403);
    }

    @Test
    void theSamePathAtTheRootAnswersToo() {
        given().header("api-key", Sandbox.token(Permission.Scope.ACTIVITY_READ, company))
                .get(PATH.substring(3))
                .then()
                .statusCode(200)
                .body("data.overall.n", equalTo(0));
    }
}
