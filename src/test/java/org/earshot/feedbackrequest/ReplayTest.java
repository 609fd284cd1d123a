package org.earshot.feedbackrequest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.earshot.access.CompanyId;
import org.earshot.access.Permission;
import org.earshot.kernel.Keyrings;
import org.earshot.testing.Database;
import org.earshot.testing.Requests;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Tenants;
import org.earshot.testing.Webhooks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Invitations that were given up or refused are sent after all, if nothing speaks against it. */
@QuarkusTest
@Tag("W87")
class ReplayTest {

    private static final Duration LONGER_THAN_THE_HORIZON = Duration.ofDays(3);

    private Database database;
    private int company;
    private String jane;

    @BeforeEach
    void ownCompany() {
        database = Database.ofService();
        company = Tenants.plain();
        jane = Sandbox.newAddress();
        Sandbox.tick();
    }

    @AfterEach
    void backToRealTime() {
        Sandbox.failNext(0, "temporary");
        Sandbox.resetClock();
    }

    private static Instant now() {
        return Instant.parse(given().get("/sandbox/clock").path("now"));
    }

    /** Everything that failed lately. */
    private static Map<String, Object> window(Object... namesAndValues) {
        Map<String, Object> fields = new HashMap<>();
        fields.put("from", now().minus(Duration.ofDays(27)).toString());
        fields.put("to", now().plusSeconds(60).toString());
        return Requests.changed(fields, namesAndValues);
    }

    private Response call(Object body, String query) {
        return Sandbox.as(Permission.Scope.COMPANY_ADMIN, company)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/company/" + company + "/deliveries/replay" + query);
    }

    private Response replay(Object... namesAndValues) {
        return call(window(namesAndValues), "");
    }

    private static void told(Response answer, int queued, Map<String, Integer> leftOut) {
        Map<String, Integer> all = new HashMap<>(Map.of("tooOld", 0, "suppressed", 0, "askedAgain", 0, "changed", 0));
        all.putAll(leftOut);
        answer.then()
                .statusCode(200)
                .body("$", aMapWithSize(3))
                .body("queued", is(queued))
                .body("leftOut", is(all))
                .body("next", nullValue());
    }

    /** Is asked in vain, since the provider refuses; answers with the request's number. */
    private long refused(Map<String, Object> fields) {
        long id = Requests.posted(fields);
        refuseWhatIsDue();
        assertEquals("FAILED", state(id));
        return id;
    }

    private static void refuseWhatIsDue() {
        Sandbox.failNext(1000, "permanent");
        Sandbox.tick();
        Sandbox.failNext(0, "permanent");
    }

    private long refused(String destination) {
        return refused(Requests.fields("company", company, "destination", destination));
    }

    private String state(long id) {
        return database.rows("select state from feedback_request where company_id = ? and id = ?", (long) company, id)
                .get(0);
    }

    private List<String> log(long id) {
        return database.rows(
                "select outcome, attempts from delivery_log where company_id = ? and subject_id = ? order by id",
                (long) company,
                id);
    }

    private long waiting() {
        return database.number("select count(*) from outbox where company_id = ?", (long) company);
    }

    private static int messages(String destination) {
        return Sandbox.messages(destination).getList("$").size();
    }

    @Test
    @Tag("W39")
    @Tag("W40")
    @Tag("W67")
    void whatAnOutageOutlastedIsSentAfterAllAndGoesItsUsualWay() {
        Sandbox.failNext(1000, "temporary");
        long id = Sandbox.asked(company, jane);
        Sandbox.advance(LONGER_THAN_THE_HORIZON);
        Sandbox.tick();
        assertEquals("FAILED", state(id));
        Sandbox.failNext(0, "temporary");
        JsonPath failed = Requests.get(company, id).jsonPath();
        told(replay(), 1, Map.of());
        Requests.get(company, id).then().body("sent", is(false)).body("dates.sent", nullValue());
        Sandbox.tick();
        JsonPath sent = Requests.get(company, id).jsonPath();
        assertEquals(true, sent.getBoolean("sent"));
        assertEquals(sent.getString("dates.updated"), sent.getString("dates.sent"));
        assertEquals(
                false,
                Instant.parse(sent.getString("dates.sent")).isBefore(Instant.parse(failed.getString("dates.updated"))));
        assertEquals(1, messages(jane));
        assertEquals(List.of("REFUSED 2", "DELIVERED 1"), log(id));
        Sandbox.advance(Duration.ofDays(3));
        Sandbox.tick();
        Requests.get(company, id).then().body("reminders", is(1));
        Sandbox.answered(id, company, Sandbox.linkPath(jane));
        Requests.get(company, id).then().body("success", is(true)).body("reminders", is(1));
    }

