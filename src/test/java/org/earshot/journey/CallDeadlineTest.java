package org.earshot.journey;

import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.earshot.testing.Database;
import org.earshot.testing.Requests;
import org.earshot.testing.Sandbox;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A caller waits no longer than the deadline; the work goes on, and is not done twice. */
@QuarkusTest
@TestProfile(CallDeadlineTest.ShortDeadline.class)
@Tag("W1")
@Tag("W31")
class CallDeadlineTest {

    private static final String AT_WORK = """
            select count(*) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
              and state <> 'idle'
            """;

    /** Much shorter than a statement may take. */
    public static final class ShortDeadline implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("earshot.timeout.call", "500ms");
        }
    }

    @Inject
    DataSource dataSource;

    private static Response post(String token, String key, Map<String, Object> fields) {
        return RestAssured.given()
                .auth()
                .oauth2(token)
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(fields)
                .post("/request");
    }

    @Test
    void whatTookTooLongIsDoneAllTheSameAndOnce() {
        Database database = new Database(dataSource);
        String token = Sandbox.token(Sandbox.ALL_OF_REQUESTS, 1);
        String key = UUID.randomUUID().toString();
        Map<String, Object> fields = Requests.fields();
        Requests.posted(Requests.fields()); // whatever is slow the first time
        long before = database.number("select count(*) from feedback_request");
        Database.Lock held = database.lock("outbox");
        try (held) {
            post(token, key, fields)
                    .then()
                    .statusCode(503)
                    .contentType(ContentType.JSON)
                    .header("Retry-After", "5")
                    .body("message", containsString("may still be done"));
            post(token, key, fields).then().statusCode(409);
        }
        database.await(0, AT_WORK);
        assertEquals(before + 1, database.number("select count(*) from feedback_request"));
        post(token, key, fields).then().statusCode(200);
        assertEquals(before + 1, database.number("select count(*) from feedback_request"));
    }

    @Test
    @Tag("A33")
    void anExportIsNotHeldToIt() {
        String token = Sandbox.token("activity:read activity:write", 1);
        RestAssured.given()
                .auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body("""
                        {"activity_type": "visit", "rep": "7", "template_id": "t", "overall_satisfaction": 8}
                        """)
                .post("/v1/activity-feedback-v2")
                .then()
                .statusCode(201); // of nothing, a list is made without the table
        CompletableFuture<Integer> export;
        Database.Lock held = new Database(dataSource).lock("activity_feedback");
        try (held) {
            export = CompletableFuture.supplyAsync(
                    () -> get(token, "/v1/activity-feedback-v2/export").statusCode());
            for (int i = 0; i < 2; i++) {
                get(token, "/v1/activity-feedback-v2")
                        .then()
                        .statusCode(503)
                        .body("error", containsString("may still be done"));
            }
            assertFalse(export.isDone(), "it waits");
        }
        assertEquals(200, export.join());
    }

    private static Response get(String token, String path) {
        return RestAssured.given().auth().oauth2(token).get(path);
    }
}
