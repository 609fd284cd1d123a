package org.earshot.review;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.earshot.review.Answers.Asked;
import org.earshot.testing.Database;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Tenants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Reviews are screened as they become verified, and moderators see what was noticed. */
@QuarkusTest
@Tag("W73")
class ScreenedReviewTest {

    private static final String SPAM = "The best of all dentists, which you find at www.example.com today.";

    private int company;

    @BeforeEach
    void newCompany() {
        company = Tenants.plain();
    }

    @AfterEach
    void backToRealTime() {
        Sandbox.resetClock();
    }

    private List<String> flags(long review) {
        return Answers.read(company, review).jsonPath().getList("flags.phase");
    }

    private List<String> logged(long review) {
        return Sandbox.as("reviews:read", company)
                .get("/review/" + review + "/history")
                .jsonPath()
                .getList("history.findAll { it.by == 'screening' }.collect { it.event + ' ' + it.reason }");
    }

    @Test
    void whatWasNoticedIsShownToModeratorsAndLoggedAndMovesNothing() {
        Tenants.change(Database.ofService(), company, "blockedWords", "[\"dentists\"]");
        long review = Answers.answer(Answers.ask(company), "text", SPAM, "title", "Mail jane@example.org");
        Answers.read(company, review)
                .then()
                .body("status", equalTo("VERIFIED"))
                .body(
                        "flags",
                        equalTo(List.of(
                                Map.of("phase", "BLOCKED_WORDS", "reason", "contains “dentists”"),
                                Map.of("phase", "LINKS", "reason", "contains a link"),
                                Map.of("phase", "CONTACT_DATA", "reason", "contains an email address"))));
        assertEquals(
                List.of(
                        "FLAGGED BLOCKED_WORDS: contains “dentists”",
                        "FLAGGED LINKS: contains a link",
                        "FLAGGED CONTACT_DATA: contains an email address"),
                logged(review));
        Sandbox.moderate(company, review, "publish")
                .then()
                .statusCode(200)
                .body("flags.phase", equalTo(List.of("BLOCKED_WORDS", "LINKS", "CONTACT_DATA")));
        Answers.readAsAnybody(review).then().statusCode(200).body("$", not(hasKey("flags")));
    }

    @Test
    void aReviewIsScreenedWhenItsAuthorConfirms() {
        Asked asked = Answers.ask(company);
        long review = Answers.accepted(asked, Answers.filledIn("text", SPAM));
        Answers.read(company, review).then().body("status", equalTo("PENDING")).body("flags", equalTo(List.of()));
        Answers.confirm(asked).then().statusCode(303);
        Answers.read(company, review).then().body("status", equalTo("VERIFIED"));
        assertEquals(List.of("LINKS"), flags(review));
        Answers.confirm(asked).then().statusCode(303);
        assertEquals(List.of("FLAGGED LINKS: contains a link"), logged(review));
    }

    @Test
    void anOrdinaryReviewHasNoFlags() {
        long review = Answers.answer(Answers.ask(company));
        Answers.read(company, review).then().body("flags", equalTo(List.of()));
        assertEquals(List.of(), logged(review));
    }

    @Test
    void theSameTextIsNoticedWithinThatCompanyAndForSomeTime() {
        String text = "They were kind, quick and did not hurt me at all!";
        assertEquals(List.of(), flags(Answers.answer(Answers.ask(company), "text", text)));
        long again = Answers.answer(
                Answers.ask(company), "text", "They were KIND, quick - and did not hurt me at all", "title", "Other");
        assertEquals(List.of("REPEATED_TEXT"), flags(again));
        int others = Tenants.plain();
        Answers.read(others, Answers.answer(Answers.ask(others), "text", text))
                .then()
                .body("flags", equalTo(List.of()));
        Sandbox.advance(Duration.ofDays(91));
        assertEquals(List.of(), flags(Answers.answer(Answers.ask(company), "text", text)));
    }

    @Test
    void ratingsWithoutAWordWaitForModeratorsUnlessTheOperatorSaysOtherwise() {
        long review = Answers.answer(Answers.ask(company), "title", "", "text", "");
        Answers.read(company, review).then().body("status", equalTo("VERIFIED")).body("flags", equalTo(List.of()));
        Answers.readAsAnybody(review).then().statusCode(404);
    }
}