    @Test
    @Tag("W83")
    void whatIsSentAgainIsANewMessageUnderAKeyOfItsOwn() {
        long id = refused(jane);
        told(replay(), 1, Map.of());
        Sandbox.tick();
        List<String> keys = database.rows(
                "select id from delivery_log where company_id = ? and subject_id = ?", (long) company, id);
        assertEquals(2, Set.copyOf(keys).size());
        assertEquals(
                "<request-" + company + "-" + id + "@127.0.0.1>",
                Sandbox.messages(jane).getString("[0].headers.'Message-ID'"));
    }

    @Test
    void aSecondReplayQueuesNothing() {
        refused(jane);
        told(replay(), 1, Map.of());
        told(replay(), 0, Map.of());
        Sandbox.tick();
        told(replay(), 0, Map.of());
        Sandbox.tick();
        assertEquals(1, messages(jane));
    }

    @Test
    @Tag("W34")
    void aDryRunTellsTheSameAndChangesNothing() {
        long id = refused(jane);
        String before = row(id);
        told(call(window(), "?dryRun=true"), 1, Map.of());
        told(call(window(), "?dryRun=true"), 1, Map.of());
        assertEquals(before, row(id));
        assertEquals(0, waiting());
        told(call(window(), "?dryRun=false"), 1, Map.of());
        assertEquals(1, waiting());
    }

    private String row(long id) {
        return database.rows("""
                select r::text || c::text from feedback_request r
                join contact c on c.company_id = r.company_id and c.request_id = r.id
                where r.company_id = ? and r.id = ?
                """, (long) company, id).get(0);
    }

    @Test
    void whatFailsAgainCanBeReplayedAgainAndIsTriedFromTheBeginning() {
        Sandbox.failNext(1000, "temporary");
        long id = Sandbox.asked(company, jane);
        Sandbox.advance(LONGER_THAN_THE_HORIZON);
        Sandbox.tick();
        told(replay(), 1, Map.of());
        Sandbox.tick();
        Sandbox.advance(Duration.ofHours(1));
        Sandbox.tick();
        assertEquals("ASKED", state(id));
        Sandbox.advance(LONGER_THAN_THE_HORIZON);
        Sandbox.tick();
        assertEquals("FAILED", state(id));
        Sandbox.failNext(0, "temporary");
        told(replay(), 1, Map.of());
        Sandbox.tick();
        assertEquals(List.of("REFUSED 2", "REFUSED 3", "DELIVERED 1"), log(id));
        assertEquals(1, messages(jane));
    }

    @Test
    @Tag("W28")
    void whoIsAskedByAReplayIsNotAskedByAnotherRequest() {
        long id = refused(jane);
        told(replay(), 1, Map.of());
        Requests.post(Requests.fields("company", company, "destination", jane))
                .then()
                .statusCode(418);
        Sandbox.tick();
        Requests.post(Requests.fields("company", company, "destination", jane))
                .then()
                .statusCode(418);
        Requests.get(company, id).then().body("sent", is(true));
    }

    @Test
    @Tag("W28")
    void whoWasAskedAgainMeanwhileIsNotAskedTwice() {
        refused(jane);
        long again = Sandbox.asked(company, jane);
        told(replay(), 0, Map.of("askedAgain", 1));
        Sandbox.tick();
        assertEquals(1, messages(jane));
        assertEquals(again, Sandbox.messages(jane).getLong("[0].requestId"));
    }

    @Test
    @Tag("W28")
    void whoseNewerRequestStillWaitsIsNotAskedTwice() {
        refused(jane);
        Requests.posted(Requests.fields("company", company, "destination", jane));
        told(replay(), 0, Map.of("askedAgain", 1));
        assertEquals(1, waiting());
    }

    @ParameterizedTest
    @ValueSource(strings = {"?dryRun=true", ""})
    void ofSeveralRequestsToOnePersonTheNewestIsSent(String query) {
        refused(jane);
        long newest = refused(jane.toUpperCase(Locale.ROOT));
        told(call(window(), query), 1, Map.of("askedAgain", 1));
        told(call(window(), ""), query.isEmpty() ? 0 : 1, Map.of("askedAgain", 1));
        Sandbox.tick();
        assertEquals(newest, Sandbox.messages(jane).getLong("[0].requestId"));
        assertEquals(1, messages(jane));
    }

