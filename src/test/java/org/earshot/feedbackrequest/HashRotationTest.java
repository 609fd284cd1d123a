package org.earshot.feedbackrequest;

import static io.restassured.RestAssured.given;
import static org.earshot.testing.Forgetting.privacy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.earshot.access.CompanyId;
import org.earshot.access.CompanyScope;
import org.earshot.access.TrustedScopes;
import org.earshot.delivery.HashedRecipient;
import org.earshot.delivery.OptOutLinks;
import org.earshot.delivery.RecipientHash;
import org.earshot.testing.Database;
import org.earshot.testing.Requests;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Tenants;
import org.earshot.testing.Webhooks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** After a second hash key was added, everybody is known who was hashed with the first. */
@QuarkusTest
@TestProfile(HashRotationTest.TwoKeys.class)
class HashRotationTest {

    /** Both keys; the second is the current one. */
    public static final class TwoKeys implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("earshot.keys.hash.2", "a-second-secret-for-the-hashes-of-a-test");
        }
    }

    @Inject
    RecipientHash hashes;

    @Inject
    OptOutLinks links;

    @Inject
    DataSource dataSource;

    private Database database;
    private int company;
    private String jane;

    @BeforeEach
    void ownCompany() {
        database = new Database(dataSource);
        company = Tenants.plain();
        jane = Sandbox.newAddress();
    }

    @AfterEach
    void backToRealTime() {
        Sandbox.resetClock();
    }

    private CompanyScope scope() {
        return TrustedScopes.linkHolder(new CompanyId(company));
    }

    /** Makes what is kept of a recipient what it would be, had it been made before there was a second key. */
    private void hashedBeforeTheRotation(String recipient) {
        String before = HexFormat.of().formatHex(hashes.of(scope(), recipient, 1));
        String now = HexFormat.of().formatHex(hashes.of(scope(), recipient, 2));
        for (String table : List.of("contact", "feedback_request", "suppression")) {
            database.run("update " + table + """
                     set hash_key_version = 1,
                         destination_hash = substr(decode(?, 'hex'), 1, length(destination_hash))
                     where company_id = ? and destination_hash = substr(decode(?, 'hex'), 1, length(destination_hash))
                    """, before, (long) company, now);
        }
    }

    /** The opt-out link that went out before the rotation. */
    private String oldLink(String recipient) {
        return URI.create(links.page(scope(), HashedRecipient.of(1, hashes.of(scope(), recipient, 1))))
                .getPath();
    }

    private Response ask(Object... more) {
        return Requests.post(Requests.changed(Requests.fields("company", company, "destination", jane), more));
    }

    private void askedBeforeTheRotation() {
        Sandbox.asked(company, jane);
        hashedBeforeTheRotation(jane);
    }

    private List<String> versions(String table) {
        return database.rows("select hash_key_version from " + table + " where company_id = ?", (long) company);
    }

    private Response suppressions(String path, Map<String, Object> body) {
        return Sandbox.as("company:admin", company)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/company/" + company + "/suppressions" + path);
    }

    @Test
    void whoComesNewIsHashedWithTheNewKey() {
        Sandbox.asked(company, jane);
        assertEquals(List.of("2"), versions("contact"));
        assertEquals(List.of("2"), versions("feedback_request"));
        assertEquals(
                URI.create(links.page(scope(), hashes.hashed(scope(), jane))).getPath(), Sandbox.optOutPath(jane));
    }

    @Test
    @Tag("W28")
    @Tag("W34")
    void whoWasAskedBeforeIsNotAskedAgainTooSoon() {
        askedBeforeTheRotation();
        ask().then().statusCode(418);
        Sandbox.as(Sandbox.ALL_OF_REQUESTS, company)
                .contentType(ContentType.JSON)
                .body(Requests.fields("company", company, "destination", jane))
                .queryParam("dryRun", true)
                .post("/request")
                .then()
                .statusCode(418);
        assertEquals(List.of("1"), versions("contact"));
    }

    @Test
    @Tag("W28")
    void whoWasAskedBeforeKeepsTheirHashWhenTheyAreAskedAgain() {
        askedBeforeTheRotation();
        Sandbox.advance(Duration.ofDays(28).plusSeconds(2));
        ask().then().statusCode(200);
        assertEquals(List.of("1"), versions("contact"));
        assertEquals(List.of("1", "1"), versions("feedback_request"));
        ask().then().statusCode(418);
    }

    @Test
    @Tag("W68")
    void aReminderCarriesTheLinkOfItsRequest() {
        askedBeforeTheRotation();
        Sandbox.advance(Duration.ofDays(3));
        Sandbox.tick();
        assertEquals(2, Sandbox.messages(jane).getList("$").size());
        assertEquals(oldLink(jane), Sandbox.optOutPath(jane));
    }

    @Test
    @Tag("W33")
    @Tag("W68")
    void anOldLinkStopsWhatWaitsAndOnlyThePersonTakesItBack() {
        company = Tenants.withThreshold(0);
        askedBeforeTheRotation();
        long waiting = ask("sendAfter", Instant.now().plus(Duration.ofDays(2)).toString())
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getLong("id");
        given().post(oldLink(jane)).then().statusCode(200).body(containsString("You will get no more messages"));
        assertEquals(List.of("CANCELLED"), database.rows("select state from feedback_request where id = ?", waiting));
        ask().then().statusCode(422).body("errors", hasKey("destination"));
        suppressions("/check", Map.of("type", "email", "destination", jane))
                .then()
                .body("suppressed", is(true))
                .body("suppression.reason", equalTo("opted_out"));
        given().post(oldLink(jane) + "/undo").then().statusCode(200);
        ask().then().statusCode(200);
    }

    @Test
    @Tag("W33")
    void whoWasListedBeforeStaysListedOnce() {
        suppressions("", Map.of("type", "email", "destination", jane)).then().statusCode(200);
        hashedBeforeTheRotation(jane);
        ask().then().statusCode(422);
        suppressions("", Map.of("type", "email", "destination", jane, "reason", "bounced"))
                .then()
                .statusCode(200)
                .body("reason", equalTo("bounced"));
        Sandbox.as("company:admin", company)
                .get("/company/" + company + "/suppressions")
                .then()
                .body("suppressions", hasSize(1))
                .body("suppressions.reason", equalTo(List.of("bounced")));
    }

    @Test
    @Tag("W68")
    void aNumberThatSaysStopIsKnownAndMayUseItsOldLink() {
        jane = "+447700900" + ThreadLocalRandom.current().nextInt(100, 1000);
        ask("type", "sms").then().statusCode(200);
        Sandbox.tick();
        hashedBeforeTheRotation(jane);
        Webhooks.sms(jane, "STOP").then().statusCode(200);
        assertEquals(List.of("1"), versions("suppression"));
        ask("type", "sms").then().statusCode(422);
        given().get(oldLink(jane)).then().body(containsString("You will get no more messages"));
        given().post(oldLink(jane) + "/undo").then().statusCode(200);
        ask("type", "sms").then().statusCode(418);
    }

    @Test
    @Tag("W67")
    void aBounceOfAnOldMessageIsUnderstood() {
        askedBeforeTheRotation();
        String message = Sandbox.messages(jane).getString("[0].headers.'Message-ID'");
        Webhooks.events(Webhooks.bounced(message)).then().statusCode(200);
        assertEquals(List.of("1"), versions("suppression"));
        ask().then().statusCode(422);
    }

    @Test
    @Tag("W79")
    void aPersonIsFoundHandedOutAndErased() {
        askedBeforeTheRotation();
        for (String verb : List.of("find", "erase")) {
            privacy(company, verb, "email", jane)
                    .then()
                    .statusCode(200)
                    .body("records.requests.count", is(1))
                    .body("records.messages.count", is(2)); // a reminder waits
            if (verb.equals("find")) {
                privacy(company, "export", "email", jane)
                        .then()
                        .statusCode(200)
                        .body("records.requests", hasSize(1))
                        .body("records.contacts", hasSize(1));
            }
        }
        privacy(company, "find", "email", jane).then().body("records.requests.count", is(0));
        ask().then().statusCode(418); // what erasure leaves of those who were asked
    }

    /** Should replicas have worked under different keys, the last request counts. */
    @Test
    @Tag("W28")
    void whoIsKnownTwiceIsHeldToTheLastTime() {
        askedBeforeTheRotation();
        database.run("""
                insert into contact (company_id, hash_key_version, destination_hash, request_id, asked_at)
                select ?, 2, decode(?, 'hex'), 0, '2020-01-01'
                """, (long) company, HexFormat.of().formatHex(hashes.of(scope(), jane, 2)));
        ask().then().statusCode(418);
    }
}
