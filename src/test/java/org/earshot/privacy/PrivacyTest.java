package org.earshot.privacy;

import static io.restassured.RestAssured.given;
import static org.earshot.testing.Forgetting.privacy;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.earshot.testing.Database;
import org.earshot.testing.Everywhere;
import org.earshot.testing.Forgetting;
import org.earshot.testing.Requests;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Tenants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a person may ask of a company about their data. */
@QuarkusTest
@Tag("W79")
class PrivacyTest {

    private static final Duration LIFE = Duration.ofDays(28);

    private Database database;
    private int company;
    private String name;
    private String address;

    @BeforeEach
    void ownCompany() {
        database = Database.ofService();
        company = Tenants.reminding(28, List.of());
        String unique = UUID.randomUUID().toString();
        name = "Zuleika " + unique;
        address = "zuleika." + unique + "@example.com";
    }

    @AfterEach
    void backToRealTime() {
        Sandbox.resetClock();
    }

    private long asked(int by) {
        long id = Requests.posted(Requests.fields(
                "company",
                by,
                "name",
                name,
                "destination",
                address,
                "title",
                "Visit of " + name,
                "metadata",
                "{\"patient\":\"" + name + "\"}",
                "staffName",
                "Dr Ada Brown",
                "jobTitle",
                "Aide to " + name));
        Sandbox.tick();
        return id;
    }

    private long answered(int by, long request) {
        long review = Sandbox.answered(request, by, Sandbox.linkPath(address));
        Sandbox.moderate(by, review, "publish").then().statusCode(200);
        return review;
    }

    private static Map<String, Integer> counts(Response answer) {
        JsonPath found = answer.then().statusCode(200).extract().jsonPath();
        return Map.of(
                "requests", found.getInt("records.requests.count"),
                "messages", found.getInt("records.messages.count"),
                "reviews", found.getInt("records.reviews.count"),
                "contacts", found.getInt("records.contacts.count"));
    }

    private static Map<String, Integer> counts(int requests, int messages, int reviews, int contacts) {
        return Map.of("requests", requests, "messages", messages, "reviews", reviews, "contacts", contacts);
    }

    @Test
    void whatIsKeptOfAPersonIsFound() {
        long request = asked(company);
        long review = answered(company, request);
        privacy(company, "find", "email", address.toUpperCase(Locale.ROOT))
                .then()
                .statusCode(200)
                .contentType(ContentType.JSON)
                .body("keySet()", equalTo(Set.of("destination", "records")))
                .body("destination", containsString("***@"))
                .body("records", aMapWithSize(5))
                .body("records.requests.count", is(1))
                .body("records.requests.ids[0].toLong()", equalTo(request))
                .body("records.reviews.count", is(1))
                .body("records.reviews.ids[0].toLong()", equalTo(review))
                .body("records.messages.count", is(1))
                .body("records.contacts.count", is(1))
                .body(not(containsString(name)));
        assertEquals(counts(0, 0, 0, 0), counts(privacy(company, "find", "email", Sandbox.newAddress())));
    }

    @Test
    void aMobileNumberIsFoundHoweverItIsWritten() {
        String number = "+447700900" + (100 + company % 900);
        Requests.posted(Requests.fields("company", company, "type", "sms", "destination", number));
        assertEquals(
                counts(1, 1, 0, 1),
                counts(privacy(company, "find", "SMS", "0" + number.substring(3, 7) + " " + number.substring(7))));
    }

    @Test
    @Tag("W37")
    void afterTheRedactionAPersonIsStillFound() {
        long request = asked(company);
        answered(company, request);
        Sandbox.advance(LIFE);
        Forgetting.tickUntilDone();
        assertEquals(counts(1, 1, 1, 1), counts(privacy(company, "find", "email", address)));
        privacy(company, "export", "email", address)
                .then()
                .statusCode(200)
                .body("records.requests[0].author", nullValue())
                .body("records.reviews[0].author.name", equalTo(name));
        assertEquals(counts(1, 1, 1, 0), counts(privacy(company, "erase", "email", address)));
        assertEquals(Set.of(), Everywhere.columnsWith(database, name, address));
    }

