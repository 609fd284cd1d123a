package org.earshot.journey;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.earshot.testing.Requests;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a changed setting changes, at once, over HTTP alone. */
@QuarkusTest
@Tag("W69")
class SettingsInForceTest {

    @AfterEach
    void backToRealTime() {
        Sandbox.resetClock();
    }

    private static JsonPath message(int company) {
        String jane = Sandbox.newAddress();
        Sandbox.asked(company, jane);
        return Sandbox.messages(jane);
    }

    private static String page(int company) {
        String jane = Sandbox.newAddress();
        Sandbox.asked(company, jane);
        return given().get(Sandbox.linkPath(jane))
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    @Test
    void theNameIsWhatPeopleRead() {
        int company = Settings.registered("name", "Hillside");
        Settings.changed(company, "name", "Riverbank");
        JsonPath message = message(company);
        assertEquals("Riverbank", message.getString("[0].fromName"));
        assertTrue(message.getString("[0].subject").contains("Riverbank"));
        assertTrue(page(company).contains("<p class=\"company\">Riverbank</p>"));
    }

    @Test
    void aMailComesFromTheSender() {
        int company = Settings.registered("name", "Hillside");
        assertEquals("Hillside", message(company).getString("[0].fromName"));
        Settings.changed(company, "senderName", "The team of Hillside");
        JsonPath message = message(company);
        assertEquals("The team of Hillside", message.getString("[0].fromName"));
        assertEquals("How was your experience with Hillside?", message.getString("[0].subject"));
        Settings.changed(company, "senderName", null);
        assertEquals("Hillside", message(company).getString("[0].fromName"));
    }

    @Test
    @Tag("W28")
    void aThresholdOfZeroLetsPeopleBeAskedAgain() {
        int company = Settings.registered();
        String jane = Sandbox.newAddress();
        Sandbox.asked(company, jane);
        Sandbox.ask(company, jane).then().statusCode(418);
        Settings.changed(company, "thresholdDays", 0);
        Sandbox.ask(company, jane).then().statusCode(200);
    }

    @Test
    @Tag("W21")
    void theTimeZoneDecidesWhetherSomebodyIsEighteenToday() {
        // the one is always at least a day ahead of the other
        ZoneId ahead = ZoneId.of("Pacific/Kiritimati");
        int company = Settings.registered("timeZone", "Pacific/Pago_Pago");
        String birthday = LocalDate.now(ahead).minusYears(18).toString();
        Requests.post(Requests.fields("company", company, "dateOfBirth", birthday))
                .then()
                .statusCode(422)
                .body("errors", hasKey("dateOfBirth"));
        Settings.changed(company, "timeZone", ahead.getId());
        Requests.post(Requests.fields("company", company, "dateOfBirth", birthday))
                .then()
                .statusCode(200);
    }

    @Test
    @Tag("W17")
    void theCountryDecidesHowANationalNumberIsRead() {
        int company = Settings.registered("country", "GB");
        Map<String, Object> request =
                Requests.fields("company", company, "type", "sms", "destination", "06 12 34 56 78");
        Requests.post(request).then().statusCode(422).body("errors", hasKey("destination"));
        Settings.changed(company, "country", "FR");
        Requests.post(request).then().statusCode(200).body("destination", equalTo("+33******678"));
    }

    @Test
    @Tag("W20")
    void theIndustryDecidesAboutTreatments() {
        int company = Settings.registered("industry", "other");
        Requests.post(Requests.fields("company", company, "treatmentType", "NHS"))
                .then()
                .body("treatmentType", equalTo("N/A"));
        Settings.changed(company, "industry", "healthcare");
        Requests.post(Requests.fields("company", company, "treatmentType", "NHS"))
                .then()
                .body("treatmentType", equalTo("NHS"));
    }

    @Test
    @Tag("W19")
    void aLinkToAPlatformCanBeAskedFor() {
        int company = Settings.registered();
        String jane = Sandbox.newAddress();
        Map<String, Object> request = Requests.fields("company", company, "platform", "google", "destination", jane);
        Requests.post(request).then().statusCode(422).body("errors", hasKey("platform"));
        Settings.changed(company, "platformLinks", Map.of("google", "https://g.page/r/hillside"));
        long id = Requests.posted(request);
        Sandbox.tick();
        String link = Sandbox.linkPath(jane);
        Sandbox.answered(id, company, link);
        given().get(link)
                .then()
                .body(containsString("You can also share it on Google<"))
                .body(containsString("href=\"https://g.page/r/hillside\""))
                .body(containsString("Write a review on Google<"));
        Settings.changed(company, "platformLinks", Map.of("facebook", "https://facebook.com/hillside"));
        given().get(link).then().body(not(containsString("facebook")));
    }

    @Test
    @Tag("W66")
    void theFormAsksTheQuestions() {
        int company = Settings.registered();
        Settings.changed(company, "questions", List.of("Was it clean?", "Was it quick?"));
        String page = page(company);
        assertTrue(page.contains("<legend>Was it clean?</legend>"));
        assertTrue(page.contains("<legend>Was it quick?</legend>"));
        assertTrue(!page.contains("rating_3"));
        Settings.changed(company, "questions", null);
        assertTrue(page(company).contains("<legend>How satisfied were you overall?</legend>"));
    }

    @Test
    void aMessageThatIsTriedAgainSaysWhatItSaidBefore() {
        int company = Settings.registered("name", "Hillside");
        String jane = Sandbox.newAddress();
        Sandbox.ask(company, jane).then().statusCode(200);
        Sandbox.failNext(1, "temporary");
        Sandbox.tick();
        Settings.changed(company, "name", "Riverbank", "languages", List.of("de"), "senderName", "We");
        Sandbox.advance(Duration.ofMinutes(2));
        Sandbox.tick();
        assertEquals("Hillside", Sandbox.messages(jane).getString("[0].fromName"));
        assertEquals(
                "How was your experience with Hillside?", Sandbox.messages(jane).getString("[0].subject"));
    }

    @ParameterizedTest
    @CsvSource({
        "en, How was your experience with Hillside?, about your visit with Dr Brown",
        "de, Wie waren Ihre Erfahrungen mit Hillside?, von Ihrem Besuch bei Dr Brown",
        "fr, Comment s’est passée votre expérience avec Hillside\u00a0?, sur votre visite avec Dr Brown"
    })
    void aMailIsWrittenInTheFirstLanguage(String language, String subject, String part) {
        int company = Settings.registered("languages", List.of(language));
        String jane = Sandbox.newAddress();
        Requests.posted(Requests.fields("company", company, "destination", jane, "staffName", "Dr Brown"));
        Sandbox.tick();
        JsonPath message = Sandbox.messages(jane);
        assertEquals(subject, message.getString("[0].subject"));
        assertTrue(message.getString("[0].html").contains("<html lang=\"" + language + "\""));
        for (String body : List.of(message.getString("[0].text"), message.getString("[0].html"))) {
            assertTrue(body.contains(subject), body);
            assertTrue(body.contains(part), body);
            assertTrue(body.contains(message.getString("[0].link")), body);
            assertTrue(!body.contains("{invitation"), body);
        }
    }

    @ParameterizedTest
    @CsvSource({"en, how was your visit?", "de, Wie war Ihr Besuch?", "fr, comment était votre visite ?"})
    void aTextMessageIsWrittenInTheFirstLanguage(String language, String part) {
        int company = Settings.registered(
                "languages", List.of(language), "quietHours", Map.of("from", "00:00", "to", "00:00"));
        String mobile = "+447700900123";
        Requests.posted(Requests.fields("company", company, "type", "sms", "destination", mobile));
        Sandbox.tick();
        String text = Sandbox.messages(mobile).getString("[0].text");
        assertTrue(text.contains(part), text);
        assertTrue(text.contains(Sandbox.messages(mobile).getString("[0].link")), text);
        assertTrue(text.endsWith(Sandbox.messages(mobile).getString("[0].optOut")), text);
    }

    @ParameterizedTest
    @CsvSource({
        "en, Reminder: how was your experience with Hillside?, about your visit with Dr Brown",
        "de, Erinnerung: Wie waren Ihre Erfahrungen mit Hillside?, nach Ihrem Besuch bei Dr Brown",
        "fr, Rappel\u00a0: comment s’est passée votre expérience avec Hillside\u00a0?, sur votre visite avec Dr Brown"
    })
    void aReminderIsWrittenInTheFirstLanguage(String language, String subject, String part) {
        int company = Settings.registered("languages", List.of(language), "reminderDays", List.of(1));
        String jane = Sandbox.newAddress();
        Requests.posted(Requests.fields("company", company, "destination", jane, "staffName", "Dr Brown"));
        Sandbox.tick();
        Sandbox.advance(Duration.ofDays(1));
        Sandbox.tick();
        JsonPath message = Sandbox.messages(jane);
        assertEquals(subject, message.getString("[0].subject"));
        assertTrue(message.getString("[0].html").contains("<html lang=\"" + language + "\""));
        for (String body : List.of(message.getString("[0].text"), message.getString("[0].html"))) {
            assertTrue(body.contains(part), body);
            assertTrue(body.contains(message.getString("[0].link")), body);
            assertTrue(body.contains(message.getString("[0].optOut")), body);
        }
    }
}
