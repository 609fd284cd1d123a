package org.earshot.review;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Set;
import org.earshot.review.Answers.Asked;
import org.earshot.testing.Requests;
import org.earshot.testing.Sandbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /review/{reviewId}} over HTTP. */
@QuarkusTest
class ReadReviewTest {

    private static final Set<String> DATES = Set.of(
            "submitted",
            "published",
            "rejected",
            "investigated",
            "restricted",
            "escalated",
            "verified",
            "moderated",
            "nhs_submitted",
            "nhs_accepted",
            "nhs_rejected");

    @AfterEach
    void backToRealTime() {
        Sandbox.resetClock();
    }

    private static long published(Asked asked, Object... filledIn) {
        long review = Answers.answer(asked, filledIn);
        Sandbox.moderate(asked.company(), review, "publish").then().statusCode(200);
        return review;
    }

    @Test
    @Tag("W24")
    @Tag("W46")
    @Tag("W48")
    @Tag("W49")
    @Tag("W52")
    @Tag("W53")
    void theCompanyReadsTheWholeReview() {
        Asked asked = Answers.ask(1, "businessName", "Doe Ltd", "jobTitle", "Buyer");
        long review = Answers.answer(asked);
        Answers.read(1, review)
                .then()
                .statusCode(200)
                .body("id", equalTo(Long.toString(review)))
                .body("status", equalTo("VERIFIED"))
                .body("author.name", equalTo("Jane Doe"))
                .body("author.email", equalTo("j***@e******.com"))
                .body("author.business", equalTo("Doe Ltd"))
                .body("author.job_title", equalTo("Buyer"))
                .body("has_reply", is(false))
                .body("anonymous", is(false))
                .body("title", equalTo("Well looked after"))
                .body("text", equalTo("They took their time."))
                .body("rating.score", is(4))
                .body("rating.percentage", is(87));
    }

    @Test
    @Tag("W8")
    @Tag("W54")
    void itsDatesHaveExactlyTheseKeys() {
        long review = Answers.answer(Answers.ask(1));
        JsonPath whole = Answers.read(1, review).jsonPath();
        assertEquals(DATES, whole.getMap("dates").keySet());
        for (String happened : List.of("submitted", "verified")) {
            assertNotNull(whole.getString("dates." + happened), happened);
        }
        for (String not : DATES.stream()
                .filter(date -> !List.of("submitted", "verified").contains(date))
                .toList()) {
            assertNull(whole.getString("dates." + not), not);
        }
        assertEquals(
                Requests.get(1, requestOf(review)).path("dates.reviewSubmitted"), whole.getString("dates.submitted"));
    }

    @Test
    @Tag("W55")
    void ofPublishedReviewsThoseOfTheNhsAreSubmitted() {
        long ofTheNhs = published(Answers.ask(1, "treatmentType", "NHS"));
        long ofAnother = published(Answers.ask(1, "treatmentType", "Private"));
        Sandbox.tick();
        Answers.read(1, ofTheNhs)
                .then()
                .body("dates.nhs_submitted", notNullValue())
                .body("dates.nhs_accepted", notNullValue())
                .body("dates.nhs_rejected", nullValue());
        Answers.read(1, ofAnother).then().body("dates.nhs_submitted", nullValue());
    }

    /** The newest request of company 1 that this review answers. */
    private static long requestOf(long review) {
        return Sandbox.as(Sandbox.ALL_OF_REQUESTS, 1)
                .get("/request/list/1")
                .jsonPath()
                .getLong("requests.find { it.rv_id == " + review + " }.id");
    }

    @Test
    @Tag("W47")
    void anybodyReadsExactlyThePublicFieldsOfAPublishedReview() {
        Asked asked = Answers.ask(1, "businessName", "Doe Ltd", "jobTitle", "Buyer");
        long review = published(asked);
        JsonPath whole = Answers.read(1, review).jsonPath();
        JsonPath open = Answers.readAsAnybody(review)
                .then()
                .statusCode(200)
                .contentType(ContentType.JSON)
                .extract()
                .jsonPath();
        assertEquals(
                Set.of("id", "status", "author", "has_reply", "anonymous", "title", "text", "rating", "dates"),
                open.getMap("$").keySet());
        assertEquals(
                Set.of("name", "job_title", "business"), open.getMap("author").keySet());
        assertEquals(Set.of("score", "percentage"), open.getMap("rating").keySet());
        assertEquals(Set.of("submitted", "published"), open.getMap("dates").keySet());
        for (String same : List.of(
                "id",
                "status",
                "author.name",
                "author.business",
                "author.job_title",
                "title",
                "text",
                "rating",
                "dates.submitted",
                "dates.published")) {
            assertEquals(whole.<Object>get(same), open.<Object>get(same), same);
        }
        assertEquals("PUBLISHED", open.getString("status"));
    }