    @Test
    @Tag("W36")
    void allOfItIsExportedButTheAddress() {
        long request = asked(company);
        answered(company, request);
        privacy(company, "export", "email", address)
                .then()
                .statusCode(200)
                .body("keySet()", equalTo(Set.of("destination", "exported", "records")))
                .body("records.requests", hasSize(1))
                .body("records.requests[0].id.toLong()", equalTo(request))
                .body("records.requests[0].type", equalTo("email"))
                .body("records.requests[0].author", equalTo(name))
                .body("records.requests[0].title", equalTo("Visit of " + name))
                .body("records.requests[0].metadata", containsString(name))
                .body("records.requests[0].staffName", equalTo("Dr Ada Brown"))
                .body("records.requests[0].jobTitle", equalTo("Aide to " + name))
                .body("records.messages", hasSize(1))
                .body("records.messages[0].kind", equalTo("invitation"))
                .body("records.messages[0].type", equalTo("email"))
                .body("records.messages[0].outcome", equalTo("DELIVERED"))
                .body("records.reviews", hasSize(1))
                .body("records.reviews[0].author.name", equalTo(name))
                .body("records.reviews[0].text", equalTo("They took their time."))
                .body("records.reviews[0].answers.stars", equalTo(List.of(5, 4, 4)))
                .body("records.reviews[0].history[2].status", equalTo("PUBLISHED"))
                .body("records.reviews[0].history[2].reason", equalTo("a test"))
                .body("records.contacts", hasSize(1))
                .body(not(containsString(address)));
    }

    @Test
    void erasedIsErasedEverywhere() {
        long request = asked(company);
        long review = answered(company, request);
        assertEquals(
                Set.of(
                        "feedback_request.author",
                        "feedback_request.destination",
                        "feedback_request.job_title",
                        "feedback_request.metadata",
                        "feedback_request.title",
                        "review.author_job",
                        "review.author_name"),
                Everywhere.columnsWith(database, name, address));

        assertEquals(counts(1, 1, 1, 0), counts(privacy(company, "erase", "email", address)));
        assertEquals(Set.of(), Everywhere.columnsWith(database, name, address));
        for (String table :
                List.of("feedback_request", "review", "review_event", "review_reply", "outbox", "delivery_log")) {
            assertEquals(0, database.number("select count(*) from " + table + " where company_id = ?", company), table);
        }
        Requests.get(company, request).then().statusCode(404);
        given().get("/review/" + review).then().statusCode(404);
        given().get(Sandbox.linkPath(address)).then().statusCode(404);
        assertEquals(counts(0, 0, 0, 0), counts(privacy(company, "erase", "email", address)));
    }

    @Test
    @Tag("W67")
    void aReminderThatStillWaitsIsErasedToo() {
        company = Tenants.reminding(28, List.of(3));
        asked(company);
        assertEquals(counts(1, 2, 0, 1), counts(privacy(company, "find", "email", address)));
        privacy(company, "erase", "email", address).then().statusCode(200);
        Sandbox.advance(Duration.ofDays(4));
        Sandbox.tick();
        assertEquals(1, Sandbox.messages(address).getList("$").size());
    }

    @Test
    @Tag("W31")
    void anAnswerThatIsKeptForRepetitionIsErasedToo() {
        Sandbox.as(Sandbox.ALL_OF_REQUESTS, company)
                .header("Idempotency-Key", address)
                .contentType(ContentType.JSON)
                .body(Requests.fields("company", company, "name", name, "destination", address))
                .post("/request")
                .then()
                .statusCode(200);
        String kept = "select count(*) from idempotency_key where company_id = ?";
        assertEquals(1, database.number(kept, company));
        privacy(company, "erase", "email", address).then().statusCode(200);
        assertEquals(0, database.number(kept, company));
    }

    @Test
    @Tag("W28")
    void whoWasAskedIsStillLeftAlone() {
        asked(company);
        privacy(company, "erase", "email", address).then().statusCode(200);
        assertEquals(counts(0, 0, 0, 1), counts(privacy(company, "find", "email", address)));
        Sandbox.ask(company, address).then().statusCode(418);
        Sandbox.advance(LIFE.plusMinutes(1));
        Sandbox.ask(company, address).then().statusCode(200);
    }

    @Test
    @Tag("W28")
    void aMessageThatStillWaitsIsNeverSent() {
        Requests.posted(Requests.fields(
                "company",
                company,
                "name",
                name,
                "destination",
                address,
                "sendAfter",
                Instant.now().plus(Duration.ofDays(2)).toString()));
        assertEquals(counts(1, 1, 0, 1), counts(privacy(company, "erase", "email", address)));
        Sandbox.advance(Duration.ofDays(3));
        Sandbox.tick();
        assertEquals(0, Sandbox.messages(address).getList("$").size());
        Sandbox.ask(company, address).then().statusCode(200);
    }

    @Test
    void whatCannotBeLoggedIsNotErased() {
        answered(company, asked(company));
        database.run("alter table privacy_log add constraint refused_by_a_test check (company_id <> " + company
                + ") not valid");
        try {
            privacy(company, "erase", "email", address).then().statusCode(500);
        } finally {
            database.run("alter table privacy_log drop constraint refused_by_a_test");
        }
        assertEquals(counts(1, 1, 1, 1), counts(privacy(company, "find", "email", address)));
    }

