package org.earshot.sandbox;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where the sandbox is not enabled, there is none. */
@QuarkusTest
@TestProfile(SandboxShutTest.Shut.class)
class SandboxShutTest {

    /** As production is, in this one point. */
    public static final class Shut implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("earshot.sandbox.enabled", "false");
        }
    }

    @Test
    void noneOfItsOperationsExists() {
        JsonPath document =
                given().queryParam("format", "json").get("/q/openapi").jsonPath();
        Map<String, Map<String, Object>> paths = document.getMap("paths");
        int tried = 0;
        for (var path : paths.entrySet()) {
            if (path.getKey().startsWith("/sandbox")) {
                for (String method : path.getValue().keySet()) {
                    given().contentType("application/json")
                            .body("{}")
                            .request(method.toUpperCase(Locale.ROOT), path.getKey())
                            .then()
                            .statusCode(404)
                            .body("message", equalTo("Not found"));
                    tried++;
                }
            }
        }
        assertTrue(tried >= 7, "the document names the sandbox's operations");
        given().get("/sandbox/mailbox").then().statusCode(404);
    }
}
