package org.earshot.review;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.earshot.review.Answers.Asked;
import org.earshot.testing.Requests;
import org.earshot.testing.Sandbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /review/{id}/moderation}, and how a review comes to be verified, over HTTP. */
@QuarkusTest
@Tag("W51")
class ModerationTest {

    /** Decision → the status it leads to and the date that it sets. */
    private record Outcome(String status, String date) {}

    private static final Map<String, Outcome> OUTCOMES = new LinkedHashMap<>();

    static {
        OUTCOMES.put("publish", new Outcome("PUBLISHED", "published"));
        OUTCOMES.put("reject", new Outcome("REJECTED", "rejected"));
        OUTCOMES.put("restrict", new Outcome("RESTRICTED", "restricted"));
        OUTCOMES.put("investigate", new Outcome("UNDER_INVESTIGATION", "investigated"));
    }

    private static final Map<ReviewStatus, Set<String>> OPEN = Map.of(
            ReviewStatus.PENDING, Set.of("reject"),
            ReviewStatus.VERIFIED, Set.of("publish", "reject", "restrict", "investigate"),
            ReviewStatus.PUBLISHED, Set.of("reject", "restrict", "investigate"),
            ReviewStatus.REJECTED, Set.of("publish", "restrict", "investigate"),
            ReviewStatus.RESTRICTED, Set.of("publish", "reject", "investigate"),
            ReviewStatus.UNDER_INVESTIGATION, Set.of("publish", "reject", "restrict"));

    @AfterEach
    void backToRealTime() {
        Sandbox.resetClock();
    }

    /** A review that stands there. */
    private static long reviewThatIs(ReviewStatus status) {
        Asked asked = Answers.ask(1);
        if (status == ReviewStatus.PENDING) {
            return Answers.answerAtOnce(asked);
        }
        long review = Answers.answer(asked);
        OUTCOMES.forEach((decision, outcome) -> {
            if (outcome.status().equals(status.name())) {
                Sandbox.moderate(1, review, decision).then().statusCode(200);
            }
        });
        Answers.read(1, review).then().body("status", equalTo(status.name()));
        return review;
    }

    private static Response decide(long review, Map<String, Object> body) {
        return Sandbox.as(Sandbox.ALL_OF_REVIEWS, 1)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/review/" + review + "/moderation");
    }

    @ParameterizedTest
    @EnumSource(ReviewStatus.class)
    void everyDecisionIsOpenOrRefusedAsTheLifecycleSays(ReviewStatus from) {
        OUTCOMES.forEach((decision, outcome) -> {
            long review = reviewThatIs(from);
            JsonPath before = Answers.read(1, review).jsonPath();
            Sandbox.advance(Duration.ofMinutes(1));
            Response answer = decide(review, Map.of("decision", decision, "reason", "a test"));
            JsonPath after = Answers.read(1, review).jsonPath();
            String way = from + " " + decision;
            if (OPEN.get(from).contains(decision)) {
                assertEquals(200, answer.statusCode(), way);
                assertEquals(answer.jsonPath().getMap("$"), after.getMap("$"), way);
                assertEquals(outcome.status(), after.getString("status"), way);
                assertNotNull(after.getString("dates.moderated"), way);
                assertEquals(after.getString("dates.moderated"), after.getString("dates." + outcome.date()), way);
            } else {
                assertEquals(409, answer.statusCode(), way);
                assertEquals(before.getMap("$"), after.getMap("$"), way + " changes nothing");
                String allowed = answer.jsonPath().getString("errors.decision");
                OUTCOMES.keySet()
                        .forEach(word -> assertEquals(
                                OPEN.get(from).contains(word), allowed.contains(word), way + ": " + allowed));
            }
        });
    }

    @Test
    void aDecisionOnAnOlderRevisionIsRefused() {
        long review = reviewThatIs(ReviewStatus.VERIFIED);
        int read = Answers.read(1, review).path("revision");
        Sandbox.moderate(1, review, "restrict").then().statusCode(200);
        decide(review, Map.of("decision", "publish", "revision", read))
                .then()
                .statusCode(409)
                .body("message", instanceOf(String.class))
                .body("errors.revision", instanceOf(String.class))
                .body("errors.decision", equalTo("can be one of publish, reject, investigate"));
        Answers.read(1, review).then().body("status", equalTo("RESTRICTED"));
        int now = Answers.read(1, review).path("revision");
        decide(review, Map.of("decision", "publish", "revision", now))
                .then()
                .statusCode(200)
                .body("status", equalTo("PUBLISHED"));
    }

