package org.earshot.review;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.earshot.testing.Sandbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /review/{id}/reply}: what a company answers, and whether the public hears of it. */
@QuarkusTest
@Tag("W72")
class ReplyTest {

    @AfterEach
    void backToRealTime() {
        Sandbox.resetClock();
    }

    /** What the company and the public see: whether there is a published reply. */
    private static void assertHasReply(long review, boolean expected) {
        Answers.read(1, review).then().body("has_reply", is(expected));
        Answers.readAsAnybody(review).then().statusCode(200).body("has_reply", is(expected));
    }

    @Test
    @Tag("W8")
    @Tag("W52")
    void aReplyCountsOnceModeratorsPublishedIt() {
        long review = Reviews.published(1);
        Reviews.readReply(1, review).then().statusCode(404);
        Reviews.reply(1, review, " Thank you,\nJane. ")
                .then()
                .statusCode(200)
                .body("keySet()", equalTo(Set.of("status", "revision", "text", "dates")))
                .body("status", equalTo("PENDING"))
                .body("revision", is(1))
                .body("text", equalTo("Thank you,\nJane."))
                .body("dates.keySet()", equalTo(Set.of("created", "updated", "moderated", "published")))
                .body("dates.created", notNullValue())
                .body("dates.moderated", nullValue())
                .body("dates.published", nullValue());
        assertHasReply(review, false);
        Reviews.moderateReply(1, review, "publish")
                .then()
                .statusCode(200)
                .body("status", equalTo("PUBLISHED"))
                .body("dates.published", notNullValue());
        assertHasReply(review, true);
        Answers.readAsAnybody(review).then().body(not(containsString("Thank you")));
        Reviews.moderateReply(1, review, "reject").then().statusCode(200).body("status", equalTo("REJECTED"));
        assertHasReply(review, false);
        Reviews.moderateReply(1, review, "publish").then().statusCode(200);
        assertHasReply(review, true);
        Map<String, Object> read = Reviews.readReply(1, review).jsonPath().getMap("$");
        assertEquals("Thank you,\nJane.", read.get("text"));
        assertEquals(4, read.get("revision"));
    }

    @Test
    @Tag("W52")
    void editedWordsHaveToBeReadAgain() {
        long review = Reviews.published(1);
        Reviews.reply(1, review, "Thank you").then().statusCode(200);
        Reviews.moderateReply(1, review, "publish").then().statusCode(200);
        Sandbox.advance(Duration.ofMinutes(1));
        Reviews.changeReply(1, review, "Thank you so much")
                .then()
                .statusCode(200)
                .body("status", equalTo("PENDING"))
                .body("text", equalTo("Thank you so much"))
                .body("revision", is(3))
                .body("dates.moderated", nullValue())
                .body("dates.published", nullValue());
        assertHasReply(review, false);
        Reviews.moderateReply(1, review, "reject").then().statusCode(200);
        Reviews.changeReply(1, review, "Thanks").then().statusCode(200).body("status", equalTo("PENDING"));
        Reviews.moderateReply(1, review, "publish").then().statusCode(200);
        assertHasReply(review, true);
    }

    @Test
    @Tag("W52")
    void aWithdrawnReplyIsGone() {
        long review = Reviews.published(1);
        Reviews.reply(1, review, "Thank you").then().statusCode(200);
        Reviews.moderateReply(1, review, "publish").then().statusCode(200);
        Reviews.withdrawReply(1, review).then().statusCode(200).body("text", equalTo("Thank you"));
        assertHasReply(review, false);
        Reviews.readReply(1, review).then().statusCode(404);
        Reviews.withdrawReply(1, review).then().statusCode(404);
        Reviews.changeReply(1, review, "Thanks").then().statusCode(404);
        Reviews.moderateReply(1, review, "publish").then().statusCode(404);
        Reviews.reply(1, review, "Thanks").then().statusCode(200).body("status", equalTo("PENDING"));
    }

    @Test
    void aReviewHasOneReply() {
        long review = Reviews.published(1);
        Reviews.reply(1, review, "Thank you").then().statusCode(200);
        Reviews.reply(1, review, "Thanks")
                .then()
                .statusCode(409)
                .body("message", instanceOf(String.class))
                .body("errors.reply", instanceOf(String.class));
        Reviews.readReply(1, review).then().body("text", equalTo("Thank you")).body("revision", is(1));
    }

