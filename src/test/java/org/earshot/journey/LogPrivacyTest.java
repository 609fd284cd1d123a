package org.earshot.journey;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.earshot.testing.Database;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Webhooks;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The log tells nobody who was asked, with which token, or by which link; not even when things go wrong. */
@QuarkusTest
@Tag("W36")
class LogPrivacyTest {

    private static final String REFUSED_TITLE = "refused by a test";

    /** Keeps all that is logged, with the whole of every exception. */
    private static final class Listener extends Handler {

        private static final ExtFormatter FORMAT = new PatternFormatter("%X %c %s%e");

        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        @Override
        public void publish(LogRecord line) {
            lines.add(FORMAT.format(ExtLogRecord.wrap(line)));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @Inject
    DataSource dataSource;

    private final Listener log = new Listener();
    private final String name = "Jane" + UUID.randomUUID();
    private final String address = Sandbox.newAddress();
    private final String mobile = "7700900" + ThreadLocalRandom.current().nextInt(100, 1000);
    private String token;
    private Database database;

    @BeforeEach
    void listen() {
        database = new Database(dataSource);
        token = Sandbox.token(Sandbox.ALL_OF_REQUESTS, 1);
        Sandbox.advance(Duration.ofDays(29)); // past the threshold of an earlier run's use of the number
        log.setLevel(Level.ALL);
        Logger.getLogger("").addHandler(log);
    }

    @AfterEach
    void stop() {
        Logger.getLogger("").removeHandler(log);
        for (String table : List.of("feedback_request", "review")) {
            database.run("alter table " + table + " drop constraint if exists refused_by_a_test");
        }
        Sandbox.failNext(0, "temporary");
        Sandbox.resetClock();
    }

    @Test
    void aJourneyLeavesNoPersonInTheLog() {
        ask("email", address, "Check-up").then().statusCode(200);
        ask("email", address, "Check-up").then().statusCode(418);
        ask("sms", "+44" + mobile, "Check-up").then().statusCode(200);
        ask("sms", address, "Check-up").then().statusCode(422);
        given().auth().oauth2(token + "x").get("/request/list/1").then().statusCode(401);
        given().queryParam("access_token", token).get("/request/list/1").then().statusCode(401);
        Sandbox.tick();
        String link = Sandbox.linkPath(address);
        given().get(link).then().statusCode(200);
        given().post(link + "/opened").then().statusCode(204);
        given().formParam("rating_1", "many").post(link).then().statusCode(422);
        given().delete(link).then().statusCode(405);
        String optOut = Sandbox.optOutPath(address);
        given().get(optOut).then().statusCode(200);
        given().get(optOut + "x").then().statusCode(404);
        given().post(optOut).then().statusCode(200);
        ask("email", address, "Check-up").then().statusCode(422);
        assertNobodyIsIn(link);
        assertNobodyIsIn(optOut);
    }

    @Test
    void aFailingProviderLeavesNoPersonInTheLog() {
        for (String fault : List.of("temporary", "timeout", "permanent")) {
            Sandbox.failNext(1, fault);
            ask("email", fault + "." + address, "Check-up").then().statusCode(200);
            Sandbox.tick();
        }
        assertNobodyIsIn("/r/nobody");
    }

    @Test
    @Tag("W84")
    @Tag("W85")
    void whatProvidersReportLeavesNoPersonInTheLog() {
        // not one of the few fictional numbers: it stays on the list of company 1
        String number = "+447" + ThreadLocalRandom.current().nextLong(400_000_000, 499_999_999);
        ask("email", address, "Check-up").then().statusCode(200);
        ask("sms", number, "Check-up").then().statusCode(200);
        Sandbox.tick();
        Webhooks.sms(number, name + " says no").then().statusCode(200);
        Webhooks.twilioSms("From", number, "Body", "STOP", "To", "x").then().statusCode(200);
        Webhooks.twilio("forged", "/webhooks/twilio/sms", new String[] {"From", number, "Body", "STOP"})
                .then()
                .statusCode(401);
        Webhooks.events(Webhooks.bounced(address), Webhooks.complained("<" + address + ">"))
                .then()
                .statusCode(200);
        Webhooks.signed("/webhooks/sms", number, 1, Webhooks.SECRET).then().statusCode(401);
        Webhooks.signed("/webhooks/sms", Map.of("from", address, "text", "STOP"))
                .then()
                .statusCode(422)
                .body(not(containsString(address)));
        database.run(
                "alter table suppression add constraint refused_by_a_test check (reason <> 'OPTED_OUT') not valid");
        try {
            Webhooks.sms(number, "STOP").then().statusCode(500).body(not(containsString(number)));
        } finally {
            database.run("alter table suppression drop constraint refused_by_a_test");
        }
        assertTrue(log.lines.stream().anyMatch(line -> line.contains("A call failed unexpectedly")));
        assertNobodyIsIn("/r/nobody");
        assertTrue(log.lines.stream().noneMatch(line -> line.contains(number.substring("+44".length()))));
    }

    @Test
    void aStatementThatFailsLeavesNoPersonInTheLogNorInTheAnswer() {
        refuse("feedback_request");
        String id = UUID.randomUUID().toString();
        Response answer = ask(given().header("X-Request-Id", id), "email", address, REFUSED_TITLE);
        answer.then()
                .statusCode(500)
                .contentType(ContentType.JSON)
                .header("X-Request-Id", id)
                .body("keySet()", equalTo(Set.of("message")))
                .body("message", containsString(id))
                .body(not(containsString("constraint")));
        assertTrue(log.lines.stream().anyMatch(line -> line.contains("A call failed unexpectedly")));
        assertNobodyIsIn("/r/nobody");
    }

    @Test
    void anAnswerThatCannotBeStoredLeavesNoPersonInTheLogNorOnThePage() {
        ask("email", address, "Check-up").then().statusCode(200);
        Sandbox.tick();
        String link = Sandbox.linkPath(address);
        refuse("review");
        given().formParam("rating_1", 1)
                .formParam("rating_2", 1)
                .formParam("rating_3", 1)
                .formParam("title", REFUSED_TITLE)
                .formParam("text", name + " was here")
                .post(link)
                .then()
                .statusCode(500)
                .contentType(ContentType.HTML)
                .body(not(containsString("constraint")));
        assertTrue(log.lines.stream().anyMatch(line -> line.contains("A call failed unexpectedly")));
        assertNobodyIsIn(link);
    }

    private void refuse(String table) {
        database.run("alter table " + table + " add constraint refused_by_a_test check (title <> '" + REFUSED_TITLE
                + "') not valid");
    }

    private void assertNobodyIsIn(String link) {
        List<String> secrets = List.of(name, address, mobile, token, link.substring("/r/".length()));
        assertEquals(
                List.of(),
                log.lines.stream()
                        .filter(line -> secrets.stream().anyMatch(line::contains))
                        .toList());
    }

    private Response ask(String type, String destination, String title) {
        return ask(given(), type, destination, title);
    }

    private Response ask(RequestSpecification call, String type, String destination, String title) {
        return call.auth()
                .oauth2(token)
                .formParam("company", 1)
                .formParam("type", type)
                .formParam("name", name)
                .formParam("destination", destination)
                .formParam("title", title)
                .formParam("platform", "auto")
                .post("/request");
    }
}
