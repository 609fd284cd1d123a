package org.earshot.feedbackrequest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.DisabledOnIntegrationTest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.earshot.kernel.Shares;
import org.earshot.testing.Database;
import org.earshot.testing.Everywhere;
import org.earshot.testing.Forgetting;
import org.earshot.testing.Inside;
import org.earshot.testing.Reactive;
import org.earshot.testing.Requests;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Tenants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is stored of a recipient 28 days later. */
@QuarkusTest
class RedactionTest {

    private static final Duration LIFE = Duration.ofDays(28);

    private Database database;
    private int company;
    private String name;
    private String address;

    @BeforeEach
    void ownCompany() {
        database = Database.ofService();
        company = Tenants.plain();
        String unique = UUID.randomUUID().toString();
        name = "Zuleika " + unique;
        address = "zuleika." + unique + "@example.com";
    }

    @AfterEach
    void backToRealTime() {
        Sandbox.resetClock();
    }

    private long asked() {
        return Requests.posted(Requests.fields(
                "company",
                company,
                "name",
                name,
                "destination",
                address,
                "businessName",
                name + " Ltd",
                "jobTitle",
                "Second to " + name));
    }

    private static String newNumber() {
        return String.format(
                Locale.ROOT, "+447700900%03d", ThreadLocalRandom.current().nextInt(1000));
    }

    private long unredacted() {
        return database.number(
                "select count(*) from feedback_request where company_id = ? and redacted_at is null", company);
    }

    private Map<String, Object> toThem(Object... namesAndValues) {
        return Requests.changed(Requests.fields("company", company, "name", name), namesAndValues);
    }

    /** In every way in which a person's name and address come in, and in every state in which they can be. */
    @Test
    @Tag("W37")
    void ofAPersonWhoDidNotAnswerNothingIsStoredAnyMore() {
        String number = newNumber();
        long reminded = asked();
        Requests.posted(toThem("type", "sms", "destination", number));
        given().auth()
                .oauth2(Sandbox.token(Sandbox.ALL_OF_REQUESTS, company))
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType(ContentType.JSON)
                .body(toThem("destination", "once." + address))
                .post("/request")
                .then()
                .statusCode(200);
        given().auth()
                .oauth2(Sandbox.token(Sandbox.ALL_OF_REQUESTS, company))
                .contentType(ContentType.JSON)
                .body(List.of(toThem("destination", "bulk." + address), toThem("destination", "bad", "title", "a\nb")))
                .post("/company/" + company + "/requests")
                .then()
                .statusCode(200);
        Requests.post(toThem("destination", "bad")).then().statusCode(422);
        given().auth()
                .oauth2(Sandbox.token(Sandbox.ALL_OF_REQUESTS, company))
                .contentType(ContentType.JSON)
                .body(toThem("destination", "dry." + address))
                .post("/request?dryRun=true")
                .then()
                .statusCode(200);
        Sandbox.tick();
        given().post(Sandbox.linkPath("bulk." + address) + "/opened").then().statusCode(204);
        Sandbox.failNext(1, "permanent");
        Requests.posted(toThem("destination", "failed." + address));
        Sandbox.tick();
        Sandbox.failNext(1, "temporary");
        Requests.posted(toThem("destination", "deferred." + address));
        Sandbox.tick();
        Requests.posted(toThem("destination", "out." + address));
        Sandbox.tick();
        given().post(Sandbox.optOutPath("out." + address)).then().statusCode(200);
        suppress("listed." + address);
        Forgetting.privacy(company, "export", "email", address).then().statusCode(200);
        Requests.posted(toThem(
                "destination",
                "later." + address,
                "sendAfter",
                Instant.now().plus(Duration.ofDays(20)).toString()));
        assertEquals(
                Set.of(
                        "feedback_request.author",
                        "feedback_request.destination",
                        "feedback_request.business_name",
                        "feedback_request.job_title",
                        "idempotency_key.answer"),
                Everywhere.columnsWith(database, name, address, number));

        Sandbox.advance(Duration.ofDays(3));
        Sandbox.tick();
        Requests.get(company, reminded).then().body("reminders", is(1));
        Sandbox.advance(LIFE.minus(Duration.ofDays(3)).plusHours(1));
        Forgetting.tickUntilDone();
        assertEquals(Set.of(), Everywhere.columnsWith(database, name, address, number));
        assertEquals(0, unredacted());
        assertEquals(
                0,
                database.number(
                        "select count(*) from feedback_request where company_id = ? and link_hash is not null",
                        company));
        assertEquals(0, database.number("select count(*) from outbox where company_id = ?", company));
    }

    private void suppress(String destination) {
        Sandbox.as("company:admin", company)
                .contentType(ContentType.JSON)
                .body(Map.of("type", "email", "destination", destination))
                .post("/company/" + company + "/suppressions")
                .then()
                .statusCode(200);
    }

