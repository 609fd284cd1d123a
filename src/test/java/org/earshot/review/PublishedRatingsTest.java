package org.earshot.review;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.earshot.review.Answers.Asked;
import org.earshot.testing.Requests;
import org.earshot.testing.Sandbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ratings without a word, where the operator lets them be published at once. */
@QuarkusTest
@TestProfile(PublishedRatingsTest.Allowed.class)
@Tag("W73")
class PublishedRatingsTest {

    public static final class Allowed implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("earshot.screening.publish-ratings-only", "true");
        }
    }

    @AfterEach
    void backToRealTime() {
        Sandbox.resetClock();
    }

    @Test
    void ratingsWithoutAWordArePublishedAtOnce() {
        Asked asked = Answers.ask(1);
        long review = Answers.answer(asked, "title", "", "text", " ");
        assertPublished(asked, review);
    }

    @Test
    void soAreThoseThatTheirAuthorConfirms() {
        Asked asked = Answers.ask(1);
        long review = Answers.accepted(asked, Answers.filledIn("title", "", "text", ""));
        Answers.read(1, review).then().body("status", equalTo("PENDING"));
        Answers.confirm(asked).then().statusCode(303);
        assertPublished(asked, review);
    }

    private static void assertPublished(Asked asked, long review) {
        Answers.read(1, review)
                .then()
                .body("status", equalTo("PUBLISHED"))
                .body("dates.verified", notNullValue())
                .body("dates.moderated", notNullValue())
                .body("dates.published", notNullValue())
                .body("flags", equalTo(List.of()));
        Answers.readAsAnybody(review).then().statusCode(200);
        Requests.get(1, asked.requestId())
                .then()
                .body("published", is(true))
                .body("dates.reviewPublished", notNullValue());
        Sandbox.as("reviews:read", 1)
                .get("/review/" + review + "/history")
                .then()
                .body("history.event", equalTo(List.of("SUBMITTED", "VERIFIED", "SCREENED")))
                .body("history[2].by", equalTo("screening"))
                .body("history[2].from", equalTo("VERIFIED"))
                .body("history[2].to", equalTo("PUBLISHED"))
                .body("history[2].reason", equalTo("RATINGS_ONLY"));
    }

    @Test
    void aSingleWordIsForModerators() {
        Answers.read(1, Answers.answer(Answers.ask(1), "title", "", "text", "Fine"))
                .then()
                .body("status", equalTo("VERIFIED"));
        Answers.read(1, Answers.answer(Answers.ask(1), "title", "Fine", "text", ""))
                .then()
                .body("status", equalTo("VERIFIED"));
    }
}
