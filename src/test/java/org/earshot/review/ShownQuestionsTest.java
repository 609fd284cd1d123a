package org.earshot.review;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.earshot.review.Answers.Asked;
import org.earshot.testing.Database;
import org.earshot.testing.Requests;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Tenants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Answers belong to the questions that were shown, also if the company has changed them since. */
@QuarkusTest
@Tag("W66")
class ShownQuestionsTest {

    private Database database;
    private int company;

    @BeforeEach
    void askTwoQuestions() {
        database = Database.ofService();
        company = Tenants.with("questions", List.of("Was it clean?", "Was it quick?"));
    }

    @AfterEach
    void backToRealTime() {
        Sandbox.resetClock();
    }

    private void askOthers() {
        Tenants.change(database, company, "questions", "[\"Was it cheap?\", \"Was it near?\", \"Was it open?\"]");
    }

    private static Map<String, Object> twoAnswers(Object... namesAndValues) {
        return Requests.changed(Answers.filledIn("rating_3", null), namesAndValues);
    }

    private void assertQuestions(long review, String questions) {
        assertEquals(
                List.of(questions),
                database.rows(
                        "select array_to_string(questions, ' ') from review where company_id = ? and id = ?",
                        (long) company,
                        review));
    }

    @Test
    void anAnswerIsStoredWithTheQuestionsOfItsPage() {
        Asked asked = Answers.ask(company);
        String proof = Sandbox.proof(asked.link());
        askOthers();
        Sandbox.advance(Duration.ofDays(2));
        long review = Answers.accepted(asked, twoAnswers("proof", proof));
        assertQuestions(review, "Was it clean? Was it quick?");
    }

    @Test
    void aFormThatComesBackWithAnErrorStillShowsItsOwnQuestions() {
        Asked asked = Answers.ask(company);
        String proof = Sandbox.proof(asked.link());
        askOthers();
        Response again = Answers.send(asked, twoAnswers("proof", proof, "rating_2", null));
        again.then()
                .statusCode(422)
                .body(containsString("Was it quick?"))
                .body(not(containsString("Was it near?")))
                .body(containsString("rating_2_error"));
        String proofOfTheSecondTry = again.htmlPath().getString("**.find { it.@name == 'proof' }.@value");
        long review = Answers.accepted(asked, twoAnswers("proof", proofOfTheSecondTry));
        assertQuestions(review, "Was it clean? Was it quick?");
    }

    @Test
    void aFormWithoutAProofOfOursIsReadAgainstTheQuestionsInForce() {
        Asked asked = Answers.ask(company);
        String proof = Sandbox.proof(asked.link());
        String[] parts = proof.split("\\.");
        askOthers();
        for (String forged : new String[] {
            "",
            "garbage",
            parts[0] + "." + parts[1] + "." + 2 + "." + parts[3],
            Sandbox.proof(Answers.ask(1).link())
        }) {
            Answers.send(asked, twoAnswers("proof", forged))
                    .then()
                    .statusCode(422)
                    .body(containsString("Was it open?"))
                    .body(containsString("rating_3_error"));
        }
        Answers.send(asked, twoAnswers()).then().statusCode(422);
        assertQuestions(
                Answers.accepted(asked, Answers.filledIn("proof", parts[0] + "." + parts[1] + ".9." + parts[3])),
                "Was it cheap? Was it near? Was it open?");
        given().get(asked.link()).then().statusCode(200);
    }
}
