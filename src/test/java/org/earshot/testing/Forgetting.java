package org.earshot.testing;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;

/** What tests of redaction, erasure and retention have in common. */
public final class Forgetting {

    private static final int PATIENCE = 50;

    private Forgetting() {}

    /** Ticks until nothing is due any more: a tick takes on no more than a batch. */
    public static void tickUntilDone() {
        for (int ticks = 0; ticks < PATIENCE; ticks++) {
            int done = given().post("/sandbox/tick")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath()
                    .getInt("done");
            if (done == 0) {
                return;
            }
        }
        Assertions.fail("There is always something due");
    }

    /** A company that keeps requests for so many days, fewer than may be set, and reminds nobody; answers with its number. */
    public static int companyThatKeeps(int days) {
        int id = Tenants.with("reminderDays", List.of());
        Tenants.change(Database.ofService(), id, "retentionDays", Integer.toString(days));
        return id;
    }

    /** Answers without giving the name, as a person who takes a minute. */
    public static void answeredAnonymously(String linkPath) {
        String proof = Sandbox.proof(linkPath);
        Sandbox.advance(Duration.ofMinutes(1));
        given().redirects()
                .follow(false)
                .formParam("proof", proof)
                .formParam("rating_1", 2)
                .formParam("rating_2", 2)
                .formParam("rating_3", 3)
                .formParam("title", "Could be better")
                .formParam("text", "I had to wait.")
                .formParam("anonymous", "true")
                .post(linkPath)
                .then()
                .statusCode(303);
    }

    /** Asks what is kept of a person, or for its export or erasure; answers with the response. */
    public static Response privacy(int company, String verb, String type, String destination) {
        return Sandbox.as("company:admin", company)
                .contentType(ContentType.JSON)
                .body(Map.of("type", type, "destination", destination))
                .post("/company/" + company + "/privacy/" + verb);
    }
}