    /** Though nothing has been erased: nobody has ticked. */
    @Test
    @Tag("W37")
    @Tag("W79")
    void fromTheVeryInstantNoAnswerTellsWhoItWas() {
        long id = asked();
        Sandbox.tick();
        String link = Sandbox.linkPath(address);
        String proof = Sandbox.proof(link);
        Sandbox.advance(LIFE.minusMinutes(1));
        Requests.get(company, id).then().body("author", equalTo(name)).body("olderThan28Days", is(false));
        assertEquals(name, exported().getString("author"));
        Sandbox.advance(Duration.ofMinutes(1));
        assertEquals(1, unredacted());

        JsonPath one = Requests.get(company, id).jsonPath();
        assertEquals("[redacted]", one.getString("author"));
        assertEquals("[redacted]", one.getString("destination"));
        assertEquals(true, one.getBoolean("olderThan28Days"));
        JsonPath listed = Sandbox.as(Sandbox.ALL_OF_REQUESTS, company)
                .get("/request/list/" + company)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertEquals(one.getMap("$"), listed.getMap("requests[0]"));
        assertNull(exported().getString("author"));
        assertNull(exported().getString("businessName"));
        assertNull(exported().getString("jobTitle"));
        given().get(link).then().statusCode(404);
        given().post(link + "/opened").then().statusCode(404);
        given().formParam("proof", proof)
                .formParam("rating_1", 5)
                .formParam("rating_2", 5)
                .formParam("rating_3", 5)
                .post(link)
                .then()
                .statusCode(404);
        Requests.get(company, id).then().body("opened", is(false)).body("success", is(false));
        assertEquals(1, unredacted());
    }

    private JsonPath exported() {
        return Forgetting.privacy(company, "export", "email", address)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .setRootPath("records.requests[0]");
    }

    @Test
    @Tag("W37")
    @Tag("W50")
    void ofAPersonWhoAnsweredAnonymouslyNothingIsStoredAnyMore() {
        long id = Requests.posted(Requests.fields("company", company, "name", name, "destination", address));
        Sandbox.tick();
        Forgetting.answeredAnonymously(Sandbox.linkPath(address));
        Requests.get(company, id).then().body("success", is(true)).body("author", equalTo(name));
        Sandbox.advance(LIFE);
        Forgetting.tickUntilDone();
        assertEquals(Set.of(), Everywhere.columnsWith(database, name, address));
        Requests.get(company, id)
                .then()
                .body("success", is(true))
                .body("author", equalTo("[redacted]"))
                .body("destination", equalTo("[redacted]"));
    }

    @Test
    @Tag("W37")
    void whatAnAuthorPublishedStays() {
        long id = Requests.posted(Requests.fields("company", company, "name", name, "destination", address));
        Sandbox.tick();
        long review = Sandbox.answered(id, company, Sandbox.linkPath(address));
        Sandbox.advance(LIFE);
        Forgetting.tickUntilDone();
        assertEquals(Set.of("review.author_name"), Everywhere.columnsWith(database, name, address));
        Sandbox.moderate(company, review, "publish").then().statusCode(200);
        given().get("/review/" + review).then().statusCode(200).body("author.name", equalTo(name));
        Requests.get(company, id).then().body("published", is(true)).body("author", equalTo("[redacted]"));
    }

    @Test
    @Tag("W37")
    @Tag("W65")
    void theLinkIsDeadAndTheAnswersSayRedacted() {
        long id = asked();
        Sandbox.tick();
        String link = Sandbox.linkPath(address);
        given().get(link).then().statusCode(200);
        Sandbox.advance(LIFE);
        Forgetting.tickUntilDone();
        Sandbox.resetClock();
        // what is erased does not come back, even if time does
        int dead = given().get(link).then().extract().statusCode();
        assertEquals(404, dead);
        given().post(link + "/opened").then().statusCode(404);
        for (Duration ahead : new Duration[] {Duration.ZERO, LIFE}) {
            Sandbox.advance(ahead);
            Requests.get(company, id)
                    .then()
                    .statusCode(200)
                    .body("olderThan28Days", is(true))
                    .body("destination", equalTo("[redacted]"))
                    .body("author", equalTo("[redacted]"))
                    .body("sent", is(true))
                    .body("opened", is(false));
        }
    }

    @Test
    @Tag("W28")
    @Tag("W37")
    void theThresholdStillHolds() {
        asked();
        Sandbox.advance(Duration.ofHours(2));
        Sandbox.tick();
        Sandbox.advance(LIFE.minusHours(1));
        Forgetting.tickUntilDone();
        assertEquals(0, unredacted());
        Sandbox.ask(company, address).then().statusCode(418);
        Sandbox.advance(Duration.ofMinutes(59));
        Sandbox.ask(company, address).then().statusCode(418);
        Sandbox.advance(Duration.ofMinutes(2));
        Sandbox.ask(company, address).then().statusCode(200);
    }