    @Test
    @Tag("W47")
    void whatIsNotPublishedIsUnknownToAnybody() {
        Asked asked = Answers.ask(1);
        long review = Answers.answer(asked);
        String unknown = Answers.readAsAnybody(Long.MAX_VALUE)
                .then()
                .statusCode(404)
                .extract()
                .asString();
        assertEquals(
                unknown,
                Answers.readAsAnybody(review).then().statusCode(404).extract().asString());
        for (String decision : List.of("publish", "restrict", "investigate", "reject")) {
            Sandbox.moderate(1, review, decision).then().statusCode(200);
            Answers.readAsAnybody(review).then().statusCode(decision.equals("publish") ? 200 : 404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer x", "Bearer a.b.c", "Basic amFuZTpzZWNyZXQ=", "garbage"})
    @Tag("W46")
    void aBadTokenIsNeverTakenForNone(String authorization) {
        long review = published(Answers.ask(1));
        given().header("Authorization", authorization)
                .get("/review/" + review)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer")
                .body("message", instanceOf(String.class));
    }

    @Test
    @Tag("W56")
    void aTokenThatMayNotReadReviewsIsRefused() {
        long review = published(Answers.ask(1));
        Sandbox.as("requests:read reviews:moderate", 1)
                .get("/review/" + review)
                .then()
                .statusCode(401);
    }

    @Test
    @Tag("W5")
    @Tag("W56")
    void aForeignReviewIsRefusedIfItIsPublicAndElseUnknown() {
        Asked asked = Answers.ask(1);
        long review = Answers.answer(asked);
        String unknown =
                Answers.read(2, Long.MAX_VALUE).then().statusCode(404).extract().asString();
        assertEquals(
                unknown,
                Answers.read(2, review).then().statusCode(404).extract().asString());
        Sandbox.moderate(1, review, "publish").then().statusCode(200);
        Answers.read(2, review).then().statusCode(401).body("$", not(instanceOf(List.class)));
        Answers.readAsAnybody(review).then().statusCode(200);
        Sandbox.as(Sandbox.ALL_OF_REVIEWS, "*")
                .get("/review/" + review)
                .then()
                .statusCode(200)
                .body("author.email", equalTo("j***@e******.com"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc",
                "0",
                "-1",
                "1.0",
                "T",
                "t12",
                "TT12",
                "T12",
                "T-1",
                "99999999999999999999",
                "T99999999999999999999",
                "%00"
            })
    @Tag("W5")
    @Tag("W48")
    void whatNamesNoReviewIsNotFound(String id) {
        given().urlEncodingEnabled(false)
                .get("/review/" + id)
                .then()
                .statusCode(404)
                .body("message", instanceOf(String.class));
        Sandbox.as(Sandbox.ALL_OF_REVIEWS, "*")
                .urlEncodingEnabled(false)
                .get("/review/" + id)
                .then()
                .statusCode(404);
    }

    @Test
    @Tag("W48")
    void aThirdPartysNumberIsNotOurs() {
        long review = published(Answers.ask(1));
        given().get("/review/T" + review).then().statusCode(404);
        Answers.readAsAnybody(review)
                .then()
                .body("id", instanceOf(String.class))
                .body("id", matchesPattern("T?[0-9]+"));
    }

    @Test
    @Tag("W49")
    void whoWasAskedByTextMessageHasNoAddress() {
        Asked asked = Answers.ask(2, "type", "sms", "destination", "+44740" + (1_000_000 + asksByTextMessage()));
        Answers.read(2, Answers.answer(asked))
                .then()
                .body("author.keySet()", is(Set.of("name", "job_title", "business", "email")))
                .body("author.email", nullValue());
    }

    /** A number that no earlier call of this run used. */
    private static long asksByTextMessage() {
        return Requests.posted(Requests.fields()) % 1_000_000;
    }

    @Test
    @Tag("W50")
    void anAnonymousAuthorIsNotNamed() {
        Asked asked = Answers.ask(1, "businessName", "Doe Ltd", "jobTitle", "Buyer");
        long review = published(asked, "anonymous", "true");
        Answers.read(1, review)
                .then()
                .body("anonymous", is(true))
                .body("author.name", equalTo(""))
                .body("author.email", nullValue());
        String open = Answers.readAsAnybody(review)
                .then()
                .statusCode(200)
                .body("anonymous", is(true))
                .body("author.name", equalTo(""))
                .body("author.business", nullValue())
                .body("author.job_title", nullValue())
                .extract()
                .asString();
        for (String personal : List.of("Jane", "Doe Ltd", "Buyer", "example")) {
            assertFalse(open.contains(personal), personal);
        }
        given().get(asked.link()).then().body(containsString("Thank you"));
    }

    @Test
    @Tag("W50")
    void theFormSaysThatTheCompanyStillKnows() {
        given().get(Answers.ask(1).link()).then().body(containsString("Riverside Dental can still see whom it asked"));
    }

    @Test
    @Tag("W46")
    void wordsComeBackAsTheyWere() {
        String text = "Zoë said: \"<b>fine</b>\" & left.\n\n👩‍⚕️ 'twas good \\o/";
        long review = published(Answers.ask(1), "text", text, "title", "5 > 4 & \"more\"");
        Answers.readAsAnybody(review)
                .then()
                .body("text.replace('\\r', '')", equalTo(text))
                .body("title", equalTo("5 > 4 & \"more\""));
    }
}
