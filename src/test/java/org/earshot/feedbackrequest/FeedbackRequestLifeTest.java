package org.earshot.feedbackrequest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.DisabledOnIntegrationTest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.earshot.access.CompanyId;
import org.earshot.access.CompanyScope;
import org.earshot.access.TrustedScopes;
import org.earshot.testing.Inside;
import org.earshot.testing.Requests;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Tenants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How a request looks while it comes along. */
@QuarkusTest
class FeedbackRequestLifeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LIFE = Duration.ofDays(28);

    private int company;
    private String jane;

    @BeforeEach
    void ownCompany() {
        company = Tenants.plain();
        jane = Sandbox.newAddress();
    }

    @AfterEach
    void backToRealTime() {
        Sandbox.resetClock();
    }

    private ValidatableResponse get(long id) {
        return Requests.get(company, id).then().statusCode(200);
    }

    /** The rules that hold at every moment. */
    private JsonPath following(long id) {
        JsonPath now = get(id).extract().jsonPath();
        boolean sent = now.getBoolean("sent");
        boolean opened = now.getBoolean("opened");
        boolean success = now.getBoolean("success");
        boolean published = now.getBoolean("published");
        assertTrue(!published || success, "published is answered");
        assertTrue(!success || opened, "answered is opened");
        assertTrue(!opened || sent, "opened is sent");
        assertEquals(sent, now.getString("dates.sent") != null);
        assertEquals(success, now.getString("rv_id") != null);
        assertEquals(success, now.getString("dates.reviewSubmitted") != null);
        assertTrue(!published || now.getString("dates.reviewPublished") != null);
        List<Instant> order = Stream.of("created", "sent", "reviewSubmitted", "reviewModerated")
                .map(date -> now.getString("dates." + date))
                .filter(Objects::nonNull)
                .map(Instant::parse)
                .toList();
        assertEquals(order.stream().sorted().toList(), order);
        return now;
    }

    private static Instant updated(JsonPath request) {
        return Instant.parse(request.getString("dates.updated"));
    }

    @Test
    @Tag("W35")
    @Tag("W38")
    @Tag("W39")
    @Tag("W40")
    @Tag("W41")
    void everyStepShowsAtOnce() {
        long id = Requests.posted(Requests.fields("company", company, "destination", jane));
        JsonPath created = following(id);
        assertFalse(created.getBoolean("sent"));

        Sandbox.advance(Duration.ofMinutes(1));
        Sandbox.tick();
        JsonPath sent = following(id);
        assertTrue(sent.getBoolean("sent"));
        assertFalse(sent.getBoolean("opened"));
        assertTrue(updated(sent).isAfter(updated(created)));

        Sandbox.advance(Duration.ofMinutes(1));
        String link = Sandbox.linkPath(jane);
        given().post(link + "/opened").then().statusCode(204);
        JsonPath opened = following(id);
        assertTrue(opened.getBoolean("opened"));
        assertFalse(opened.getBoolean("success"));
        assertTrue(updated(opened).isAfter(updated(sent)));

        long review = Sandbox.answered(id, company, link);
        JsonPath answered = following(id);
        assertTrue(answered.getBoolean("success"));
        assertFalse(answered.getBoolean("published"));
        assertTrue(answered.get("rv_id") instanceof Number);
        assertEquals(review, answered.getLong("rv_id"));
        assertTrue(updated(answered).isAfter(updated(opened)));
        assertEquals(answered.getString("dates.reviewSubmitted"), answered.getString("dates.updated"));

        Sandbox.advance(Duration.ofMinutes(1));
        Sandbox.moderate(company, review, "publish").then().statusCode(200);
        JsonPath published = following(id);
        assertTrue(published.getBoolean("published"));
        assertEquals(published.getString("dates.reviewPublished"), published.getString("dates.reviewModerated"));
        assertTrue(updated(published).isAfter(updated(answered)));

        Sandbox.advance(Duration.ofMinutes(1));
        Sandbox.moderate(company, review, "reject").then().statusCode(200);
        JsonPath rejected = following(id);
        assertFalse(rejected.getBoolean("published"));
        assertTrue(rejected.getBoolean("success"));
        assertEquals(
                published.getString("dates.reviewPublished"),
                rejected.getString("dates.reviewPublished"),
                "dates stay");
        assertTrue(updated(rejected).isAfter(updated(published)));
        assertEquals(0, rejected.getInt("reminders"));
    }

    @Test
    @Tag("W38")
    void onlyThePageItselfTellsThatItWasOpened() {
        long id = Sandbox.asked(company, jane);
        String link = Sandbox.linkPath(jane);
        given().get(link).then().statusCode(200);
        given().head(link).then().statusCode(200);
        given().header("Purpose", "prefetch").get(link).then().statusCode(200);
        given().header("Sec-Purpose", "prefetch;prerender").get(link).then().statusCode(200);
        for (String path : List.of(link, link + "/opened")) {
            given().options(path);
            given().head(path);
            given().put(path);
            given().delete(path);
        }
        given().get("/assets/page.js").then().statusCode(200);
        given().get(link + "/opened").then().statusCode(405);
        for (String header : List.of("Purpose", "Sec-Purpose", "sec-purpose")) {
            given().header(header, "Prefetch;prerender")
                    .post(link + "/opened")
                    .then()
                    .statusCode(204);
        }
        get(id).body("opened", is(false));
        given().contentType("text/plain;charset=UTF-8")
                .post(link + "/opened")
                .then()
                .statusCode(204);
        given().post(link + "/opened").then().statusCode(204);
        get(id).body("opened", is(true)).body("success", is(false));
    }

    @Test
    @Tag("W38")
    @Tag("W40")
    void answeringIsOpening() {
        long id = Sandbox.asked(company, jane);
        Sandbox.answered(id, company, Sandbox.linkPath(jane));
        get(id).body("opened", is(true)).body("success", is(true));
        following(id);
    }

    @Test
    @Tag("W27")
    void nothingLeavesBeforeItsTime() {
        Instant time = Instant.now().plus(Duration.ofDays(3));
        long id =
                Requests.posted(Requests.fields("company", company, "destination", jane, "sendAfter", time.toString()));
        Sandbox.tick();
        get(id).body("sent", is(false)).body("dates.sent", nullValue());
        Sandbox.advance(Duration.ofDays(3).minusMinutes(2));
        Sandbox.tick();
        get(id).body("sent", is(false)).body("dates.sent", nullValue());
        assertEquals(0, Sandbox.messages(jane).getList("$").size());
        Sandbox.advance(Duration.ofMinutes(3));
        Sandbox.tick();
        get(id).body("sent", is(true)).body("dates.sent", notNullValue());
        assertEquals(1, Sandbox.messages(jane).getList("$").size());
    }

    @Test
    @Tag("W39")
    void whatCouldNotBeSentIsNotSent() {
        Sandbox.tick();
        Sandbox.failNext(1, "permanent");
        long id = Sandbox.asked(company, jane);
        get(id).body("sent", is(false)).body("dates.sent", nullValue());
        following(id);
    }

    @Test
    @Tag("W37")
    void afterTwentyEightDaysTheRecipientIsNoLongerShown() {
        long id = Requests.posted(
                Requests.fields("company", company, "destination", jane, "title", "Check-up", "metadata", "{\"a\":1}"));
        Sandbox.tick();
        Sandbox.advance(LIFE.minusMinutes(2));
        get(id).body("olderThan28Days", is(false))
                .body("destination", equalTo("j***@e******.com"))
                .body("author", equalTo("Jane Doe"));
        Sandbox.advance(Duration.ofMinutes(2));
        get(id).body("olderThan28Days", is(true))
                .body("destination", equalTo("[redacted]"))
                .body("author", equalTo("[redacted]"))
                .body("title", equalTo("Check-up"))
                .body("sent", is(true));
        Sandbox.as(Sandbox.ALL_OF_REQUESTS, company)
                .get("/request/list/" + company)
                .then()
                .body("requests[0].olderThan28Days", is(true))
                .body("requests[0].destination", equalTo("[redacted]"))
                .body("requests[0].author", equalTo("[redacted]"));
    }

    /** The sandbox's clock runs on, so the very instant is tried below HTTP. */
    @Test
    @Tag("W37")
    @DisabledOnIntegrationTest
    void itHappensAtTheVeryInstant() {
        long id = Requests.posted(Requests.fields("company", company));
        Instant created = Inside.bean(Pool.class)
                .preparedQuery("select created_at from feedback_request where company_id = $1 and id = $2")
                .execute(Tuple.of((long) company, id))
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .getOffsetDateTime(0)
                .toInstant();
        FeedbackRequestView before = view(created.plus(LIFE).minusNanos(1000));
        assertFalse(before.olderThan28Days());
        assertEquals("j***@e******.com", before.destination());
        assertEquals("Jane Doe", before.author());
        FeedbackRequestView at = view(created.plus(LIFE));
        assertTrue(at.olderThan28Days());
        assertEquals("[redacted]", at.destination());
        assertEquals("[redacted]", at.author());
    }

    private FeedbackRequestView view(Instant now) {
        CompanyScope scope = TrustedScopes.linkHolder(new CompanyId(company));
        return Inside.bean(FeedbackRequestRepository.class)
                .newest(scope, 1, 0, now)
                .await()
                .atMost(PATIENCE)
                .get(0);
    }

    @Test
    @Tag("W37")
    void thePublishedWordsOfAnAuthorStay() {
        long id = Sandbox.asked(company, jane);
        long review = Sandbox.answered(id, company, Sandbox.linkPath(jane));
        Sandbox.moderate(company, review, "publish").then().statusCode(200);
        Sandbox.advance(LIFE);
        get(id).body("author", equalTo("[redacted]")).body("rv_id", instanceOf(Number.class));
        given().get("/review/" + review)
                .then()
                .statusCode(200)
                .body("author.name", equalTo("Jane Doe"))
                .body("text", equalTo("They took their time."));
    }

    @Test
    @Tag("W8")
    @Tag("W42")
    void everyDateIsToTheSecondInUtc() {
        String jane = Sandbox.newAddress();
        long request = Sandbox.asked(company, jane);
        long review = Sandbox.answered(request, company, Sandbox.linkPath(jane));
        Sandbox.moderate(company, review, "publish").then().statusCode(200);
        Map<String, String> dates = Requests.get(company, request).path("dates");
        assertEquals(
                Set.of("created", "updated", "sent", "reviewSubmitted", "reviewModerated", "reviewPublished"),
                dates.keySet());
        dates.forEach((name, date) -> assertTrue(date.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ"), name));
    }
}
