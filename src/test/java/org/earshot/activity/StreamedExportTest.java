package org.earshot.activity;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.earshot.testing.Database;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Tenants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Exports that are large, over HTTP: how they come. What is read of the database is counted while somebody else takes a
 * whole export, which is time enough to read all of it for one who pauses, too.
 */
@QuarkusTest
@Tag("A33")
class StreamedExportTest {

    private static final int MANY = 20_000;
    private static final int BATCHES = MANY / 100;

    /** A socket takes some megabytes, which are some dozens of batches. */
    private static final int FEW = BATCHES / 2;

    private static final String EXPORT = Feedbacks.PATH + "/export";
    private static final String TEXT = "Very helpful. ".repeat(150);

    private Database database;
    private int company;
    private String token;

    @BeforeEach
    void muchFeedback() {
        database = Database.ofService();
        company = Tenants.plain();
        token = Sandbox.token(Feedbacks.ALL, company);
        ManyFeedbacks.insert(database, company, MANY, TEXT);
    }

    @AfterEach
    void tidyUp() {
        ManyFeedbacks.delete(database, company);
    }

    private void takeAll() throws IOException {
        try (ExportReader reader = new ExportReader(token, "?format=csv")) {
            assertEquals(MANY + 1, reader.rest());
        }
    }

    /** How often a connection to the database was taken so far, for whatever. */
    private static long connectionsTaken() {
        return Math.round(sum("sql_pool_completed_total"));
    }

    private static double sum(String metric) {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(metric))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Test
    void whatNobodyReadsIsNotFetched() throws IOException {
        long before = connectionsTaken();
        try (ExportReader paused = new ExportReader(token, "")) {
            takeAll();
            long taken = connectionsTaken() - before;
            assertTrue(taken > BATCHES, "counted: " + taken);
            assertTrue(taken < BATCHES + FEW, "fetched for somebody who pauses: " + (taken - BATCHES));
            assertEquals(MANY, paused.rest());
        }
    }

    @Test
    void whoLeavesEndsTheWalk() throws IOException {
        try (ExportReader leaving = new ExportReader(token, "")) {
            takeAll();
        }
        long before = connectionsTaken();
        takeAll();
        long taken = connectionsTaken() - before;
        assertTrue(taken < BATCHES + FEW, "fetched for nobody: " + (taken - BATCHES));
    }

    @Test
    void theHeadersAloneDoNotTakeAWalk() {
        long before = connectionsTaken();
        given().auth().oauth2(token).head(EXPORT).then().statusCode(200).body(emptyString());
        long taken = connectionsTaken() - before;
        assertTrue(taken < 10, "fetched for nobody: " + taken);
    }

    @Test
    void readersWhoPauseHoldNoConnections() throws IOException {
        List<ExportReader> paused = new ArrayList<>();
        try {
            for (int i = 0; i < 30; i++) {
                paused.add(new ExportReader(token, ""));
            }
            takeAll();
            assertEquals(0, sum("sql_pool_active"));
            given().auth()
                    .oauth2(token)
                    .get(Feedbacks.PATH)
                    .then()
                    .statusCode(200)
                    .body("success", equalTo(true));
        } finally {
            for (ExportReader each : paused) {
                each.close();
            }
        }
    }

    @Test
    void whatIsDeletedBeforeItIsReadIsNotInIt() throws IOException {
        try (ExportReader paused = new ExportReader(token, "")) {
            takeAll();
            ManyFeedbacks.delete(database, company);
            long read = paused.rest();
            assertTrue(read >= 100 && read < MANY / 2, "read " + read);
        }
    }

    @Test
    void anExportThatCannotGoOnBreaksOff() throws IOException {
        try (ExportReader paused = new ExportReader(token, "")) {
            database.run("alter table activity_feedback rename column responses to lost");
            try {
                given().auth()
                        .oauth2(token)
                        .get(EXPORT)
                        .then()
                        .statusCode(500)
                        .contentType("application/json")
                        .body("success", equalTo(false));
                assertThrows(EOFException.class, paused::rest);
            } finally {
                database.run("alter table activity_feedback rename column lost to responses");
            }
        }
        takeAll();
    }
}
