package org.earshot.delivery;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.earshot.company.Language;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Settings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page behind an opt-out link speaks the language of whoever follows it, if the company speaks it. */
@QuarkusTest
@Tag("W68")
@Tag("W69")
class OptOutPageLanguageTest {

    private String path(Object... settings) {
        return OptOuts.path(Settings.registered(settings), Sandbox.newAddress());
    }

    private static void speaks(Response page, String language, String words) {
        page.then()
                .statusCode(200)
                .header("Content-Language", language)
                .body(containsString("<html lang=\"" + language + "\">"))
                .body(containsString(words))
                .body(not(containsString("{optoutwords")));
        assertTrue(
                page.headers().getValues("Vary").stream().anyMatch(value -> value.equalsIgnoreCase("Accept-Language")));
    }

    @ParameterizedTest
    @CsvSource({
        "en, 'Stop messages from Hillside?', You will get no more messages, Messages are allowed again",
        "de, 'Keine Nachrichten mehr von Hillside?', Sie erhalten keine Nachrichten mehr, Nachrichten sind wieder erlaubt",
        "fr, 'Ne plus recevoir de messages de Hillside\u00a0?', Vous ne recevrez plus de messages, Les messages sont de nouveau autorisés"
    })
    void everyStepIsInOneLanguage(String language, String ask, String done, String undone) {
        String path = path("languages", List.of("fr", "en", "de"));
        speaks(given().header("Accept-Language", language).get(path), language, ask);
        speaks(given().header("Accept-Language", language).post(path), language, done);
        speaks(given().header("Accept-Language", language).get(path), language, done);
        speaks(given().header("Accept-Language", language).post(path + "/undo"), language, undone);
    }

    @Test
    void whatTheCompanyDoesNotSpeakIsNotSpoken() {
        String path = path("languages", List.of("de"));
        speaks(given().header("Accept-Language", "en,fr;q=0.5").get(path), "de", "Keine Nachrichten mehr");
        speaks(given().get(path), "de", "Keine Nachrichten mehr");
        speaks(given().header("Accept-Language", "fr").get(path()), "en", "Stop messages");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", ";;q=x", "en;q=x", ",,,", "*"})
    @Tag("W11")
    void aMalformedWishIsSurvived(String accepted) {
        String path = path("languages", List.of("fr", "en"));
        speaks(given().header("Accept-Language", accepted).get(path), "fr", "Ne plus recevoir");
        speaks(given().header("Accept-Language", accepted).post(path), "fr", "Vous ne recevrez plus");
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void aLinkThatIsNoneSpeaksEveryLanguage(Language language) {
        Map<Language, String> words = Map.of(
                Language.ENGLISH, "This link doesn’t work",
                Language.GERMAN, "Dieser Link funktioniert nicht",
                Language.FRENCH, "Ce lien ne fonctionne pas");
        given().header("Accept-Language", language.code())
                .get("/u/1-nothing")
                .then()
                .statusCode(404)
                .header("Content-Language", language.code())
                .body(containsString("<h1>" + words.get(language) + "<"));
    }

    @Test
    void aNameIsEscaped() {
        given().get(path("languages", List.of("fr"), "name", "<b>{1+1}</b>"))
                .then()
                .body(containsString("messages de &lt;b&gt;{1+1}&lt;/b&gt;"))
                .body(not(containsString("<b>")));
    }

    /** RFC 8058: what a mail program posts is done at once, without being sent anywhere and without a browser. */
    @ParameterizedTest
    @ValueSource(strings = {"", "/undo"})
    void neitherRedirectNorCookieNorScript(String step) {
        given().redirects()
                .follow(false)
                .contentType(ContentType.URLENC)
                .body("List-Unsubscribe=One-Click")
                .post(path() + step)
                .then()
                .statusCode(200)
                .header("Location", nullValue())
                .header("Refresh", nullValue())
                .header("Set-Cookie", nullValue())
                .body(not(containsString("<script")))
                .body(not(containsString("http-equiv")));
        given().get(path()).then().header("Set-Cookie", nullValue()).body(not(containsString("<script")));
    }
}