    @Test
    @Tag("W28")
    @Tag("W37")
    void aThresholdThatIsLongerThanTheMemoryHoldsToo() {
        company = Tenants.withThreshold(60);
        asked();
        Sandbox.tick();
        Sandbox.advance(Duration.ofDays(60).minusMinutes(2));
        Forgetting.tickUntilDone();
        assertEquals(0, unredacted());
        assertEquals(Set.of(), Everywhere.columnsWith(database, name, address));
        Sandbox.ask(company, address).then().statusCode(418);
        Sandbox.advance(Duration.ofMinutes(4));
        Sandbox.ask(company, address).then().statusCode(200);
    }

    @Test
    @Tag("W33")
    @Tag("W37")
    @Tag("W68")
    void whoSaidNoIsStillNotAskedAndTheLinkInAnOldMailStillWorks() {
        asked();
        Requests.posted(toThem("destination", "late." + address));
        Sandbox.tick();
        String late = Sandbox.optOutPath("late." + address);
        given().post(Sandbox.optOutPath(address)).then().statusCode(200);
        suppress("listed." + address);
        Sandbox.advance(LIFE.multipliedBy(2));
        Forgetting.tickUntilDone();
        assertEquals(0, unredacted());
        assertEquals(Set.of(), Everywhere.columnsWith(database, name, address));
        given().post(late).then().statusCode(200);
        for (String each : List.of(address, "listed." + address, "late." + address)) {
            Sandbox.ask(company, each).then().statusCode(422).body("errors", hasKey("destination"));
        }
    }

    @Test
    @Tag("W28")
    @Tag("W37")
    @DisabledOnIntegrationTest
    void aMessageThatWaitsAllTheSameIsNotSent() {
        Requests.posted(Requests.fields(
                "company",
                company,
                "destination",
                address,
                "sendAfter",
                Instant.now().plus(Duration.ofDays(20)).toString()));
        Sandbox.advance(LIFE);
        while (unredacted() > 0) {
            assertTrue(Reactive.await(Inside.bean(Redaction.class).runDue()) > 0);
        }
        Sandbox.resetClock(); // as another replica, whose clock is behind
        Sandbox.advance(Duration.ofDays(21));
        Sandbox.tick();
        assertEquals(0, Sandbox.messages(address).getList("$").size());
        Sandbox.ask(company, address).then().statusCode(200);
    }

    @Test
    @Tag("W37")
    @DisabledOnIntegrationTest
    void whatIsNotOldEnoughIsLeftAlone() {
        asked();
        Sandbox.advance(LIFE.minusMinutes(2));
        Forgetting.tickUntilDone();
        assertEquals(1, unredacted());
        Sandbox.advance(Duration.ofMinutes(3));
        Forgetting.tickUntilDone();
        assertEquals(0, unredacted());
        assertEquals(0, Reactive.await(Inside.bean(Redaction.class).runDue()));
    }

    @Test
    @Tag("W37")
    @DisabledOnIntegrationTest
    void aBacklogIsTakenOnInBatchesAndByReplicasTogether() {
        asked();
        database.run("""
                insert into feedback_request (company_id, id, state, channel, destination, author, platform,
                    treatment_type, link_key_version, link_hash, created_at, updated_at)
                select company_id, nextval('feedback_request_id'), state, channel, destination, author, platform,
                    treatment_type, link_key_version, decode(lpad(to_hex(n), 8, '0'), 'hex'), created_at, updated_at
                from feedback_request, generate_series(1, 11000) as n where company_id = ?
                """, company);
        Sandbox.advance(LIFE);
        int done = Reactive.await(Inside.bean(Redaction.class).runDue());
        assertTrue(done > Shares.BATCH && done <= Shares.BATCH * Shares.BATCHES, "some batches, and not " + done);
        for (int round = 0; round < 20 && unredacted() > 0; round++) {
            long before = allUnredacted();
            int together = Reactive.await(Uni.combine()
                    .all()
                    .unis(
                            Inside.bean(Redaction.class).runDue(),
                            Inside.bean(Redaction.class).runDue())
                    .with(Integer::sum));
            assertEquals(before - allUnredacted(), together, "none is done twice");
        }
        assertEquals(0, unredacted());
    }

    private long allUnredacted() {
        return database.number("select count(*) from feedback_request where redacted_at is null");
    }

    @Test
    @DisabledOnIntegrationTest
    @Tag("W37")
    void aRequestThatSomebodyIsAtIsTakenTheNextTime() {
        long busy = asked();
        Requests.posted(Requests.fields("company", company));
        Sandbox.advance(LIFE);
        try (Database.Lock somebody = database.hold(
                "select from feedback_request where company_id = ? and id = ? for update", (long) company, busy)) {
            // nothing else that is due, some of which would wait
            for (int done = 1; done > 0; ) {
                done = Reactive.await(Inside.bean(Redaction.class).runDue());
            }
            assertEquals(1, unredacted());
        }
        Forgetting.tickUntilDone();
        assertEquals(0, unredacted());
    }
}
