package org.earshot.review;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.earshot.company.Language;
import org.earshot.review.Answers.Asked;
import org.earshot.testing.Database;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page behind a personal link speaks the language of whoever follows it, if the company speaks it. */
@QuarkusTest
@Tag("W69")
class PageLanguageTest {

    @AfterEach
    void backToRealTime() {
        Sandbox.resetClock();
    }

    private static ValidatableResponse page(Asked asked, String accepted) {
        return given().header("Accept-Language", accepted).get(asked.link()).then();
    }

    private static ValidatableResponse speaks(ValidatableResponse page, String language) {
        return page.header("Content-Language", language)
                .body(containsString("<html lang=\"" + language + "\">"))
                .body(not(containsString("{pagewords")));
    }

    private static void variesByLanguage(Response answer) {
        assertTrue(
                answer.headers().getValues("Vary").stream()
                        .anyMatch(value -> value.equalsIgnoreCase("Accept-Language")),
                "Vary: " + answer.headers().getValues("Vary"));
    }

    private static Asked asked(String... languages) {
        return Answers.ask(Settings.registered("languages", List.of(languages)));
    }

    private static Response send(Asked asked, String accepted, Map<String, Object> fields) {
        return given().header("Accept-Language", accepted)
                .redirects()
                .follow(false)
                .formParams(fields)
                .post(asked.link());
    }

    @Test
    void theReaderChoosesAmongTheLanguagesOfTheCompany() {
        Asked asked = asked("de", "en", "fr");
        speaks(page(asked, "fr-CA,en;q=0.5").statusCode(200), "fr").body(containsString("Envoyer mon avis"));
        speaks(page(asked, "en-GB").statusCode(200), "en").body(containsString("Send feedback"));
        speaks(page(asked, "es").statusCode(200), "de").body(containsString("Bewertung senden"));
        Response answer = given().get(asked.link());
        speaks(answer.then().statusCode(200), "de");
        variesByLanguage(answer);
    }

    @Test
    void whatTheCompanyDoesNotSpeakIsNotSpoken() {
        Asked asked = Answers.ask(Settings.registered());
        speaks(page(asked, "de,fr;q=0.9").statusCode(200), "en").body(containsString("Send feedback"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", ";;q=x", "de;q=x", ",,,", "*", "x-y-z;q=0.5;a=b"})
    @Tag("W11")
    void aMalformedWishIsSurvived(String accepted) {
        speaks(page(asked("fr", "de"), accepted).statusCode(200), "fr");
    }

    @ParameterizedTest
    @CsvSource({
        "de, Wie zufrieden waren Sie insgesamt?, Vielen Dank, 'Google oder Facebook teilen'",
        "fr, 'Dans l’ensemble, quel est votre degré de satisfaction\u00a0?', Merci, partager sur Google ou Facebook",
        "en, How satisfied were you overall?, Thank you, share it on Google or Facebook"
    })
    void everyStepIsInOneLanguage(String language, String question, String thanks, String share) {
        int company = Settings.registered(
                "languages",
                List.of("en", "de", "fr"),
                "platformLinks",
                Map.of("google", "https://g.page/r/here", "facebook", "https://facebook.com/here"));
        Asked asked = Answers.ask(company, "staffName", "Dr Ada Brown");
        String form = speaks(page(asked, language).statusCode(200), language)
                .body(containsString("<legend>" + question + "</legend>"))
                .body(containsString("Dr Ada Brown"))
                .extract()
                .asString();
        assertEquals(language.equals("en"), form.contains("How was your visit with Dr Ada Brown?"));

        Map<String, Object> fields = Answers.filledIn("rating_1", null, "title", "x".repeat(301), "language", language);
        Response refused = send(asked, language, fields);
        speaks(refused.then().statusCode(422), language).body(containsString(": " + question + "</a>"));
        assertEquals(language.equals("en"), refused.asString().contains("Use no more than 300 characters"));
        variesByLanguage(refused);

        long review = Answers.accepted(asked, Answers.filledIn("language", language));
        speaks(page(asked, language).statusCode(200), language).body(containsString("/confirm"));
        Answers.confirm(asked).then().statusCode(303);
        speaks(page(asked, language).statusCode(200), language)
                .body(containsString("<h1>" + thanks + "</h1>"))
                .body(containsString(share));
        assertEquals(
                List.of(question),
                Database.ofService().rows("select questions[1] from review where id = ?", review),
                "what was asked is kept as it was read");
    }

    @Test
    void anAnswerIsReadInTheLanguageInWhichItsFormWasShown() {
        Asked asked = asked("en", "de");
        page(asked, "de").body("**.find { it.@name == 'language' }.@value", equalTo("de"));
        speaks(send(asked, "en", Map.of("language", "de")).then().statusCode(422), "de");
        speaks(send(asked, "de", Map.of("language", "es")).then().statusCode(422), "de");
        speaks(send(asked, "de", Map.of()).then().statusCode(422), "de");
    }

    @Test
    void questionsOfItsOwnAreAskedAsTheCompanyWroteThem() {
        Asked asked = Answers.ask(
                Settings.registered("languages", List.of("de", "en"), "questions", List.of("War es sauber?")));
        for (String language : List.of("de", "en")) {
            speaks(page(asked, language).statusCode(200), language).body(containsString("<legend>War es sauber?<"));
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    @Tag("W65")
    void aDeadLinkSpeaksEveryLanguage(Language language) {
        Map<Language, String> words = Map.of(
                Language.ENGLISH, "This link doesn’t work any more",
                Language.GERMAN, "Dieser Link funktioniert nicht mehr",
                Language.FRENCH, "Ce lien ne fonctionne plus");
        Response answer = given().header("Accept-Language", language.code()).get("/r/1-nothing");
        speaks(answer.then().statusCode(404), language.code()).body(containsString("<h1>" + words.get(language) + "<"));
        variesByLanguage(answer);
        given().get("/r/1-nothing").then().header("Content-Language", "en");
    }

    @Test
    void aNameIsEscapedInAnotherLanguageToo() {
        Asked asked = Answers.ask(
                Settings.registered("languages", List.of("fr"), "name", "<b>{1+1}</b>"), "staffName", "<i>'\"&");
        page(asked, "fr")
                .body(containsString("Votre avis sur &lt;b&gt;{1+1}&lt;/b&gt;"))
                .body(containsString("visite avec &lt;i&gt;&#39;&quot;&amp;\u00a0?"));
    }

    @ParameterizedTest
    @CsvSource({
        "pagewords, org.earshot.review.PageWords",
        "invitationwords, org.earshot.feedbackrequest.InvitationWords",
        "alertwords, org.earshot.alert.AlertWords",
        "optoutwords, org.earshot.delivery.OptOutWords"
    })
    void everyWordIsTranslated(String bundle, String owner) throws IOException, ClassNotFoundException {
        Set<String> words = Arrays.stream(Class.forName(owner).getDeclaredMethods())
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        for (Language language : Language.values()) {
            if (language != Language.ENGLISH) {
                Path file = Path.of("src/main/resources/messages/" + bundle + "_" + language.code() + ".properties");
                Set<String> translated = Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                        .map(line -> line.substring(0, line.indexOf('=')))
                        .collect(Collectors.toCollection(TreeSet::new));
                assertEquals(words, translated, file.toString());
            }
        }
    }
}