    @Test
    void onlyAPublishedReviewIsRepliedTo() {
        long review = Answers.answer(Answers.ask(1));
        Reviews.reply(1, review, "Thank you").then().statusCode(409).body("errors.status", equalTo("is VERIFIED"));
        Sandbox.moderate(1, review, "publish").then().statusCode(200);
        Reviews.reply(1, review, "Thank you").then().statusCode(200);
        Sandbox.moderate(1, review, "restrict").then().statusCode(200);
        Reviews.changeReply(1, review, "Thanks").then().statusCode(409).body("errors.status", equalTo("is RESTRICTED"));
        Reviews.readReply(1, review).then().body("text", equalTo("Thank you"));
        Reviews.withdrawReply(1, review).then().statusCode(200);
    }

    @Test
    void whatWasReadBeforeAnEditIsNotPublished() {
        long review = Reviews.published(1);
        int read = Reviews.reply(1, review, "Thank you").path("revision");
        int edited = Reviews.changeReply(1, review, "You liar").path("revision");
        decide(review, "publish", read, 409);
        Reviews.withdrawReply(1, review).then().statusCode(200);
        int another = Reviews.reply(1, review, "Another").path("revision");
        for (int stale : List.of(read, edited)) {
            decide(review, "publish", stale, 409);
        }
        assertHasReply(review, false);
        decide(review, "publish", another, 200);
        assertHasReply(review, true);
    }

    private static void decide(long review, String decision, int revision, int status) {
        Reviews.moderateReply(1, review, Map.of("decision", decision, "revision", revision))
                .then()
                .statusCode(status);
    }

    @Test
    void aDecisionIsNotTakenTwice() {
        long review = Reviews.published(1);
        Reviews.reply(1, review, "Thank you").then().statusCode(200);
        Reviews.moderateReply(1, review, "reject").then().statusCode(200);
        Reviews.moderateReply(1, review, "reject")
                .then()
                .statusCode(409)
                .body("errors.decision", equalTo("can be publish"));
        Reviews.moderateReply(1, review, "publish").then().statusCode(200);
        Reviews.moderateReply(1, review, "publish")
                .then()
                .statusCode(409)
                .body("errors.decision", equalTo("can be reject"));
    }

    @Test
    @Tag("W51")
    void aReplyDoesNotAgeTheReview() {
        long review = Reviews.published(1);
        int before = Answers.read(1, review).path("revision");
        Reviews.reply(1, review, "Thank you").then().statusCode(200);
        Reviews.moderateReply(1, review, "publish").then().statusCode(200);
        Answers.read(1, review).then().body("revision", is(before)).body("status", equalTo("PUBLISHED"));
    }

    @Test
    @Tag("W3")
    void theCompanyWritesAndModeratorsPublish() {
        long review = Reviews.published(1);
        Reviews.reply(1, review, "Thank you").then().statusCode(200);
        Sandbox.as("company:admin reviews:read", 1)
                .body("{\"decision\":\"publish\"}")
                .post(Reviews.path(review, "/reply/moderation"))
                .then()
                .statusCode(401);
        Sandbox.as("reviews:moderate reviews:read", 1)
                .body("{\"text\":\"Thanks\"}")
                .put(Reviews.path(review, "/reply"))
                .then()
                .statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{}",
                "{\"text\":null}",
                "{\"text\":\" \"}",
                "{\"text\":7}",
                "{\"text\":\"\\ud800\"}"
            })
    void aReplyHasWords(String body) {
        long review = Reviews.published(1);
        Reviews.admin(1).body(body).post(Reviews.path(review, "/reply")).then().statusCode(422);
        Reviews.reply(1, review, "x".repeat(5001)).then().statusCode(422).body("errors.key", equalTo("text"));
        Reviews.reply(1, review, "x".repeat(5000)).then().statusCode(200);
        Reviews.admin(1).body(body).put(Reviews.path(review, "/reply")).then().statusCode(422);
        Reviews.readReply(1, review).then().body("revision", is(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"decision\":\"restrict\"}",
                "{\"decision\":\"pending\"}",
                "{\"decision\":\"publish\",\"revision\":\"1\"}",
                "{\"decision\":\"publish\",\"reason\":7}"
            })
    void aBadDecisionIsRefused(String body) {
        long review = Reviews.published(1);
        Reviews.reply(1, review, "Thank you").then().statusCode(200);
        Sandbox.as("reviews:moderate", 1)
                .body(body)
                .post(Reviews.path(review, "/reply/moderation"))
                .then()
                .statusCode(422);
        Reviews.readReply(1, review).then().body("status", equalTo("PENDING"));
    }
}