    /** Stores an answer as the service does, while the erasure is under way already. */
    @Test
    void anAnswerThatComesDuringTheErasureIsErasedToo() {
        long request = asked(company);
        String other = Sandbox.newAddress();
        long model = Sandbox.answered(Sandbox.asked(company, other), company, Sandbox.linkPath(other));
        CompletableFuture<Response> erasure;
        try (Database.Lock answer = database.hold(
                "select id from feedback_request where company_id = ? and id = ? for update",
                (long) company,
                request)) {
            erasure = CompletableFuture.supplyAsync(() -> privacy(company, "erase", "email", address));
            database.await(
                    1,
                    "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                            + " and query like '%feedback_request%' and pid <> pg_backend_pid()");
            answer.run("insert into review select (jsonb_populate_record(r, jsonb_build_object("
                    + "'id', nextval('review_id'), 'request_id', " + request + "))).*"
                    + " from review r where company_id = " + company + " and id = " + model);
        }
        erasure.join().then().statusCode(200).body("records.requests.count", is(1));
        assertEquals(
                0, database.number("select count(*) from review where company_id = ? and id <> ?", company, model));
    }

    @Test
    void anotherCompanysDataOnTheSameAddressStay() {
        int another = Tenants.reminding(28, List.of());
        asked(company);
        long theirs = asked(another);
        long review = answered(another, theirs);
        assertEquals(counts(1, 1, 0, 0), counts(privacy(company, "erase", "email", address)));
        assertEquals(counts(1, 1, 1, 1), counts(privacy(another, "find", "email", address)));
        Requests.get(another, theirs).then().statusCode(200).body("author", equalTo(name));
        given().get("/review/" + review).then().statusCode(200).body("author.name", equalTo(name));
        Sandbox.as("company:admin", another)
                .contentType(ContentType.JSON)
                .body(Map.of("type", "email", "destination", address))
                .post("/company/" + company + "/privacy/erase")
                .then()
                .statusCode(401);
    }

    @Test
    void somebodyElsesDataStay() {
        asked(company);
        String other = Sandbox.newAddress();
        long theirs = Sandbox.asked(company, other);
        Sandbox.answered(theirs, company, Sandbox.linkPath(other));
        privacy(company, "erase", "email", address).then().statusCode(200);
        assertEquals(counts(1, 1, 1, 1), counts(privacy(company, "find", "email", other)));
    }

    @Test
    void itIsLoggedWithoutSayingWho() {
        asked(company);
        privacy(company, "find", "email", address).then().statusCode(200);
        privacy(company, "export", "email", address).then().statusCode(200);
        privacy(company, "erase", "email", address).then().statusCode(200);
        privacy(company, "erase", "email", "nobody").then().statusCode(422);
        assertEquals(
                List.of("EXPORT 1 1 32", "ERASE 1 0 32"),
                database.rows(
                        "select action, counts ->> 'requests', counts ->> 'contacts', length(destination_hash)"
                                + " from privacy_log where company_id = ? and actor <> '' order by id",
                        company));
        assertEquals(Set.of(), Everywhere.columnsWith(database, name, address));
    }

    @Test
    @Tag("W6")
    void badInputIsNamed() {
        privacy(company, "erase", "pigeon", "jane")
                .then()
                .statusCode(422)
                .body("errors.type", equalTo("must be email or sms"));
        privacy(company, "find", "email", "jane")
                .then()
                .statusCode(422)
                .body("errors.destination", equalTo("must be an email address"));
        privacy(company, "find", "sms", "jane")
                .then()
                .statusCode(422)
                .body("errors.destination", equalTo("must be a valid mobile number"));
        for (String verb : List.of("find", "export", "erase")) {
            post("{}", company, verb)
                    .statusCode(422)
                    .body("errors.type", equalTo("is required"))
                    .body("errors.destination", equalTo("is required"));
            post("nonsense", company, verb).statusCode(422).body("errors.body", equalTo("is not valid JSON"));
            post("{}", 999_999, verb).statusCode(401);
            Sandbox.as("company:admin", "*")
                    .body("{}")
                    .post("/company/abc/privacy/" + verb)
                    .then()
                    .statusCode(404);
        }
    }

    private static ValidatableResponse post(String body, int company, String verb) {
        return Sandbox.as("company:admin", "*")
                .contentType(ContentType.JSON)
                .body(body)
                .post("/company/" + company + "/privacy/" + verb)
                .then();
    }
}
