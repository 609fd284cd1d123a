package org.earshot.testing;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The running service's sandbox, over HTTP alone, so that the same tests serve the packaged and the native service. */
public final class Sandbox {

    public static final String ALL_OF_REQUESTS = "requests:write requests:read";
    public static final String ALL_OF_REVIEWS = "reviews:read reviews:moderate";

    private Sandbox() {}

    /** A token for these companies. */
    public static String token(String scope, Object... companies) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("companies", List.of(companies), "scope", scope))
                .post("/sandbox/tokens")
                .then()
                .statusCode(200)
                .extract()
                .path("token");
    }

    /** A call with a token for these companies. */
    public static RequestSpecification as(String scope, Object... companies) {
        return given().auth().oauth2(token(scope, companies));
    }

    /** An address that no other test uses. */
    public static String newAddress() {
        return "jane." + UUID.randomUUID() + "@example.com";
    }

    /** Does everything that is due. */
    public static void tick() {
        given().post("/sandbox/tick").then().statusCode(200);
    }

    /** What time it is for the service, in whole seconds. */
    public static Instant now() {
        return Instant.parse(
                given().get("/sandbox/clock").then().statusCode(200).extract().path("now"));
    }

    /** Moves the service's clock on. */
    public static void advance(Duration step) {
        given().contentType(ContentType.JSON)
                .body(Map.of("advance", step.toString()))
                .post("/sandbox/clock")
                .then()
                .statusCode(200);
    }

    /** Sets the service's clock back to real time. */
    public static void resetClock() {
        given().delete("/sandbox/clock").then().statusCode(200);
    }

    /** Lets the next messages fail: temporary, permanent or timeout. */
    public static void failNext(int messages, String outcome) {
        given().contentType(ContentType.JSON)
                .body(Map.of("next", messages, "outcome", outcome))
                .put("/sandbox/faults")
                .then()
                .statusCode(200);
    }

    /** What this recipient got, newest first. */
    public static JsonPath messages(String destination) {
        return given().queryParam("destination", destination)
                .get("/sandbox/messages")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** The path of the personal link in the newest message that this recipient got. */
    public static String linkPath(String destination) {
        return URI.create(messages(destination).getString("[0].link")).getPath();
    }

    /** The path of the opt-out link in the newest message that this recipient got. */
    public static String optOutPath(String destination) {
        return URI.create(messages(destination).getString("[0].optOut")).getPath();
    }

    /** Asks by email, as company 1 or another; answers with the response. */
    public static Response ask(int company, String destination) {
        return as(ALL_OF_REQUESTS, company)
                .formParam("company", company)
                .formParam("type", "email")
                .formParam("name", "Jane Doe")
                .formParam("destination", destination)
                .formParam("platform", "auto")
                .post("/request");
    }

    /** Asks by email and lets the message leave; answers with the request's number. */
    public static long asked(int company, String destination) {
        long id = ask(company, destination)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getLong("id");
        tick();
        return id;
    }

    /** The hidden proof on the page behind a link. */
    public static String proof(String linkPath) {
        return given().get(linkPath)
                .then()
                .statusCode(200)
                .extract()
                .htmlPath()
                .getString("**.find { it.@name == 'proof' }.@value");
    }

    /** Answers as a person would, who takes a minute; answers with the review's number. */
    public static long answered(long requestId, int company, String linkPath) {
        String proof = proof(linkPath);
        advance(Duration.ofMinutes(1));
        given().redirects()
                .follow(false)
                .formParam("proof", proof)
                .formParam("rating_1", 5)
                .formParam("rating_2", 4)
                .formParam("rating_3", 4)
                .formParam("title", "Well looked after")
                .formParam("text", "They took their time.")
                .post(linkPath)
                .then()
                .statusCode(303);
        return as(ALL_OF_REQUESTS, company)
                .get("/request/" + requestId)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getLong("rv_id");
    }

    /** Decides on a review as a moderator of this company; answers with the response. */
    public static Response moderate(int company, long reviewId, String decision) {
        return as(ALL_OF_REVIEWS, company)
                .contentType(ContentType.JSON)
                .body(Map.of("decision", decision, "reason", "a test"))
                .post("/review/" + reviewId + "/moderation");
    }
}
