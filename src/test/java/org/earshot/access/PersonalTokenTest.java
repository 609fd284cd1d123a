package org.earshot.access;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.DisabledOnIntegrationTest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.earshot.testing.Database;
import org.earshot.testing.Inside;
import org.earshot.testing.Reactive;
import org.earshot.testing.Requests;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Tenants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Tag("W78")
class PersonalTokenTest {

    private static final String ADMIN = "company:admin requests:read reviews:read";

    private final ObjectMapper json = new ObjectMapper();

    private int company;

    @BeforeEach
    void takeACompanyOn() {
        company = Tenants.plain();
    }

    @Test
    void theTokenIsShownOnceWithAllThatIsKnownOfIt() {
        Response answer = issue(wish());
        JsonPath issued = answer.then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body(
                        "keySet()",
                        equalTo(Set.of(
                                "id",
                                "name",
                                "scope",
                                "companies",
                                "created",
                                "expires",
                                "created_by",
                                "last_used",
                                "revoked",
                                "token")))
                .body("name", equalTo("Till 4"))
                .body("scope", equalTo("requests:read reviews:read"))
                .body("companies", equalTo(List.of(company)))
                .body("created_by", equalTo("Earshot"))
                .body("last_used", nullValue())
                .body("revoked", nullValue())
                .extract()
                .jsonPath();
        assertEquals(
                Duration.ofHours(1),
                Duration.between(Instant.parse(issued.getString("created")), Instant.parse(issued.getString("expires")))
                        .plusSeconds(2)
                        .truncatedTo(ChronoUnit.HOURS));
        list().then()
                .statusCode(200)
                .body("tokens.size()", equalTo(1))
                .body("tokens[0]", not(hasKey("token")))
                .body("tokens[0].id", equalTo(issued.getString("id")))
                .body("tokens[0].expires", equalTo(issued.getString("expires")))
                .body(not(containsString(issued.getString("token"))));
    }

    @Test
    void theTokenSaysWhatItsEntrySays() throws JsonProcessingException {
        JsonPath issued = issue(wish()).jsonPath();
        JsonNode claims = json.readTree(new String(
                Base64.getUrlDecoder().decode(issued.getString("token").split("\\.", -1)[1]), StandardCharsets.UTF_8));
        assertEquals(issued.getString("id"), claims.path("jti").textValue());
        assertEquals("earshot", claims.path("iss").textValue());
        assertEquals("earshot", claims.path("aud").textValue());
        assertEquals("Till 4", claims.path("name").textValue());
        assertEquals(
                Instant.parse(issued.getString("created")).getEpochSecond(),
                claims.path("iat").longValue());
        assertEquals(
                Instant.parse(issued.getString("expires")).getEpochSecond(),
                claims.path("exp").longValue());
    }

    @Test
    void theTokenOpensWhatItIsForAndNothingElse() {
        String token = issue(wish()).path("token");
        calls(token).statusCode(200);
        given().auth().oauth2(token).get("/request/list/1").then().statusCode(401);
        refused(given().auth()
                .oauth2(token)
                .get("/company/" + company + "/tokens")
                .then());
    }

    @Test
    @Tag("W2")
    void aRevokedTokenIsRefusedAtItsNextCall() {
        JsonPath issued = issue(wish()).jsonPath();
        String token = issued.getString("token");
        calls(token).statusCode(200);
        revoke(issued.getString("id"))
                .then()
                .statusCode(200)
                .body("id", equalTo(issued.getString("id")))
                .body("revoked", notNullValue())
                .body("$", not(hasKey("token")));
        refused(calls(token));
        refused(given().auth().oauth2(token).body("{broken").post("/request").then());
    }

    @Test
    @Tag("W46")
    void aRevokedTokenNeverCountsAsNone() {
        JsonPath issued = issue(wish()).jsonPath();
        revoke(issued.getString("id")).then().statusCode(200);
        refused(given().auth()
                .oauth2(issued.getString("token"))
                .get("/review/999999999")
                .then());
        given().get("/review/999999999").then().statusCode(404);
    }