    @Test
    void ofTwoSimultaneousDecisionsOnOneRevisionOneCounts() throws Exception {
        String token = Sandbox.token(Sandbox.ALL_OF_REVIEWS, 1);
        ExecutorService moderators = Executors.newFixedThreadPool(2);
        try {
            for (int race = 0; race < 10; race++) {
                long review = reviewThatIs(ReviewStatus.VERIFIED);
                int revision = Answers.read(1, review).path("revision");
                CyclicBarrier start = new CyclicBarrier(2);
                List<Future<Integer>> answers = new ArrayList<>();
                for (String decision : List.of("publish", "reject")) {
                    answers.add(moderators.submit(() -> {
                        start.await();
                        return given().auth()
                                .oauth2(token)
                                .contentType(ContentType.JSON)
                                .body(Map.of("decision", decision, "revision", revision))
                                .post("/review/" + review + "/moderation")
                                .statusCode();
                    }));
                }
                Map<Integer, Integer> statuses = new TreeMap<>();
                for (Future<Integer> answer : answers) {
                    statuses.merge(answer.get(), 1, Integer::sum);
                }
                assertEquals(Map.of(200, 1, 409, 1), statuses, "race " + race);
            }
        } finally {
            moderators.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{",
                "{\"decision\":\"publish\"} x",
                "{\"decision\":null}",
                "{\"decision\":\"verify\"}",
                "{\"decision\":\"pending\"}",
                "{\"decision\":[\"publish\"]}",
                "{\"decision\":\"publish\",\"revision\":\"1\"}",
                "{\"decision\":\"publish\",\"revision\":1.5}",
                "{\"decision\":\"publish\",\"revision\":99999999999}",
                "{\"decision\":\"publish\",\"reason\":7}",
                "{\"decision\":\"publish\",\"reason\":\"a\\u0000b\"}",
                "{\"decision\":\"publish\",\"reason\":\"\\ud800\"}"
            })
    void aBadDecisionIsRefused(String body) {
        long review = reviewThatIs(ReviewStatus.VERIFIED);
        Sandbox.as(Sandbox.ALL_OF_REVIEWS, 1)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/review/" + review + "/moderation")
                .then()
                .statusCode(422)
                .body("message", instanceOf(String.class));
        Answers.read(1, review).then().body("status", equalTo("VERIFIED"));
    }

    @Test
    @Tag("W3")
    @Tag("W5")
    void onlyModeratorsOfTheCompanyDecide() {
        long review = reviewThatIs(ReviewStatus.VERIFIED);
        Sandbox.as("reviews:read company:admin", 1)
                .contentType(ContentType.JSON)
                .body(Map.of("decision", "publish"))
                .post("/review/" + review + "/moderation")
                .then()
                .statusCode(401);
        Sandbox.moderate(2, review, "publish").then().statusCode(404);
        Sandbox.moderate(1, Long.MAX_VALUE, "publish").then().statusCode(404);
        Sandbox.moderate(1, review, "publish").then().statusCode(200);
        Sandbox.moderate(2, review, "reject").then().statusCode(401);
        Answers.readAsAnybody(review).then().statusCode(200);
    }

    @Test
    void aPersonsAnswerIsVerifiedAtOnce() {
        JsonPath review = Answers.read(1, Answers.answer(Answers.ask(1))).jsonPath();
        assertEquals("VERIFIED", review.getString("status"));
        assertEquals(review.getString("dates.submitted"), review.getString("dates.verified"));
    }

    @Test
    void aQuickAnswerWaitsForItsAuthorsConfirmation() {
        Asked asked = Answers.ask(1);
        long review = Answers.answerAtOnce(asked);
        Answers.read(1, review).then().body("status", equalTo("PENDING")).body("dates.verified", equalTo(null));
        Sandbox.advance(Duration.ofMinutes(1));
        Answers.confirm(asked).then().statusCode(303);
        JsonPath verified = Answers.read(1, review).jsonPath();
        assertEquals("VERIFIED", verified.getString("status"));
        assertNotNull(verified.getString("dates.verified"));
        Sandbox.advance(Duration.ofMinutes(1));
        Answers.confirm(asked).then().statusCode(303);
        assertEquals(verified.getMap("$"), Answers.read(1, review).jsonPath().getMap("$"), "confirming is done once");
    }

    @Test
    void whateverLooksLikeAMachineStaysPending() {
        Asked trapped = Answers.ask(1);
        assertPending(Answers.answer(trapped, "website", "https://spam.example"));

        assertPending(Answers.accepted(Answers.ask(1), Answers.filledIn()));

        Asked forged = Answers.ask(1);
        String proof = Sandbox.proof(Answers.ask(1).link());
        Sandbox.advance(Duration.ofMinutes(1));
        assertPending(Answers.accepted(forged, Answers.filledIn("proof", proof)));
    }

    @Test
    void aFormThatWasLeftOpenForDaysWaitsToo() {
        Asked asked = Answers.ask(1);
        Map<String, Object> fields = Answers.filledIn("proof", Sandbox.proof(asked.link()));
        Sandbox.advance(Duration.ofDays(2));
        assertPending(Answers.accepted(asked, fields));
    }

    private static void assertPending(long review) {
        Answers.read(1, review).then().body("status", equalTo("PENDING"));
    }

    @Test
    void whatWasRejectedWhilePendingStaysRejected() {
        Asked asked = Answers.ask(1);
        long review = Answers.answerAtOnce(asked);
        Sandbox.moderate(1, review, "reject").then().statusCode(200);
        Answers.confirm(asked);
        Answers.read(1, review).then().body("status", equalTo("REJECTED"));
    }

    @Test
    void publishingIsSeenOnTheRequest() {
        Asked asked = Answers.ask(1);
        long review = Answers.answer(asked);
        for (String decision : List.of("restrict", "publish", "investigate", "publish", "reject")) {
            Sandbox.moderate(1, review, decision).then().statusCode(200);
            Requests.get(1, asked.requestId()).then().body("published", is(decision.equals("publish")));
        }
    }
}
