package org.earshot.review;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.earshot.review.Answers.Asked;
import org.earshot.testing.Database;
import org.earshot.testing.Sandbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code GET /review/{id}/history}, and the log behind it. */
@QuarkusTest
@Tag("W70")
class ReviewHistoryTest {

    @AfterEach
    void backToRealTime() {
        Sandbox.resetClock();
    }

    /** What happened, without when: event, by, from, to and reason of each entry. */
    private static List<String> happened(long review) {
        return entries(review).stream()
                .map(entry -> entry.get("event") + " " + entry.get("by") + " " + entry.get("from") + " "
                        + entry.get("to") + " " + entry.get("reason"))
                .toList();
    }

    private static List<Map<String, Object>> entries(long review) {
        return Sandbox.as("reviews:read", 1)
                .get("/review/" + review + "/history")
                .then()
                .statusCode(200)
                .contentType(ContentType.JSON)
                .body("keySet()", equalTo(Set.of("history")))
                .extract()
                .jsonPath()
                .getList("history");
    }

    @Test
    void everythingThatHappensToAReviewIsKeptInOrder() {
        Asked asked = Answers.ask(1);
        long review = Answers.answerAtOnce(asked);
        Sandbox.advance(Duration.ofMinutes(1));
        Answers.confirm(asked).then().statusCode(303);
        Sandbox.advance(Duration.ofMinutes(1));
        String moderator = subject();
        Sandbox.moderate(1, review, "publish").then().statusCode(200);
        Sandbox.advance(Duration.ofMinutes(1));
        Reviews.escalate(1, review, "Never met them").then().statusCode(200);
        Reviews.reply(1, review, "Thank you").then().statusCode(200);
        Reviews.moderateReply(1, review, "publish").then().statusCode(200);
        Reviews.changeReply(1, review, "Thanks").then().statusCode(200);
        Reviews.withdrawReply(1, review).then().statusCode(200);
        Sandbox.moderate(1, review, "restrict").then().statusCode(200);
        assertEquals(
                List.of(
                        "SUBMITTED author null PENDING null",
                        "VERIFIED author PENDING VERIFIED null",
                        "MODERATED " + moderator + " VERIFIED PUBLISHED a test",
                        "ESCALATED " + moderator + " null null Never met them",
                        "REPLY_WRITTEN " + moderator + " null PENDING null",
                        "REPLY_MODERATED " + moderator + " PENDING PUBLISHED a test",
                        "REPLY_EDITED " + moderator + " PUBLISHED PENDING null",
                        "REPLY_WITHDRAWN " + moderator + " PENDING null null",
                        "MODERATED " + moderator + " PUBLISHED RESTRICTED a test"),
                happened(review));
        List<Map<String, Object>> entries = entries(review);
        assertEquals(
                Set.of("event", "at", "by", "from", "to", "reason"),
                entries.get(0).keySet());
        Instant last = Instant.EPOCH;
        for (Map<String, Object> entry : entries) {
            Instant at = Instant.parse(entry.get("at").toString());
            assertTrue(!at.isBefore(last), entries.toString());
            last = at;
        }
        Map<String, Object> dates = Answers.read(1, review).jsonPath().getMap("dates");
        assertEquals(dates.get("submitted"), entries.get(0).get("at"));
        assertEquals(dates.get("verified"), entries.get(1).get("at"));
        assertEquals(dates.get("published"), entries.get(2).get("at"));
        assertEquals(dates.get("escalated"), entries.get(3).get("at"));
        assertEquals(dates.get("restricted"), entries.get(8).get("at"));
    }

    /** Whom the sandbox's tokens speak for. */
    private static String subject() {
        String token = Sandbox.token("reviews:read", 1);
        String claims = new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
        return JsonPath.from(claims).getString("sub");
    }

    @Test
    void whatIsRefusedIsNotLogged() {
        long review = Answers.answer(Answers.ask(1));
        List<String> before = happened(review);
        Reviews.escalate(1, review, "Not even public").then().statusCode(409);
        Reviews.reply(1, review, "Thank you").then().statusCode(409);
        Sandbox.moderate(1, review, "no such decision").then().statusCode(422);
        Reviews.moderateReply(1, review, "publish").then().statusCode(404);
        assertEquals(before, happened(review));
    }

    @Test
    @Tag("W3")
    @Tag("W5")
    void onlyWhoMayReadTheReviewReadsItsHistory() {
        long review = Answers.answer(Answers.ask(1));
        String path = "/review/" + review + "/history";
        given().get(path).then().statusCode(401);
        Sandbox.as("reviews:moderate company:admin", 1).get(path).then().statusCode(401);
        Sandbox.as("reviews:read", 2).get(path).then().statusCode(404);
        Sandbox.moderate(1, review, "publish").then().statusCode(200);
        given().get(path).then().statusCode(401);
        Sandbox.as("reviews:read", 2).get(path).then().statusCode(401);
        Sandbox.as("reviews:read", "*").get(path).then().statusCode(200).body("history.size()", is(3));
        for (String none : List.of("0", "x", "T" + review, String.valueOf(Long.MAX_VALUE))) {
            Sandbox.as("reviews:read", 1)
                    .get("/review/" + none + "/history")
                    .then()
                    .statusCode(404);
        }
    }

    @Test
    void theDatabaseLetsNobodyChangeTheLog() {
        long review = Answers.answer(Answers.ask(1));
        List<String> before = happened(review);
        assertRefused("update review_event set reason = 'another' where company_id = 1 and review_id = " + review);
        assertRefused("delete from review_event where company_id = 1 and review_id = " + review);
        assertEquals(before, happened(review));
    }

    @Test
    void theLogGoesWhenItsReviewDoes() {
        long review = Answers.answer(Answers.ask(1));
        String ofIt = " where company_id = 1 and ";
        try (Database.Lock deletion =
                Database.ofService().hold("delete from review_event" + ofIt + "review_id = ?", review)) {
            deletion.run("delete from review" + ofIt + "id = ?", review);
        }
        Answers.read(1, review).then().statusCode(404);
    }

    private void assertRefused(String sql) {
        AssertionError refused =
                assertThrows(AssertionError.class, () -> Database.ofService().run(sql));
        String refusal = String.valueOf(refused.getCause());
        assertTrue(refusal.contains("review_event"), refusal);
    }
}