    @Test
    @DisabledOnIntegrationTest
    void aReplicaWithFreshKnowledgeRefusesToo() {
        Reactive.await(Inside.bean(RevokedTokens.class).refresh());
        JsonPath issued = issue(wish()).jsonPath();
        calls(issued.getString("token")).statusCode(200);
        revoke(issued.getString("id")).then().statusCode(200);
        refused(calls(issued.getString("token")));
        Reactive.await(Inside.bean(RevokedTokens.class).refresh());
        refused(calls(issued.getString("token")));
    }

    @Test
    @DisabledOnIntegrationTest
    void whatAnotherReplicaRevokedIsRefusedAfterTheNextLook() {
        JsonPath issued = issue(wish()).jsonPath();
        Reactive.await(Inside.bean(RevokedTokens.class).refresh());
        calls(issued.getString("token")).statusCode(200);
        Database.ofService()
                .run("update personal_token set revoked_at = clock_timestamp() where id = ?", issued.getString("id"));
        Reactive.await(Inside.bean(RevokedTokens.class).refresh());
        refused(calls(issued.getString("token")));
    }

    @Test
    @Tag("W1")
    void aTokenThatCannotBeCheckedIsToldToComeBack() {
        String token = issue(wish()).path("token");
        try (Database.Lock table = Database.ofService().lock("personal_token")) {
            calls(token)
                    .statusCode(503)
                    .contentType(ContentType.JSON)
                    .header("Retry-After", "5")
                    .body("keySet()", equalTo(Set.of("message")));
        }
        calls(token).statusCode(200);
    }

    @Test
    void revokingAgainChangesNothing() {
        String id = issue(wish()).path("id");
        String first = revoke(id).path("revoked");
        revoke(id).then().statusCode(200).body("revoked", equalTo(first));
        list().then().body("tokens[0].revoked", equalTo(first));
    }

    @Test
    @Tag("W5")
    void whatIsNoTokenOfTheCompanyIsNotFound() {
        String foreign = issue(wish()).path("id");
        company = Tenants.plain();
        for (String id : List.of(foreign, PersonalTokenId.next(), "1", "pat_", "pat_" + "G".repeat(32), "%00")) {
            given().urlEncodingEnabled(false)
                    .auth()
                    .oauth2(Sandbox.token("company:admin", company))
                    .delete("/company/" + company + "/tokens/" + id)
                    .then()
                    .statusCode(404)
                    .body("keySet()", equalTo(Set.of("message")));
        }
        as("company:admin", company)
                .delete("/company/abc/tokens/" + foreign)
                .then()
                .statusCode(404);
    }

    @Test
    void noTokenGoesBeyondTheOneItIsMadeWith() {
        issue(Map.of("name", "a", "scope", "requests:read requests:write", "expires", inOneHour()))
                .then()
                .statusCode(422)
                .body("errors.scope", containsString("requests:write"))
                .body("errors.key", equalTo("scope"));
        issue(Map.of("name", "a", "scope", "requests:read", "days", 2))
                .then()
                .statusCode(422)
                .body("errors.days", containsString("must not go beyond"));
        list().then().body("tokens.size()", equalTo(0));
    }

    @Test
    void aPersonalTokenMakesOthersWithinItself() {
        String expires = inOneHour();
        String first = issue(Map.of("name", "first", "scope", "company:admin requests:read", "expires", expires))
                .path("token");
        Map<String, Object> second = Map.of("name", "second", "scope", "requests:read", "expires", expires);
        given().auth()
                .oauth2(first)
                .contentType(ContentType.JSON)
                .body(second)
                .post("/company/" + company + "/tokens")
                .then()
                .statusCode(200)
                .body("created_by", equalTo("first"));
        given().auth()
                .oauth2(first)
                .contentType(ContentType.JSON)
                .body(Map.of("name", "third", "scope", "reviews:read", "days", 1))
                .post("/company/" + company + "/tokens")
                .then()
                .statusCode(422)
                .body("errors.keySet()", equalTo(Set.of("scope", "days", "key", "value")));
    }