    @Test
    @Tag("W84")
    void whoBouncedIsNotAskedAgainNorAfterTheEntryIsLifted() {
        long id = refused(jane);
        String message = database.rows(
                        "select id from delivery_log where company_id = ? and subject_id = ?", (long) company, id)
                .get(0);
        Webhooks.events(Webhooks.bounced("invitation-" + company + "-" + id + "-" + message))
                .then()
                .statusCode(200)
                .body("accepted", is(1));
        told(replay(), 0, Map.of("suppressed", 1));
        long entry = Sandbox.as(Permission.Scope.COMPANY_ADMIN, company)
                .get("/company/" + company + "/suppressions")
                .jsonPath()
                .getLong("suppressions[0].id");
        Sandbox.as(Permission.Scope.COMPANY_ADMIN, company)
                .delete("/company/" + company + "/suppressions/" + entry)
                .then()
                .statusCode(200);
        told(replay(), 0, Map.of("suppressed", 1));
        assertEquals("FAILED", state(id));
    }

    @Test
    @Tag("W68")
    void whoOptedOutIsNotAskedAgain() {
        long id = refused(jane);
        suppress("opted_out");
        told(call(window(), "?dryRun=true"), 0, Map.of("suppressed", 1));
        told(replay(), 0, Map.of("suppressed", 1));
        Sandbox.tick();
        assertEquals("FAILED", state(id));
        assertEquals(0, messages(jane));
    }

    @Test
    @Tag("W68")
    void whoOptsOutWhileTheReplayWaitsGetsNothing() {
        long id = refused(jane);
        told(replay(), 1, Map.of());
        suppress("opted_out");
        assertEquals("CANCELLED", state(id));
        Sandbox.tick();
        assertEquals(0, messages(jane));
    }

    private void suppress(String reason) {
        Sandbox.as(Permission.Scope.COMPANY_ADMIN, company)
                .contentType(ContentType.JSON)
                .body(Map.of("type", "email", "destination", jane, "reason", reason))
                .post("/company/" + company + "/suppressions")
                .then()
                .statusCode(200);
    }

    @Test
    void whoAnsweredAfterAllIsNotAskedAgain() {
        FeedbackLinks links = new FeedbackLinks(Keyrings.ofService(), Optional.empty());
        long id = refused(jane);
        Sandbox.answered(id, company, "/r/" + links.token(new CompanyId(company), id, links.keyVersion()));
        told(replay(), 0, Map.of());
        assertEquals("ANSWERED", state(id));
        assertEquals(0, waiting());
    }

    @Test
    @Tag("W37")
    void aRequestPastItsLifeIsNotSentAnyMore() {
        long id = Requests.posted(Requests.fields(
                "company",
                company,
                "destination",
                jane,
                "sendAfter",
                now().plus(Duration.ofDays(10)).toString()));
        Sandbox.advance(Duration.ofDays(10).plusMinutes(1));
        refuseWhatIsDue();
        assertEquals("FAILED", state(id));
        Sandbox.advance(Duration.ofDays(17));
        told(call(window(), "?dryRun=true"), 1, Map.of());
        Sandbox.advance(Duration.ofDays(1));
        told(call(window(), "?dryRun=true"), 0, Map.of("tooOld", 1));
        Sandbox.tick();
        told(replay(), 0, Map.of("tooOld", 1));
        assertEquals("FAILED", state(id));
    }

    @Test
    void onlyWhatFailedInTheWindowOnTheChannelIsSentAgain() {
        String mobile = "+447700900" + (company % 900 + 100);
        long mail = refused(jane);
        Sandbox.advance(Duration.ofHours(1));
        Instant between = now();
        Sandbox.advance(Duration.ofHours(1));
        long text = refused(Requests.fields("company", company, "type", "sms", "destination", mobile));
        told(replay("to", between.minus(Duration.ofHours(2)).toString()), 0, Map.of());
        told(replay("from", between.toString(), "type", "email"), 0, Map.of());
        told(replay("to", between.toString(), "type", "SMS"), 0, Map.of());
        told(replay("from", between.toString()), 1, Map.of());
        assertEquals("ASKED", state(text));
        assertEquals("FAILED", state(mail));
        told(replay("type", "email"), 1, Map.of());
    }

    @Test
    void anotherCompanysFailuresStayAsTheyAre() {
        refused(jane);
        int mine = company;
        company = Tenants.plain();
        told(replay(), 0, Map.of());
        company = mine;
        told(replay(), 1, Map.of());
    }

