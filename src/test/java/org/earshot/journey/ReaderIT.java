package org.earshot.journey;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.earshot.testing.Database;
import org.earshot.testing.OwnPostgres;
import org.earshot.testing.Patience;
import org.earshot.testing.Replica;
import org.earshot.testing.TokenKeyFiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service with a read replica: a standby that streams from the primary, late at times and away at others. */
class ReaderIT {

    private static final String FEEDBACK = "/v1/activity-feedback-v2";

    /** All that may be read from the replica. */
    private static final List<String> FROM_THE_READER = List.of(
            FEEDBACK + "/analytics/detailed",
            FEEDBACK + "/analytics/detailed?activity_type=call&rep=r1",
            FEEDBACK + "/analytics/nps?group_by=rep",
            FEEDBACK + "/analytics/nps?group_by=rep&activity_type=call",
            FEEDBACK + "/export?format=ndjson");

    private static final Duration REPLAYED = Duration.ofSeconds(20);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    private OwnPostgres primary;
    private OwnPostgres standby;
    private Replica replica;
    private String token;

    @BeforeEach
    void start() {
        primary = OwnPostgres.in(directory.resolve("primary"));
        standby = OwnPostgres.standbyOf(primary, directory.resolve("standby"));
        Map<String, String> settings = new HashMap<>(Replica.settings(primary, TokenKeyFiles.in(directory)));
        settings.put("earshot.database.reader.address", standby.address());
        replica = new Replica("replica", directory, settings);
        replica.start();
        replica.awaitReady();
        token = given().contentType(ContentType.JSON)
                .body(Map.of("companies", List.of(1), "scope", "activity:read activity:write"))
                .post(replica.address() + "/sandbox/tokens")
                .path("token");
    }

    @AfterEach
    void end() {
        replica.close();
        standby.close();
        primary.close();
    }

    private Response get(String path) {
        return given().auth().oauth2(token).get(replica.address() + path);
    }

    private void record() {
        given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "activity_type",
                        "call",
                        "rep",
                        "r1",
                        "template_id",
                        "t1",
                        "overall_satisfaction",
                        9,
                        "nps_score",
                        9,
                        "responses",
                        List.of()))
                .post(replica.address() + FEEDBACK)
                .then()
                .statusCode(201);
    }

    private int counted() {
        return get(FEEDBACK + "/analytics/detailed")
                .then()
                .statusCode(200)
                .extract()
                .path("data.summary.total_feedback");
    }

    private int exported() {
        return (int) get(FEEDBACK + "/export?format=ndjson")
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .count();
    }

    private int listed() {
        return Integer.parseInt(get(FEEDBACK).then().statusCode(200).extract().header("X-Total-Count"));
    }

    private void awaitCounted(int expected) {
        assertTrue(Patience.until(REPLAYED, () -> counted() == expected), () -> counted() + " are counted");
    }

    @Test
    void analyticsAndExportsShowWhatTheReplicaHasHeardOf() {
        record();
        awaitCounted(1);
        Database follower = new Database(standby.dataSource());
        follower.rows("select pg_wal_replay_pause()::text");
        record();
        assertEquals(1, counted());
        assertEquals(1, exported());
        assertEquals(2, listed());
        follower.rows("select pg_wal_replay_resume()::text");
        awaitCounted(2);
        assertEquals(2, exported());
        FROM_THE_READER.forEach(path -> get(path).then().statusCode(200));
    }

    @Test
    void aReplicaThatIsAwayTakesNothingElseAlong() {
        record();
        awaitCounted(1);
        standby.stopFast();
        FROM_THE_READER.forEach(path -> assertEquals(503, get(path).statusCode(), path));
        assertTrue(replica.isReady());
        record();
        assertEquals(2, listed());
        standby.startAgain();
        assertTrue(Patience.until(
                REPLAYED, () -> get(FEEDBACK + "/analytics/detailed").statusCode() == 200));
        awaitCounted(2);
        assertFalse(replica.log().contains("A call failed unexpectedly"), replica::log);
    }
}