    @Test
    void anUnreadableBodyComesBeforeTheCompanyAndTheCompanyBeforeTheFields() {
        as("company:admin", company)
                .body("{broken")
                .post("/company/1/tokens")
                .then()
                .statusCode(422)
                .body("errors.key", equalTo("body"));
        as("company:admin", company).body("{}").post("/company/1/tokens").then().statusCode(401);
        as("company:admin", "*")
                .body("{}")
                .post("/company/999999/tokens")
                .then()
                .statusCode(401);
        as("company:admin", "*").get("/company/999999/tokens").then().statusCode(401);
        as("company:admin", "*")
                .delete("/company/999999/tokens/" + PersonalTokenId.next())
                .then()
                .statusCode(401);
    }

    @Test
    @Tag("W43")
    void theListIsPagedNewestFirst() {
        for (String name : List.of("a", "b", "c")) {
            String id = issue(Map.of("name", name, "scope", "requests:read", "expires", inOneHour()))
                    .path("id");
            Database.ofService()
                    .run(
                            "update personal_token set created_at = created_at - make_interval(mins => ?) where id = ?",
                            10 - name.charAt(0) % 10,
                            id);
        }
        as("company:admin", company)
                .get("/company/" + company + "/tokens?limit=2")
                .then()
                .statusCode(200)
                .header("X-Total-Count", "3")
                .header("Link", containsString("</company/" + company + "/tokens?limit=2&page=2>; rel=\"next\""))
                .body("tokens.name", equalTo(List.of("c", "b")));
        as("company:admin", company)
                .get("/company/" + company + "/tokens?limit=2&page=2")
                .then()
                .body("tokens.name", equalTo(List.of("a")));
        as("company:admin", company)
                .get("/company/" + company + "/tokens?limit=0&page=x")
                .then()
                .statusCode(422)
                .body("errors.keySet()", equalTo(Set.of("limit", "page", "key", "value")));
    }

    @Test
    void itsLastUseIsNotedAtMostOnceAMinute() {
        JsonPath issued = issue(wish()).jsonPath();
        calls(issued.getString("token")).statusCode(200);
        list().then().body("tokens[0].last_used", nullValue());
        Sandbox.tick();
        String used = list().then().extract().path("tokens[0].last_used");
        assertTrue(Duration.between(Instant.parse(used), Clock.systemUTC().instant())
                        .compareTo(Duration.ofMinutes(1))
                < 0);
        String before = stored("last_used_at");
        calls(issued.getString("token")).statusCode(200);
        Sandbox.tick();
        assertEquals(before, stored("last_used_at"));
    }

    @Test
    void theTokenItselfIsStoredNowhere() {
        String token = issue(wish()).path("token");
        assertEquals(
                0,
                Database.ofService()
                        .number("select count(*) from personal_token t where t::text like ?", "%" + token + "%"));
        assertEquals(
                0,
                Database.ofService()
                        .number(
                                "select count(*) from personal_token t where t::text like ?",
                                "%" + token.split("\\.", -1)[2] + "%"));
    }

    @Test
    void tokensThatAreNotRegisteredGoOnWorking() {
        String token = Sandbox.token("requests:read", company);
        calls(token).statusCode(200);
        list().then().body("tokens.size()", equalTo(0));
    }

    private Map<String, Object> wish() {
        return Requests.changed(
                new LinkedHashMap<>(), "name", "Till 4", "scope", "reviews:read requests:read", "expires", inOneHour());
    }

    private static String inOneHour() {
        return Clock.systemUTC().instant().plus(Duration.ofHours(1)).toString();
    }

    private Response issue(Map<String, Object> fields) {
        return as(ADMIN, company).body(fields).post("/company/" + company + "/tokens");
    }

    private Response list() {
        return as("company:admin", company).get("/company/" + company + "/tokens");
    }

    private Response revoke(String id) {
        return as("company:admin", company).delete("/company/" + company + "/tokens/" + id);
    }

    private ValidatableResponse calls(String token) {
        return given().auth().oauth2(token).get("/request/list/" + company).then();
    }

    private String stored(String column) {
        return Database.ofService()
                .rows("select " + column + " from personal_token where company_id = " + company)
                .get(0);
    }

    private static RequestSpecification as(String scope, Object company) {
        return Sandbox.as(scope, company).contentType(ContentType.JSON);
    }

    private static void refused(ValidatableResponse answer) {
        answer.statusCode(401)
                .contentType(ContentType.JSON)
                .header("WWW-Authenticate", "Bearer")
                .body("keySet()", equalTo(Set.of("message")));
    }
}
