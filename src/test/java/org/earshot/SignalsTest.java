package org.earshot;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.earshot.testing.Sandbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator sees of the service: health, metrics and the ids by which a call is found in the log. */
@QuarkusTest
class SignalsTest {

    private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    @AfterEach
    void backToNormal() {
        Sandbox.failNext(0, "temporary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"live", "ready", "started"})
    void theServiceSaysThatItIsWell(String kind) {
        given().get("/q/health/" + kind)
                .then()
                .statusCode(200)
                .contentType(ContentType.JSON)
                .body("status", equalTo("UP"));
    }

    @Test
    void havingStartedMeansThatTheSchemaIsMigrated() {
        given().get("/q/health/started")
                .then()
                .body("checks.name", hasItem("Schema migrated and configuration accepted"));
    }

    @Test
    void whatWasSentAndWhatFailedIsCountedByChannel() {
        Sandbox.tick();
        double sent = figure("earshot_messages_sent_total", "email");
        double failed = figure("earshot_messages_failed_total", "email");
        Sandbox.asked(1, Sandbox.newAddress());
        assertEquals(sent + 1, figure("earshot_messages_sent_total", "email"));
        assertEquals(failed, figure("earshot_messages_failed_total", "email"));
        Sandbox.failNext(1, "permanent");
        Sandbox.asked(1, Sandbox.newAddress());
        assertEquals(sent + 1, figure("earshot_messages_sent_total", "email"));
        assertEquals(failed + 1, figure("earshot_messages_failed_total", "email"));
    }

    @Test
    void allFiguresAreThereForEachChannelFromTheStart() {
        for (String channel : new String[] {"email", "sms"}) {
            assertTrue(figure("earshot_messages_sent_total", channel) >= 0);
            assertTrue(figure("earshot_messages_failed_total", channel) >= 0);
            assertTrue(figure("earshot_queue_depth", channel) >= 0);
            assertTrue(figure("earshot_queue_oldest_due_age_seconds", channel) >= 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "A-Z.a_z-0", "0123456789012345678901234567890123456789012345678901234567890123"})
    void aCallersIdIsKept(String id) {
        for (String path : new String[] {"/sandbox/clock", "/nowhere", "/request/1", "/r/nobody"}) {
            given().header("X-Request-Id", id).get(path).then().header("X-Request-Id", id);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "two words",
                "jane@example.com",
                "<b>",
                "${x}",
                "01234567890123456789012345678901234567890123456789012345678901234"
            })
    void anIdThatCouldSpoilTheLogIsReplaced(String id) {
        given().header("X-Request-Id", id).get("/sandbox/clock").then().header("X-Request-Id", matchesPattern(UUID));
    }

    @Test
    void aCallWithoutAnIdGetsOne() {
        for (String path : new String[] {"/sandbox/clock", "/nowhere", "/request/1", "/r/nobody"}) {
            given().get(path).then().header("X-Request-Id", matchesPattern(UUID));
        }
    }

    private static double figure(String name, String channel) {
        String metrics =
                given().get("/q/metrics").then().statusCode(200).extract().asString();
        Matcher line = Pattern.compile("(?m)^" + name + "\\{channel=\"" + channel + "\"\\} (\\S+)$")
                .matcher(metrics);
        assertTrue(line.find(), name + " of " + channel + " is missing in\n" + metrics);
        return Double.parseDouble(line.group(1));
    }
}
