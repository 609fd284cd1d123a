package org.earshot.review;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.earshot.company.CompanySettings;
import org.earshot.review.Answers.Asked;
import org.earshot.testing.Requests;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Tenants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page behind a personal link. */
@QuarkusTest
class ReviewPageTest {

    private static final Duration LIFE = Duration.ofDays(28);
    private static final String HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{1+1}{page.proof}";

    @AfterEach
    void backToRealTime() {
        Sandbox.resetClock();
    }

    private static ValidatableResponse page(Asked asked) {
        return given().get(asked.link()).then().statusCode(200).contentType(ContentType.HTML);
    }

    private static void assertUnanswered(Asked asked) {
        Requests.get(asked.company(), asked.requestId())
                .then()
                .body("success", is(false))
                .body("rv_id", nullValue());
    }

    @Test
    @Tag("W66")
    void thePageShowsWhatIsAskedAndByWhom() {
        Asked asked = Answers.ask(1, "title", "Check-up in May", "staffName", "Dr Ada Brown");
        String html = page(asked)
                .body(containsString("Riverside Dental"))
                .body(containsString("Dr Ada Brown"))
                .body(containsString("value=\"Check-up in May\""))
                .body(containsString("name=\"text\""))
                .body(containsString("name=\"anonymous\""))
                .body(containsString("method=\"post\""))
                .extract()
                .asString();
        for (int question = 1; question <= 3; question++) {
            for (int value = 1; value <= 5; value++) {
                assertTrue(
                        html.contains("name=\"rating_" + question + "\" value=\"" + value + "\""),
                        question + ": " + value);
            }
        }
        assertFalse(html.contains("rating_4"));
        for (String question : CompanySettings.DEFAULT_QUESTIONS) {
            assertTrue(html.contains(question), question);
        }
    }

