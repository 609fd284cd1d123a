package org.earshot.access;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.earshot.testing.Requests;
import org.earshot.testing.Sandbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class BearerTokenTest {

    private static final String LIST = "/request/list/1";

    @AfterEach
    void backToRealTime() {
        Sandbox.resetClock();
    }

    private static void refused(ValidatableResponse answer) {
        answer.statusCode(401)
                .contentType(ContentType.JSON)
                .header("WWW-Authenticate", "Bearer")
                .body("message", notNullValue())
                .body("$", not(hasKey("success")));
    }

    private static JwtClaimsBuilder claims() {
        return Jwt.issuer("earshot")
                .audience("earshot")
                .subject("a test")
                .claim("scope", "requests:read requests:write reviews:read")
                .claim("companies", List.of(1))
                .expiresAt(Clock.systemUTC().instant().plusSeconds(60));
    }

    private static ValidatableResponse with(String authorization) {
        return given().header("Authorization", authorization).get(LIST).then();
    }

    @Test
    @Tag("W2")
    void withoutATokenNothingIsToldAndNothingDone() {
        refused(given().get(LIST).then());
        refused(given().get("/request/1").then());
        refused(given().contentType(ContentType.JSON)
                .body(Requests.fields())
                .post("/request")
                .then());
        refused(given().contentType(ContentType.JSON)
                .body("{\"decision\":\"publish\"}")
                .post("/review/1/moderation")
                .then());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer x",
                "Bearer a.b.c",
                "Bearer eyJhbGciOiJub25lIn0.eyJzY29wZSI6InJlcXVlc3RzOnJlYWQifQ.",
                "Basic amFuZTpzZWNyZXQ=",
                "Token abc",
                "garbage"
            })
    @Tag("W2")
    void aMalformedTokenIsRefused(String authorization) {
        refused(with(authorization));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "bearer", "BEARER", "bEaReR"})
    @Tag("W2")
    void theSchemeIsReadInAnyCase(String scheme) {
        with(scheme + " " + claims().sign()).statusCode(200);
    }

    @Test
    @Tag("W2")
    void anExpiredTokenIsRefused() {
        Instant now = Clock.systemUTC().instant();
        refused(with("Bearer "
                + claims().issuedAt(now.minusSeconds(7200))
                        .expiresAt(now.minusSeconds(3600))
                        .sign()));
    }

    @Test
    @Tag("W2")
    void aTokenOfSomebodyElseIsRefused() throws NoSuchAlgorithmException {
        refused(with("Bearer " + claims().issuer("somebody else").sign()));
        refused(with("Bearer " + claims().audience("somebody else").sign()));
        KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
        keys.initialize(2048);
        refused(with("Bearer " + claims().sign(keys.generateKeyPair().getPrivate())));
    }

    @Test
    @Tag("W2")
    @Tag("W11")
    void aTokenCountsInTheHeaderAlone() {
        refused(given().queryParam("access_token", claims().sign()).get(LIST).then());
        refused(given().cookie("Bearer", claims().sign()).get(LIST).then());
    }

    @Test
    @Tag("W3")
    void aTokenWithoutThePermissionIsRefused() {
        refused(Sandbox.as("requests:write", 1).get(LIST).then());
        refused(Sandbox.as("requests:write", 1).get("/request/1").then());
        refused(Requests.post(Sandbox.token("requests:read", 1), Requests.fields())
                .then());
        refused(Sandbox.as("reviews:read", 1)
                .contentType(ContentType.JSON)
                .body("{\"decision\":\"publish\"}")
                .post("/review/1/moderation")
                .then());
        refused(with("Bearer " + claims().claim("scope", "requests:readers").sign()));
        refused(with("Bearer " + claims().claim("scope", "").sign()));
    }

    @Test
    @Tag("W3")
    void aTokenWithoutTheCompanyIsRefused() {
        refused(Sandbox.as(Sandbox.ALL_OF_REQUESTS, 2).get(LIST).then());
        refused(Requests.post(Sandbox.token(Sandbox.ALL_OF_REQUESTS, 2), Requests.fields())
                .then());
        refused(with("Bearer " + claims().claim("companies", List.of()).sign()));
    }

    @Test
    @Tag("W3")
    void aTokenMayReachSeveralCompaniesOrAll() {
        Sandbox.as(Sandbox.ALL_OF_REQUESTS, 2, 1).get(LIST).then().statusCode(200);
        Sandbox.as(Sandbox.ALL_OF_REQUESTS, "*").get(LIST).then().statusCode(200);
    }

    @Test
    @Tag("W3")
    @Tag("W6")
    void aForbiddenCallIsNotToldThatSomebodyWasAsked() {
        String jane = Sandbox.newAddress();
        Sandbox.ask(1, jane).then().statusCode(200);
        refused(Requests.post(Sandbox.token(Sandbox.ALL_OF_REQUESTS, 2), Requests.fields("destination", jane))
                .then()
                .body("message", equalTo("Your access token does not permit access to this company")));
        refused(Requests.post(Sandbox.token("requests:read", 1), Requests.fields("destination", jane))
                .then());
    }
}