    @Test
    @Tag("W4")
    void allBadFieldsAreNamed() {
        call(Map.of("type", "post", "from", "yesterday", "to", 7, "after", "7", "dryRun", true), "?dryRun=perhaps")
                .then()
                .statusCode(422)
                .body("errors", hasEntry("dryRun", "must be true or false"))
                .body("errors", hasEntry("body", "has only the fields type, from, to and after"))
                .body("errors", hasEntry("type", "must be email or sms"))
                .body("errors", hasEntry("from", "must be a time such as 2026-01-31T09:30:00Z"))
                .body("errors", hasEntry("to", "must be text"))
                .body("errors", hasEntry("after", "must be what an earlier answer said as next"));
        call(Map.of(), "")
                .then()
                .statusCode(422)
                .body("errors.from", is("is required"))
                .body("errors.to", is("is required"));
        call(window("from", now().minus(Duration.ofDays(29)).toString()), "")
                .then()
                .statusCode(422)
                .body("errors.from", is("must not be more than 28 days ago: what failed before is not sent any more"));
        String now = now().toString();
        call(Map.of("from", now, "to", now), "")
                .then()
                .statusCode(422)
                .body("errors.to", is("must be later than from"));
        call("[]", "").then().statusCode(422).body("errors.body", is("must be a JSON object"));
    }

    @Test
    @Tag("W3")
    void anUnknownCompanyIsLikeAForeignOneEvenForAnOperator() {
        Sandbox.as(Permission.Scope.COMPANY_ADMIN, "*")
                .contentType(ContentType.JSON)
                .body(Map.of("from", "nonsense"))
                .post("/company/999999999/deliveries/replay")
                .then()
                .statusCode(401);
        Sandbox.as(Permission.Scope.COMPANY_ADMIN, "*")
                .contentType(ContentType.JSON)
                .body(window())
                .post("/company/" + company + "/deliveries/replay")
                .then()
                .statusCode(200);
    }

    @Test
    void moreThanOneCallTakesOnAreWalkedThroughFromTheNewestToTheOldest() {
        multiply(refused(jane), ReplayInvitations.AT_ONCE);
        for (String query : List.of("?dryRun=true", "")) {
            Response first = call(window(), query);
            first.then()
                    .statusCode(200)
                    .body("queued", is(ReplayInvitations.AT_ONCE))
                    .body("next", matchesPattern("\\d+\\.\\d+"));
            told(call(window("after", first.path("next")), query), 1, Map.of());
        }
        assertEquals(ReplayInvitations.AT_ONCE + 1, waiting());
        assertEquals(
                0, database.number("select count(*) from contact where company_id = ? and released", (long) company));
    }

    @Test
    void simultaneousReplaysQueueNothingTwice() throws Exception {
        int requests = 600;
        multiply(refused(jane), requests - 1);
        Map<String, Object> window = window();
        String token = Sandbox.token(Permission.Scope.COMPANY_ADMIN, company);
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            List<Future<JsonPath>> answers = new ArrayList<>();
            for (int caller = 0; caller < 8; caller++) {
                answers.add(callers.submit(() -> given().auth()
                        .oauth2(token)
                        .contentType(ContentType.JSON)
                        .body(window)
                        .post("/company/" + company + "/deliveries/replay")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath()));
            }
            int queued = 0;
            for (Future<JsonPath> answer : answers) {
                queued += answer.get().getInt("queued");
            }
            assertEquals(requests, queued);
        } finally {
            callers.shutdownNow();
        }
        List<String> subjects = database.rows("select subject_id from outbox where company_id = ?", (long) company);
        assertEquals(requests, subjects.size());
        assertEquals(requests, new HashSet<>(subjects).size());
    }

    /** Makes so many more of a failed request, each to somebody else. */
    private void multiply(long id, int more) {
        database.run("""
                insert into feedback_request (company_id, id, state, channel, destination, author, platform,
                    treatment_type, link_key_version, link_hash, hash_key_version, destination_hash, failure,
                    created_at, updated_at)
                select company_id, nextval('feedback_request_id'), state, channel, i || destination, author, platform,
                    treatment_type, link_key_version, sha256(('link' || i)::bytea), hash_key_version,
                    sha256((i || destination)::bytea), failure, created_at, updated_at
                from feedback_request, generate_series(1, ?) as i where company_id = ? and id = ?
                """, more, (long) company, id);
        database.run("""
                insert into contact (company_id, hash_key_version, destination_hash, request_id, released)
                select company_id, hash_key_version, destination_hash, id, true from feedback_request
                where company_id = ? and id <> ?
                """, (long) company, id);
    }
}