    @Test
    @Tag("W53")
    @Tag("W66")
    void aCompanyAsksItsOwnQuestions() {
        int company = Tenants.with("questions", List.of("Was it clean?", "Was it quick?"));
        Asked asked = Answers.ask(company);
        page(asked)
                .body(containsString("Was it clean?"))
                .body(containsString("rating_2"))
                .body(not(containsString("rating_3")));
        long review = Answers.answer(asked, "rating_1", 4, "rating_2", 5, "rating_3", 1);
        Answers.read(company, review).then().body("rating.score", is(5)).body("rating.percentage", is(90));
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1, 1, 20", "1, 1, 2, 1, 27", "5, 4, 4, 4, 87", "5, 5, 5, 5, 100"})
    @Tag("W53")
    void theRatingIsThatOfTheAnswers(int first, int second, int third, int score, int percentage) {
        long review = Answers.answer(Answers.ask(1), "rating_1", first, "rating_2", second, "rating_3", third);
        Answers.read(1, review).then().body("rating.score", is(score)).body("rating.percentage", is(percentage));
    }

    @Test
    @Tag("W22")
    @Tag("W66")
    void theTitleCanBeChangedOnThePage() {
        Asked asked = Answers.ask(1, "title", "Check-up");
        Answers.read(1, Answers.answer(asked, "title", "A fine check-up"))
                .then()
                .body("title", is("A fine check-up"));
        Requests.get(1, asked.requestId()).then().body("title", is("Check-up"));
    }

    @Test
    @Tag("W66")
    void aBadAnswerIsShownAgainAndNothingIsStored() {
        Asked asked = Answers.ask(1);
        Answers.send(
                        asked,
                        Answers.filledIn("rating_2", null, "title", "Keep me", "text", "And me", "anonymous", "true"))
                .then()
                .statusCode(422)
                .contentType(ContentType.HTML)
                .body(containsString("rating_2_error"))
                .body(not(containsString("rating_1_error")))
                .body(containsString("value=\"Keep me\""))
                .body(containsString("And me</textarea>"))
                .body(containsString("id=\"rating_1_5\" name=\"rating_1\" value=\"5\" required checked"));
        assertUnanswered(asked);
        Answers.answer(asked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "6", "-1", "2.5", "", "five", "55", "５"})
    @Tag("W66")
    void onlyOneToFiveIsAnAnswer(String rating) {
        Asked asked = Answers.ask(1);
        Answers.send(asked, Answers.filledIn("rating_3", rating)).then().statusCode(422);
        assertUnanswered(asked);
    }

    @Test
    @Tag("W66")
    void whatIsTooLongOrUnstorableIsShownAgain() {
        Asked asked = Answers.ask(1);
        Answers.send(asked, Answers.filledIn("title", "x".repeat(301)))
                .then()
                .statusCode(422)
                .body(containsString("title_error"));
        Answers.send(asked, Answers.filledIn("text", "x".repeat(10_001)))
                .then()
                .statusCode(422)
                .body(containsString("text_error"));
        Answers.send(asked, Answers.filledIn("text", "a\u0000b")).then().statusCode(422);
        Answers.send(asked, Map.of()).then().statusCode(422);
        assertUnanswered(asked);
    }

    @Test
    @Tag("W65")
    void lookingChangesNothing() {
        Asked asked = Answers.ask(1);
        Map<String, Object> before =
                Requests.get(1, asked.requestId()).jsonPath().getMap("$");
        Sandbox.advance(Duration.ofMinutes(5));
        for (int i = 0; i < 3; i++) {
            page(asked);
            given().head(asked.link()).then().statusCode(200);
            given().get(asked.link() + "/confirm");
            given().get(asked.link() + "/opened");
        }
        assertEquals(before, Requests.get(1, asked.requestId()).jsonPath().getMap("$"));
    }

    @Test
    @Tag("W65")
    void aSecondAnswerChangesNothing() {
        Asked asked = Answers.ask(1);
        long review = Answers.answer(asked);
        Map<String, Object> reviewBefore = Answers.read(1, review).jsonPath().getMap("$");
        Map<String, Object> requestBefore =
                Requests.get(1, asked.requestId()).jsonPath().getMap("$");
        Sandbox.advance(Duration.ofMinutes(5));
        long second = Answers.accepted(
                asked, Answers.filledIn("rating_1", 1, "rating_2", 1, "rating_3", 1, "text", "Changed my mind"));
        assertEquals(review, second);
        assertEquals(reviewBefore, Answers.read(1, review).jsonPath().getMap("$"));
        assertEquals(
                requestBefore, Requests.get(1, asked.requestId()).jsonPath().getMap("$"));
        page(asked).body(containsString("Thank you"));
    }

    @Test
    @Tag("W65")
    void ofTwoSimultaneousAnswersOneCounts() throws Exception {
        ExecutorService people = Executors.newFixedThreadPool(2);
        try {
            for (int race = 0; race < 10; race++) {
                Asked asked = Answers.ask(1);
                CyclicBarrier start = new CyclicBarrier(2);
                List<Future<Long>> answers = new ArrayList<>();
                for (int person = 0; person < 2; person++) {
                    answers.add(people.submit(() -> {
                        start.await();
                        return Answers.accepted(asked, Answers.filledIn());
                    }));
                }
                Set<Long> reviews = new HashSet<>();
                for (Future<Long> answer : answers) {
                    reviews.add(answer.get());
                }
                assertEquals(1, reviews.size(), "race " + race);
            }
        } finally {
            people.shutdownNow();
        }
    }

    @Test
    @Tag("W65")
    void theLinkIsDeadAfterTwentyEightDays() {
        Asked asked = Answers.ask(1);
        Sandbox.advance(LIFE.minusMinutes(2));
        page(asked);
        Sandbox.advance(Duration.ofMinutes(2));
        assertDead(asked);
        assertUnanswered(asked);
        Requests.get(1, asked.requestId()).then().body("opened", is(false));
    }

    @Test
    @Tag("W65")
    void anAnsweredLinkDiesToo() {
        Asked asked = Answers.ask(1);
        long review = Answers.answerAtOnce(asked);
        Sandbox.advance(LIFE);
        assertDead(asked);
        Answers.read(1, review).then().body("status", is("PENDING"));
    }

    private static void assertDead(Asked asked) {
        for (Response answer :
                List.of(given().get(asked.link()), Answers.send(asked, Answers.filledIn()), Answers.confirm(asked))) {
            answer.then()
                    .statusCode(404)
                    .contentType(ContentType.HTML)
                    .body(containsString("<h1>"))
                    .body(not(containsString("Riverside")));
        }
        given().post(asked.link() + "/opened").then().statusCode(404);
    }

    @Test
    @Tag("W65")
    void nobodyGuessesALink() {
        Asked asked = Answers.ask(1);
        String link = asked.link();
        char last = link.charAt(link.length() - 1);
        String code = link.substring(link.indexOf('-'));
        for (String guess : List.of(
                link.substring(0, link.length() - 1) + (last == 'A' ? 'Q' : 'A'),
                link.substring(0, link.length() - 1),
                link + "A",
                "/r/2" + code,
                "/r/" + asked.requestId(),
                "/r/1-" + "A".repeat(22))) {
            given().get(guess).then().statusCode(404).contentType(ContentType.HTML);
            given().post(guess + "/opened").then().statusCode(404);
        }
        assertUnanswered(asked);
    }

    @ParameterizedTest
    @CsvSource({
        "google, 1, true, false",
        "google, 5, true, false",
        "facebook, 1, false, true",
        "auto, 1, true, true",
        "auto, 5, true, true",
        "workingfeedback, 5, false, false"
    })
    @Tag("W19")
    void theThankYouPageOffersTheSameLinksWhateverTheRating(
            String platform, int rating, boolean google, boolean facebook) {
        int company = Tenants.with(
                "platformLinks",
                Map.of("google", "https://g.page/r/hillside", "facebook", "https://facebook.com/hillside"));
        Asked asked = Answers.ask(company, "platform", platform);
        page(asked).body(not(containsString("g.page"))).body(not(containsString("facebook.com")));
        Answers.answer(asked, "rating_1", rating, "rating_2", rating, "rating_3", rating);
        String thanks = page(asked).extract().asString();
        assertEquals(google, thanks.contains("href=\"https://g.page/r/hillside\""));
        assertEquals(facebook, thanks.contains("href=\"https://facebook.com/hillside\""));
    }

    @Test
    @Tag("W66")
    void hostileWordsAreOnlyWords() {
        int company = Tenants.with("name", HOSTILE, "questions", List.of(HOSTILE));
        String jane = Sandbox.newAddress();
        Asked asked =
                Answers.ask(company, "name", HOSTILE, "title", HOSTILE, "staffName", HOSTILE, "destination", jane);
        assertHarmless(page(asked).extract().asString());
        assertHarmless(
                Answers.send(asked, Map.of("rating_1", HOSTILE, "title", HOSTILE, "text", "</textarea>" + HOSTILE))
                        .then()
                        .statusCode(422)
                        .extract()
                        .asString());
        assertHarmless(Sandbox.messages(jane).getString("[0].html"));
        Answers.answerAtOnce(asked);
        assertHarmless(page(asked).extract().asString());
        Answers.confirm(asked).then().statusCode(303);
        assertHarmless(page(asked).extract().asString());
    }

    private static void assertHarmless(String html) {
        assertFalse(html.contains("<script>alert"), html);
        assertFalse(html.contains("<img src=x"), html);
        assertFalse(html.contains("</textarea><script"), html);
        assertTrue(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), html);
        assertTrue(html.contains("{1+1}"), "a template's words are not run: " + html);
    }
}
