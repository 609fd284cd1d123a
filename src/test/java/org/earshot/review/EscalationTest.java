package org.earshot.review;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.earshot.testing.Sandbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /review/{id}/escalation}: a company disputes a review. */
@QuarkusTest
@Tag("W71")
class EscalationTest {

    @AfterEach
    void backToRealTime() {
        Sandbox.resetClock();
    }

    @Test
    @Tag("W54")
    void aDisputeSetsItsDateAndNothingElseThatIsSeen() {
        long review = Reviews.published(1);
        JsonPath before = Answers.read(1, review).jsonPath();
        assertNull(before.getString("dates.escalated"));
        String open = Answers.readAsAnybody(review).asString();
        Sandbox.advance(Duration.ofMinutes(5));
        JsonPath answer = Reviews.escalate(1, review, "We have no patient of this name")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        JsonPath after = Answers.read(1, review).jsonPath();
        assertEquals(answer.getMap("$"), after.getMap("$"));
        assertNotNull(after.getString("dates.escalated"));
        assertEquals("PUBLISHED", after.getString("status"));
        Map<String, Object> dates = after.getMap("dates");
        dates.put("escalated", null);
        assertEquals(before.getMap("dates"), dates);
        assertEquals(open, Answers.readAsAnybody(review).asString(), "the public sees no dispute");
    }

    @Test
    void onlyAPublishedReviewIsDisputed() {
        long review = Answers.answer(Answers.ask(1));
        for (String decision : List.of("restrict", "investigate", "reject")) {
            Reviews.escalate(1, review, "Untrue")
                    .then()
                    .statusCode(409)
                    .body("message", instanceOf(String.class))
                    .body("errors.status", instanceOf(String.class));
            Sandbox.moderate(1, review, decision).then().statusCode(200);
        }
        Reviews.escalate(1, review, "Untrue").then().statusCode(409);
        Answers.read(1, review).then().body("dates.escalated", nullValue());
        Sandbox.moderate(1, review, "publish").then().statusCode(200);
        Reviews.escalate(1, review, "Untrue").then().statusCode(200);
    }

    @Test
    void aReviewIsDisputedOnceWhateverWasDecidedSince() {
        long review = Reviews.published(1);
        Reviews.escalate(1, review, "Untrue").then().statusCode(200);
        String at = Answers.read(1, review).path("dates.escalated");
        Sandbox.advance(Duration.ofMinutes(5));
        Reviews.escalate(1, review, "Untrue, as we said")
                .then()
                .statusCode(409)
                .body("errors.escalated", equalTo("was at " + at));
        Sandbox.moderate(1, review, "investigate").then().statusCode(200);
        Sandbox.moderate(1, review, "publish").then().statusCode(200);
        Reviews.escalate(1, review, "Still untrue").then().statusCode(409);
        Answers.read(1, review).then().body("dates.escalated", equalTo(at)).body("status", equalTo("PUBLISHED"));
    }

    @Test
    @Tag("W51")
    void aDecisionTakenWithoutKnowingOfTheDisputeIsRefused() {
        long review = Reviews.published(1);
        int read = Answers.read(1, review).path("revision");
        int now = Reviews.escalate(1, review, "Untrue").path("revision");
        decide(review, Map.of("decision", "restrict", "revision", read)).statusCode(409);
        decide(review, Map.of("decision", "restrict", "revision", now)).statusCode(200);
    }

    private static ValidatableResponse decide(long review, Map<String, Object> body) {
        return Sandbox.as("reviews:moderate", 1)
                .contentType(ContentType.JSON)
                .body(body)
                .post(Reviews.path(review, "/moderation"))
                .then();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{}",
                "{\"reason\":null}",
                "{\"reason\":\" \"}",
                "{\"reason\":7}",
                "{\"reason\":\"a\\u0000b\"}"
            })
    void aDisputeHasAReason(String body) {
        long review = Reviews.published(1);
        Reviews.admin(1)
                .body(body)
                .post(Reviews.path(review, "/escalation"))
                .then()
                .statusCode(422)
                .body("message", instanceOf(String.class));
        Reviews.escalate(1, review, "x".repeat(2001)).then().statusCode(422).body("errors.key", equalTo("reason"));
        Answers.read(1, review).then().body("dates.escalated", nullValue());
        Reviews.escalate(1, review, "x".repeat(2000)).then().statusCode(200);
    }
}
