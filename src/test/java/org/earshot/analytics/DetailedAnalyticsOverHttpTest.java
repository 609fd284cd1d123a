package org.earshot.analytics;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.earshot.access.CompanyId;
import org.earshot.access.CompanyScope;
import org.earshot.access.Permission;
import org.earshot.access.TrustedScopes;
import org.earshot.testing.Reactive;
import org.earshot.testing.Requests;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Tenants;
import org.hamcrest.CustomMatcher;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The detailed analytics as a company's software asks for them. */
@QuarkusTest
@Tag("A11")
@Tag("A26")
class DetailedAnalyticsOverHttpTest {

    private static final String PATH = "/v1/activity-feedback-v2/analytics/detailed";

    @Inject
    FeedbackRollup feedback;

    @Inject
    RollupRepository rollup;

    @Inject
    Pool pool;

    @Inject
    Clock clock;

    private int company;

    @BeforeEach
    void ownCompany() {
        company = Tenants.plain();
    }

    @AfterEach
    void backToRealTime() {
        Sandbox.resetClock();
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

    private static ValidatableResponse analytics(String query, Object... companies) {
        return Sandbox.as(Permission.Scope.ACTIVITY_READ, companies)
                .get(PATH + query)
                .then()
                .statusCode(200)
                .body("success", equalTo(true));
    }

    private static Matcher<Object> number(double value) {
        return new CustomMatcher<>("the number " + value) {
            @Override
            public boolean matches(Object found) {
                return found instanceof Number number && Math.abs(number.doubleValue() - value) < 1e-4;
            }
        };
    }

    private static FeedbackFact fact(String at, String type, String rep, String template, int satisfaction) {
        return new FeedbackFact(
                Instant.parse(at),
                type,
                null,
                rep,
                template,
                satisfaction,
                null,
                List.of(new AnswerFact("q1", "How was it?", (double) satisfaction), new AnswerFact("q2", null, null)));
    }

    @Test
    @Tag("A27")
    void withoutFeedbackThereIsNothing() {
        analytics("", company)
                .body("keySet()", equalTo(Set.of("success", "data")))
                .body("data.summary.total_feedback", equalTo(0))
                .body("data.summary.average_satisfaction", number(0))
                .body("data.summary.response_rate", number(0))
                .body("data.satisfaction_trends", hasSize(0))
                .body("data.question_analysis", hasSize(0));
    }

    @Test
    void feedbackIsCountedAtTheVeryNextCallAndStaysSoWhenItIsFolded() {
        recorded(
                company,
                fact("2031-03-01T00:00:00Z", "visit", "r1", "t1", 8),
                fact("2031-03-02T23:59:59Z", "call", "r2", "t1", 5));
        for (int time = 0; time < 2; time++) {
            analytics("", company)
                    .body("data.summary.total_feedback", equalTo(2))
                    .body("data.summary.average_satisfaction", number(6.5))
                    .body("data.satisfaction_trends.date", contains("2031-03-01", "2031-03-02"))
                    .body("data.satisfaction_trends.average_satisfaction", contains(number(8), number(5)))
                    .body("data.satisfaction_trends.count", contains(1, 1))
                    .body("data.question_analysis.question_id", contains("q1", "q2"))
                    .body("data.question_analysis[0].question_text", equalTo("How was it?"))
                    .body("data.question_analysis[0].average_score", number(6.5))
                    .body("data.question_analysis[0].response_count", equalTo(2))
                    .body("data.question_analysis[1]", not(hasKey("average_score")))
                    .body("data.question_analysis[1].response_count", equalTo(2));
            Reactive.await(rollup.fold(scope(company), 100));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'',3",
        "'?date_from=2031-03-02',2",
        "'?date_to=2031-03-01',1",
        "'?date_from=2031-03-02&date_to=2031-03-02',1",
        "'?date_from=2031-04-01',0",
        "'?date_from=&date_to=null&rep=&activity_type=null',3",
        "'?activity_type=visit',2",
        "'?rep=r1',2",
        "'?template_id=t2',1",
        "'?template_id=unknown',0",
        "'?rep=r1&date_to=2031-03-01',1",
        "'?something=else',3"
    })
    void filtersChoose(String query, int expected) {
        recorded(
                company,
                fact("2031-03-01T23:59:59.999Z", "visit", "r1", "t1", 8),
                fact("2031-03-02T00:00:00Z", "call", "r2", "t1", 5),
                fact("2031-03-03T12:00:00Z", "visit", "r1", "t2", 5));
        analytics(query, company).body("data.summary.total_feedback", equalTo(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "date_from=yesterday",
                "date_from=2031-02-29",
                "date_to=2031-3-1",
                "date_to=2031-03-01T00:00:00Z",
                "date_from=2031-03-02&date_to=2031-03-01"
            })
    void datesThatCannotBeAreRefused(String query) {
        Sandbox.as(Permission.Scope.ACTIVITY_READ, company)
                .get(PATH + "?" + query)
                .then()
                .statusCode(400)
                .body("success", equalTo(false))
                .body("error", containsString(query.contains("date_to") ? "date_to" : "date_from"));
    }

    @Test
    @Tag("A29")
    void companiesOfATokenAreAddedUpAndNoOther() {
        int another = Tenants.plain();
        int foreign = Tenants.plain();
        recorded(company, fact("2031-03-01T12:00:00Z", "visit", "r1", "t1", 10));
        recorded(another, fact("2031-03-01T12:00:00Z", "visit", "r1", "t1", 5));
        recorded(foreign, fact("2031-03-01T12:00:00Z", "visit", "r1", "t1", 1));
        Reactive.await(rollup.fold(scope(another), 100));
        analytics("", company).body("data.summary.total_feedback", equalTo(1));
        analytics("", company, another)
                .body("data.summary.total_feedback", equalTo(2))
                .body("data.summary.average_satisfaction", number(7.5))
                .body("data.satisfaction_trends.count", contains(2))
                .body("data.question_analysis.response_count", contains(2, 2));
    }

    @Test
    @Tag("A29")
    void anOperatorSeesAllCompaniesAddedUp() {
        int another = Tenants.plain();
        String rep = "rep of " + company;
        recorded(company, fact("2031-03-01T12:00:00Z", "visit", rep, "t1", 10));
        recorded(another, fact("2031-03-01T12:00:00Z", "visit", rep, "t1", 5));
        Reactive.await(rollup.fold(scope(another), 100));
        analytics("?rep=" + rep, "*").body("data.summary.total_feedback", equalTo(2));
    }

    @Test
    @Tag("A29")
    void theCompanysOwnNamespaceIsNoFilterAndOneOutOfReachMatchesNothing() {
        recorded(company, fact("2031-03-01T12:00:00Z", "visit", "r1", "t1", 10));
        analytics("?company_namespace[]=tenant-" + company, company).body("data.summary.total_feedback", equalTo(1));
        analytics("?company_namespace=tenant-" + company + ",riverside", company)
                .body("data.summary.total_feedback", equalTo(1));
        int foreign = Tenants.plain();
        analytics("?company_namespace=tenant-" + foreign, company).body("data.summary.total_feedback", equalTo(0));
        analytics("?company_namespace=nobody", company).body("data.summary.total_feedback", equalTo(0));
    }

    private void asked(String activity, String rep) {
        Requests.posted(Requests.fields(
                "company", company, "destination", Sandbox.newAddress(), "activity_id", activity, "rep", rep));
    }

    private FeedbackFact about(String activity, String rep) {
        return new FeedbackFact(clock.instant(), "visit", activity, rep, "t1", 9, null, List.of());
    }

    @Test
    @Tag("A28")
    @Tag("W34a")
    void theResponseRateIsOfActivitiesThatWereAskedAbout() {
        asked("a1", "r1");
        asked("a2", "r1");
        asked("a2", "r2");
        asked("a3", "r2");
        Requests.posted(Requests.fields("company", company, "destination", Sandbox.newAddress()));
        analytics("", company).body("data.summary.response_rate", number(0));
        recorded(company, about("a1", "r1"), about("never asked about", "r1"));
        analytics("", company).body("data.summary.response_rate", number(0));
        Sandbox.tick();
        analytics("", company).body("data.summary.response_rate", number(33.33));
        analytics("?rep=r1", company).body("data.summary.response_rate", number(50));
        analytics("?rep=r2", company).body("data.summary.response_rate", number(0));
        Sandbox.advance(Duration.ofDays(3));
        recorded(company, about("a2", "r9"), about("a2", "r9"));
        analytics("", company).body("data.summary.response_rate", number(66.67));
        analytics("?rep=r2", company).body("data.summary.response_rate", number(50));
        String today = clock.instant().toString().substring(0, 10);
        analytics("?date_from=" + today, company)
                .body("data.summary.total_feedback", equalTo(2))
                .body("data.summary.response_rate", number(0));
    }

    @Test
    @Tag("A28")
    void aMessageThatIsRefusedAskedNobody() {
        Sandbox.tick();
        asked("a1", "r1");
        Sandbox.failNext(1, "permanent");
        Sandbox.tick();
        recorded(company, about("a1", "r1"));
        analytics("", company).body("data.summary.response_rate", number(0));
        asked("a2", "r1");
        Sandbox.tick();
        analytics("", company).body("data.summary.response_rate", number(0));
        recorded(company, about("a2", "r1"));
        analytics("", company).body("data.summary.response_rate", number(100));
    }

    @Test
    void whoMayNotReadActivitiesIsRefused() {
        given().get(PATH).then().statusCode(401).body("success", equalTo(false));
        Sandbox.as("reviews:read activity:write", company)
                .get(PATH)
                .then()
                .statusCode(403)
                .body("success", equalTo(false));
    }

    @Test
    void theSamePathAtTheRootAnswersToo() {
        Sandbox.as(Permission.Scope.ACTIVITY_READ, company)
                .get(PATH.substring(3))
                .then()
                .statusCode(200)
                .body("data.summary.total_feedback", equalTo(0));
    }
}
