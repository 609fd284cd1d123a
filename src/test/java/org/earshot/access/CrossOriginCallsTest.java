package org.earshot.access;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsStringIgnoringCase;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import io.restassured.response.ValidatableResponse;
import org.earshot.testing.Requests;
import org.earshot.testing.Sandbox;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Browsers call the API from the origins that are configured, and from no others (W10). */
@QuarkusTest
@Tag("W10")
class CrossOriginCallsTest {

    private static final String OURS = "https://console.example";
    private static final String FOREIGN = "https://elsewhere.example";

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE"})
    void aPreflightAllowsEveryMethodOfTheApi(String method) {
        preflight(OURS, method, "authorization")
                .statusCode(204)
                .header("Access-Control-Allow-Origin", equalTo(OURS))
                .header("Access-Control-Allow-Methods", containsStringIgnoringCase(method));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "authorization",
                "api-key",
                "content-type",
                "accept",
                "limit",
                "datefrom",
                "dateto",
                "ratings",
                "idempotency-key"
            })
    void aPreflightAllowsEveryHeaderOfTheApi(String header) {
        preflight(OURS, "GET", header).header("Access-Control-Allow-Headers", containsStringIgnoringCase(header));
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Total-Count", "Link", "Retry-After", "WWW-Authenticate"})
    void scriptsMayReadTheHeadersOfAnAnswer(String header) {
        Sandbox.as("requests:read", 1)
                .header("Origin", OURS)
                .get("/request/list/1")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", equalTo(OURS))
                .header("Access-Control-Expose-Headers", containsStringIgnoringCase(header));
    }

    @Test
    void scriptsMayReadRefusalsToo() {
        given().header("Origin", OURS)
                .get("/request/1")
                .then()
                .statusCode(401)
                .header("Access-Control-Allow-Origin", equalTo(OURS));
    }

    @Test
    void aPreflightFromElsewhereAllowsNothing() {
        preflight(FOREIGN, "POST", "authorization").header("Access-Control-Allow-Origin", nullValue());
    }

    @Test
    void aCallFromElsewhereIsAnsweredButNotToScripts() {
        long id = Requests.posted(Requests.fields());
        Sandbox.as("requests:read", 1)
                .header("Origin", FOREIGN)
                .get("/request/" + id)
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", nullValue());
    }

    private static ValidatableResponse preflight(String origin, String method, String header) {
        return given().header("Origin", origin)
                .header("Access-Control-Request-Method", method)
                .header("Access-Control-Request-Headers", header)
                .request(Method.OPTIONS, "/request/1")
                .then();
    }
}
