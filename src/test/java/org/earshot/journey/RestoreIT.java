package org.earshot.journey;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.earshot.testing.Database;
import org.earshot.testing.OwnPostgres;
import org.earshot.testing.Replica;
import org.earshot.testing.Runbook;
import org.earshot.testing.Sandbox;
import org.earshot.testing.TokenKeyFiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Going back to an older state of the database, as docs/runbooks/restore.md tells. */
@Tag("crash")
class RestoreIT {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    private OwnPostgres postgres;
    private Replica replica;

    @BeforeEach
    void start() {
        postgres = OwnPostgres.in(directory);
        Map<String, String> settings = Replica.settings(postgres, TokenKeyFiles.in(directory));
        settings.put("quarkus.scheduler.enabled", "false");
        replica = new Replica("replica", directory, settings);
        startReplica();
    }

    @AfterEach
    void end() {
        replica.close();
        postgres.close();
    }

    @Test
    void whatWasSentAfterTheBackupIsNotSentAgain() {
        String jane = Sandbox.newAddress();
        long asked = ask(jane);
        Path backup = directory.resolve("backup");
        replica.stop();
        postgres.stopFast();
        postgres.copyTo(backup);
        postgres.startAgain();
        startReplica();
        tick();
        messages(jane).body("$", hasSize(1));
        Instant stopped = stopAll();

        // as if nobody had read the page: what the drill is for
        restore(backup);
        startReplica();
        tick();
        messages(jane).body("$", hasSize(1));
        stopAll();

        restore(backup);
        Database database = new Database(postgres.dataSource());
        Runbook page = Runbook.named("restore.md");
        Map<String, String> values = Map.of("stopped", "timestamptz '" + stopped + "'");
        String look = Runbook.filledIn(page.block("select (select max(created_at)"), values);
        assertEquals(
                1, database.number("select perhaps_sent from (" + look.strip().replace(";", "") + ") as found"));
        database.run(Runbook.filledIn(page.block("update outbox"), values));
        startReplica();
        tick();
        messages(jane).body("$", hasSize(0));
        as().get("/request/" + asked).then().statusCode(200).body("sent", is(true));

        String sam = Sandbox.newAddress();
        ask(sam);
        tick();
        messages(sam).body("$", hasSize(1));
    }

    private void startReplica() {
        replica.start();
        replica.awaitReady();
    }

    /** When both had stopped. */
    private Instant stopAll() {
        replica.stop();
        postgres.stopFast();
        return Instant.now();
    }

    private void restore(Path backup) {
        postgres.replaceBy(backup);
        postgres.startAgain();
    }

    private long ask(String destination) {
        return as().formParam("company", 1)
                .formParam("type", "email")
                .formParam("name", "Jane Doe")
                .formParam("destination", destination)
                .formParam("platform", "auto")
                .post("/request")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getLong("id");
    }

    private void tick() {
        service().post("/sandbox/tick").then().statusCode(200);
    }

    /** What this replica sent to somebody since it started. */
    private ValidatableResponse messages(String destination) {
        return service()
                .queryParam("destination", destination)
                .get("/sandbox/messages")
                .then()
                .statusCode(200);
    }

    private RequestSpecification as() {
        String token = service()
                .contentType(ContentType.JSON)
                .body("{\"companies\": [1], \"scope\": \"" + Sandbox.ALL_OF_REQUESTS + "\"}")
                .post("/sandbox/tokens")
                .then()
                .statusCode(200)
                .extract()
                .path("token");
        return service().auth().oauth2(token);
    }

    private RequestSpecification service() {
        return given().baseUri(replica.address().toString());
    }
}
