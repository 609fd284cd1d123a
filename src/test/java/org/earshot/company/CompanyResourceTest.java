package org.earshot.company;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.earshot.access.Permission;
import org.earshot.testing.Database;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Settings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /company} and {@code GET} and {@code PATCH /company/{companyId}/settings}, over HTTP. */
@QuarkusTest
@Tag("W69")
class CompanyResourceTest {

    private static final List<String> QUESTIONS = List.of(
            "How satisfied were you overall?",
            "How would you rate the service you received?",
            "How likely are you to recommend us?");

    /** Other than the defaults, all of them. */
    private static final Map<String, Object> CHANGES = new LinkedHashMap<>(Settings.fields(
            "name",
            "Hillside Clinic",
            "industry",
            "healthcare",
            "country",
            "FR",
            "timeZone",
            "Europe/Paris",
            "thresholdDays",
            0,
            "questions",
            List.of("Was it clean?"),
            "platformLinks",
            Settings.fields("google", "https://g.page/r/hillside", "facebook", null),
            "reminderDays",
            List.of(2, 27),
            "languages",
            List.of("fr", "en"),
            "senderName",
            "The team of Hillside",
            "retentionDays",
            28,
            "blockedWords",
            List.of("rubbish"),
            "quietHours",
            Settings.fields("from", "19:30", "to", "09:00")));

    private static Map<String, Object> settings(int company) {
        return Settings.get(company).then().statusCode(200).extract().jsonPath().getMap("$");
    }

    @Test
    void aCompanyHasTheDefaultsOfWhatItDidNotChoose() {
        Map<String, Object> wanted = Settings.company("name", " Hillside ", "industry", "Healthcare");
        int id = Settings.register(wanted).then().statusCode(200).extract().path("id");
        Map<String, Object> expected = new LinkedHashMap<>(Settings.fields(
                "id",
                id,
                "namespace",
                wanted.get("namespace"),
                "revision",
                1,
                "name",
                "Hillside",
                "industry",
                "healthcare",
                "country",
                "GB",
                "timeZone",
                "Europe/London",
                "thresholdDays",
                28,
                "questions",
                QUESTIONS,
                "platformLinks",
                Settings.fields("google", null, "facebook", null),
                "reminderDays",
                List.of(3, 7),
                "languages",
                List.of("en"),
                "senderName",
                null,
                "retentionDays",
                null,
                "blockedWords",
                List.of(),
                "quietHours",
                Settings.fields("from", "21:00", "to", "08:00")));
        assertEquals(expected, settings(id));
    }

    @Test
    void aCompanyCanBeRegisteredWithAllItsSettings() {
        Map<String, Object> wanted = Settings.company();
        wanted.putAll(CHANGES);
        JsonPath answer =
                Settings.register(wanted).then().statusCode(200).extract().jsonPath();
        assertEquals(answer.getMap("$"), settings(answer.getInt("id")));
        CHANGES.forEach((field, value) -> assertEquals(value, answer.get(field), field));
    }

    @Test
    void onlyWhatIsMentionedChanges() {
        int company = Settings.registered();
        Map<String, Object> expected = settings(company);
        int revision = 1;
        for (Map.Entry<String, Object> change : CHANGES.entrySet()) {
            expected.put(change.getKey(), change.getValue());
            expected.put("revision", ++revision);
            Map<String, Object> answer = Settings.change(company, change.getKey(), change.getValue())
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath()
                    .getMap("$");
            assertEquals(expected, answer);
            assertEquals(expected, settings(company));
        }
    }

    @Test
    void nullResetsToTheDefault() {
        int company = Settings.registered();
        Map<String, Object> expected = settings(company);
        Settings.patch(company, CHANGES).then().statusCode(200);
        Map<String, Object> reset = new LinkedHashMap<>();
        for (String field : CHANGES.keySet()) {
            if (Set.of("name", "industry", "country", "timeZone").contains(field)) {
                expected.put(field, CHANGES.get(field));
            } else {
                reset.put(field, null);
            }
        }
        expected.put("revision", 3);
        Settings.patch(company, reset).then().statusCode(200);
        assertEquals(expected, settings(company));
    }

    @Test
    void whatHasNoDefaultCannotBeReset() {
        int company = Settings.registered();
        Settings.change(company, "name", null, "industry", null, "country", " ", "timeZone", null)
                .then()
                .statusCode(422)
                .body("errors.name", equalTo("is required"))
                .body("errors.industry", equalTo("is required"))
                .body("errors.country", equalTo("is required"))
                .body("errors.timeZone", equalTo("is required"));
    }

    @Test
    void aChangeThatChangesNothingMakesNoRevision() {
        int company = Settings.registered("reminderDays", List.of(3, 7));
        Map<String, Object> before = settings(company);
        for (Map<String, Object> same : List.of(
                Map.<String, Object>of(),
                Settings.fields("name", "Hillside", "reminderDays", List.of(7, 3), "questions", null),
                Settings.fields("industry", "OTHER", "platformLinks", Map.of(), "senderName", ""))) {
            Settings.patch(company, same).then().statusCode(200).body("revision", is(1));
        }
        assertEquals(before, settings(company));
    }

    @Test
    void aStaleRevisionIsRefused() {
        int company = Settings.registered();
        Settings.change(company, "revision", 1, "thresholdDays", 7)
                .then()
                .statusCode(200)
                .body("revision", is(2));
        Settings.change(company, "revision", 1, "thresholdDays", 8)
                .then()
                .statusCode(409)
                .body("message", instanceOf(String.class))
                .body("errors.revision", equalTo("is 2 by now"));
        Settings.change(company, "revision", 3, "thresholdDays", 8).then().statusCode(409);
        Settings.change(company, "revision", null, "thresholdDays", 9)
                .then()
                .statusCode(200)
                .body("revision", is(3));
        Settings.get(company).then().body("thresholdDays", is(9));
    }

    @Test
    void oneLinkCanBeRemovedWithoutTheOther() {
        int company = Settings.registered(
                "platformLinks", Map.of("google", "https://g.page/r/here", "facebook", "https://facebook.com/here"));
        Settings.changed(company, "platformLinks", Settings.fields("google", null));
        Settings.get(company)
                .then()
                .body("platformLinks.google", nullValue())
                .body("platformLinks.facebook", equalTo("https://facebook.com/here"));
        Settings.changed(company, "platformLinks", Map.of("google", "https://g.page/r/there"));
        Settings.get(company)
                .then()
                .body("platformLinks.google", equalTo("https://g.page/r/there"))
                .body("platformLinks.facebook", equalTo("https://facebook.com/here"));
        Settings.changed(company, "platformLinks", null);
        Settings.get(company).then().body("platformLinks.values()", everyItem(nullValue()));
    }

    @Test
    void whatIsStoredIsInOrder() {
        int company = Settings.registered(
                "reminderDays",
                List.of(20, 1, 3),
                "blockedWords",
                List.of(" Rubbish ", "rubbish", "STRASSE", "Straße"));
        Settings.get(company)
                .then()
                .body("reminderDays", contains(1, 3, 20))
                .body("blockedWords", contains("Rubbish", "STRASSE"));
        Settings.changed(company, "reminderDays", List.of(), "blockedWords", List.of());
        Settings.get(company).then().body("reminderDays", is(List.of())).body("blockedWords", is(List.of()));
    }

    @Test
    @Tag("W86")
    void quietHoursAreSwitchedOffByEqualTimesAndComeBackByNull() {
        int company = Settings.registered("quietHours", Map.of("from", "00:00", "to", "00:00"));
        Settings.get(company)
                .then()
                .body("quietHours", is(Map.of("from", "00:00", "to", "00:00")))
                .body("revision", is(1));
        Settings.changed(company, "quietHours", null);
        Settings.get(company)
                .then()
                .body("quietHours", is(Map.of("from", "21:00", "to", "08:00")))
                .body("revision", is(2));
        Settings.changed(company, "quietHours", Map.of("from", "21:00", "to", "08:00"));
        Settings.get(company).then().body("revision", is(2));
    }

    @Test
    void allBadFieldsAreNamedAtOnceAndNothingChanges() {
        int company = Settings.registered();
        Map<String, Object> before = settings(company);
        Set<String> named = Settings.change(
                        company,
                        Arrays.asList("name", "a\nb", "industry", "fishing", "country", "UK", "timeZone", "Mars/Base")
                                .toArray())
                .then()
                .statusCode(422)
                .extract()
                .jsonPath()
                .<String, Object>getMap("errors")
                .keySet();
        assertEquals(Set.of("name", "industry", "country", "timeZone", "key", "value"), named);
        assertEquals(before, settings(company));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name: 7",
                "name: \"a\\u0000b\"",
                "industry: 1",
                "country: \"gb\"",
                "country: \"GBR\"",
                "country: \"ZZ\"",
                "timeZone: \"+01:00\"",
                "timeZone: \"Europe/london\"",
                "thresholdDays: -1",
                "thresholdDays: 3651",
                "thresholdDays: 1.5",
                "thresholdDays: \"28\"",
                "questions: []",
                "questions: \"Was it clean?\"",
                "questions: [\"a\", null]",
                "questions: [\"a\", \" \"]",
                "questions: [\"a\", \"b\\nc\"]",
                "questions: [\"a\", \"a \"]",
                "questions: [\"a\", 5]",
                "questions: [\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\",\"10\",\"11\"]",
                "platformLinks: []",
                "platformLinks.google: {\"google\": \"http://g.page/r/here\"}",
                "platformLinks.google: {\"google\": \"https:///r/here\"}",
                "platformLinks.google: {\"google\": \"/r/here\"}",
                "platformLinks.google: {\"google\": \"https://jane@g.page\"}",
                "platformLinks.google: {\"google\": \"https://g.page/a b\"}",
                "platformLinks.google: {\"google\": \"javascript:alert(1)\"}",
                "platformLinks.facebook: {\"facebook\": 7}",
                "platformLinks.twitter: {\"twitter\": \"https://twitter.com\"}",
                "platformLinks.GOOGLE: {\"GOOGLE\": \"https://g.page\"}",
                "reminderDays: [0]",
                "reminderDays: [28]",
                "reminderDays: [3, 3]",
                "reminderDays: [1, 2, 3, 4, 5, 6]",
                "reminderDays: [null]",
                "reminderDays: 3",
                "languages: []",
                "languages: [\"es\"]",
                "languages: [\"EN\"]",
                "languages: [\"en\", \"en\"]",
                "senderName: \"a\\rb\"",
                "senderName: \"Jane <jane\"",
                "senderName: \"jane@example.com\"",
                "senderName: \"say \\\"hi\\\"\"",
                "retentionDays: 27",
                "retentionDays: 3651",
                "blockedWords: [\"\"]",
                "blockedWords: {}",
                "quietHours: []",
                "quietHours: false",
                "quietHours: \"21:00-08:00\"",
                "quietHours.to: {\"from\": \"21:00\"}",
                "quietHours.from: {\"to\": \"21:00\", \"from\": null}",
                "quietHours.from: {\"from\": \"24:00\", \"to\": \"08:00\"}",
                "quietHours.from: {\"from\": \"9:00\", \"to\": \"08:00\"}",
                "quietHours.from: {\"from\": \"21:00:00\", \"to\": \"08:00\"}",
                "quietHours.from: {\"from\": 21, \"to\": \"08:00\"}",
                "quietHours.until: {\"from\": \"21:00\", \"to\": \"08:00\", \"until\": \"08:00\"}",
                "revision: \"1\"",
                "revision: 0",
                "namespace: \"another\"",
                "id: 7"
            })
    void aBadValueIsRefused(String fieldAndValue) {
        int company = Settings.registered();
        String path = fieldAndValue.substring(0, fieldAndValue.indexOf(':'));
        String field = path.contains(".") ? path.substring(0, path.indexOf('.')) : path;
        String value = fieldAndValue.substring(fieldAndValue.indexOf(':') + 1);
        Settings.patch(company, "{\"" + field + "\": " + value + "}")
                .then()
                .statusCode(422)
                .body("errors", hasKey(path))
                .body("errors.key", equalTo(path));
        Settings.get(company).then().body("revision", is(1));
    }

    @Test
    void whatIsTooLongOrTooMuchIsRefused() {
        int company = Settings.registered();
        List<String> words = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            words.add("word" + i);
        }
        String link = "https://g.page/";
        Settings.changed(
                company,
                "name",
                "é".repeat(200),
                "questions",
                List.of("q".repeat(200)),
                "senderName",
                "s".repeat(100),
                "blockedWords",
                words,
                "platformLinks",
                Map.of("google", link + "x".repeat(2000 - link.length())));
        words.add("one more");
        Set<String> named = Settings.change(
                        company,
                        "name",
                        "é".repeat(201),
                        "questions",
                        List.of("q".repeat(201)),
                        "senderName",
                        "s".repeat(101),
                        "blockedWords",
                        words,
                        "platformLinks",
                        Map.of("google", link + "x".repeat(2001 - link.length())))
                .then()
                .statusCode(422)
                .extract()
                .jsonPath()
                .<String, Object>getMap("errors")
                .keySet();
        assertEquals(
                Set.of("name", "questions", "senderName", "blockedWords", "platformLinks.google", "key", "value"),
                named);
        Settings.change(company, "blockedWords", List.of("w".repeat(101)))
                .then()
                .statusCode(422);
    }

    @Test
    void aTypoDoesNotPassForAChange() {
        int company = Settings.registered();
        Settings.change(company, "treshold", 7, "Name", "Hillside Clinic", "thresholdDays", 7)
                .then()
                .statusCode(422)
                .body("errors.treshold", equalTo("is not known"))
                .body("errors.Name", equalTo("is not known"));
        for (String name : List.of("\\ud800", "a\\nb", "", "x".repeat(101))) {
            Settings.patch(company, "{\"" + name + "\": 1}").then().statusCode(422);
        }
        Settings.get(company).then().body("revision", is(1));
        Settings.register(Settings.company("revision", 1))
                .then()
                .statusCode(422)
                .body("errors.revision", equalTo("is not known"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{", "7", "{\"name\":\"a\"} x"})
    void whatIsNoJsonObjectIsRefused(String body) {
        int company = Settings.registered();
        Settings.patch(company, body).then().statusCode(422).body("errors", hasKey("body"));
        Sandbox.as("company:admin", "*").body(body).post("/company").then().statusCode(422);
    }

    @Test
    void ofTwoSimultaneousChangesOfDifferentFieldsBothSurvive() throws Exception {
        String token = Sandbox.token("company:admin", "*");
        ExecutorService admins = Executors.newFixedThreadPool(2);
        try {
            int company = Settings.registered();
            for (int race = 1; race <= 10; race++) {
                CyclicBarrier start = new CyclicBarrier(2);
                List<Future<Integer>> answers = new ArrayList<>();
                for (Map<String, Object> change :
                        List.<Map<String, Object>>of(Map.of("thresholdDays", race), Map.of("name", "Race " + race))) {
                    answers.add(admins.submit(() -> {
                        start.await();
                        return given().auth()
                                .oauth2(token)
                                .contentType(ContentType.JSON)
                                .body(change)
                                .patch("/company/" + company + "/settings")
                                .statusCode();
                    }));
                }
                for (Future<Integer> answer : answers) {
                    assertEquals(200, answer.get(), "race " + race);
                }
                Settings.get(company)
                        .then()
                        .body("revision", is(1 + 2 * race))
                        .body("thresholdDays", is(race))
                        .body("name", equalTo("Race " + race));
            }
        } finally {
            admins.shutdownNow();
        }
    }

    @Test
    void everyRevisionIsKeptInTheSpellingOfTheFirst() {
        int company =
                Settings.registered("industry", "healthcare", "platformLinks", Map.of("google", "https://g.page"));
        Settings.changed(company, "thresholdDays", 7);
        assertEquals(
                List.of("1 HEALTHCARE https://g.page 28", "2 HEALTHCARE https://g.page 7"),
                Database.ofService().rows("""
                                select revision, document->>'industry', document->'platformLinks'->>'GOOGLE',
                                       document->>'thresholdDays'
                                from company_settings where company_id = ? order by revision
                                """, company));
    }

    @Test
    void settingsOfAnEarlierVersionAreStillRead() {
        int company = Settings.registered();
        Database.ofService().run("""
                insert into company_settings (company_id, revision, document, created_at) values (?, 2, '{
                  "name": "Hillside Clinic", "industry": "HEALTHCARE", "country": "GB", "timeZone": "Z",
                  "thresholdDays": 28, "questions": ["Was it clean?"],
                  "platformLinks": {"FACEBOOK": "https://facebook.com/here"}}', now())
                """, company);
        Settings.get(company)
                .then()
                .statusCode(200)
                .body("industry", equalTo("healthcare"))
                .body("platformLinks.facebook", equalTo("https://facebook.com/here"))
                .body("languages", contains("en"));
        Settings.change(company, "thresholdDays", 7).then().statusCode(200).body("timeZone", equalTo("Z"));
    }

    @Test
    void onlyAnOperatorRegisters() {
        String everything =
                Arrays.stream(Permission.values()).map(Permission::word).collect(Collectors.joining(" "));
        String others = everything.replace("company:admin", "");
        for (String token : List.of(Sandbox.token(everything, 1, 2), Sandbox.token(others, "*"))) {
            for (Map<String, Object> fields : List.of(Settings.company(), Map.<String, Object>of())) {
                given().auth()
                        .oauth2(token)
                        .contentType(ContentType.JSON)
                        .body(fields)
                        .post("/company")
                        .then()
                        .statusCode(401)
                        .header("WWW-Authenticate", "Bearer")
                        .body("keySet()", equalTo(Set.of("message")));
            }
        }
        given().body("{}").post("/company").then().statusCode(401);
    }

    @Test
    void anOperatorHearsOfAnUnknownCompanyWhatOthersHear() {
        String foreign = Sandbox.as("company:admin", 2)
                .get("/company/1/settings")
                .then()
                .statusCode(401)
                .extract()
                .asString();
        Settings.get(Integer.MAX_VALUE).then().statusCode(401).body(equalTo(foreign));
        Settings.change(Integer.MAX_VALUE, "nonsense", 1).then().statusCode(401).body(equalTo(foreign));
        Settings.patch(Integer.MAX_VALUE, "{").then().statusCode(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "abc", "99999999999999999999", "-1"})
    @Tag("W5")
    void whatIsNoNumberOfACompanyIsNotFound(String id) {
        Sandbox.as("company:admin", "*")
                .get("/company/" + id + "/settings")
                .then()
                .statusCode(404);
        Sandbox.as("company:admin", "*")
                .body("{}")
                .patch("/company/" + id + "/settings")
                .then()
                .statusCode(404);
    }

    @Test
    void whatIsRequiredIsNamed() {
        Settings.register(Map.of())
                .then()
                .statusCode(422)
                .body(
                        "errors.keySet()",
                        equalTo(Set.of("namespace", "name", "industry", "country", "timeZone", "key", "value")));
    }

    @ParameterizedTest
    @CsvSource({"-hillside", "Hillside", "hill_side", "hill side", "hillsidé"})
    void aNamespaceIsOneOfLowerCaseLettersAndDigits(String namespace) {
        Settings.register(Settings.company("namespace", namespace))
                .then()
                .statusCode(422)
                .body("errors.namespace", notNullValue());
        Settings.register(Settings.company("namespace", "x".repeat(64))).then().statusCode(422);
    }

    @Test
    void whatIsTakenIsTaken() {
        Map<String, Object> first = Settings.company();
        int id = Settings.register(first).then().statusCode(200).extract().path("id");
        Settings.register(Settings.company("namespace", first.get("namespace")))
                .then()
                .statusCode(409)
                .body("errors.namespace", equalTo("is taken"));
        Settings.register(Settings.company("id", id)).then().statusCode(409).body("errors.id", equalTo("is taken"));
        Settings.register(Settings.company("id", id, "namespace", first.get("namespace")))
                .then()
                .statusCode(409)
                .body("errors.id", equalTo("is taken"))
                .body("errors.namespace", equalTo("is taken"));
        Settings.get(id).then().body("revision", is(1));
    }

    @Test
    void aNumberThatWasTakenByHandIsSkipped() {
        int last = Settings.registered();
        int taken = 0;
        for (int next = last + 1; next <= last + 3; next++) {
            taken += Settings.register(Settings.company("id", next)).statusCode() == 200 ? 1 : 0;
        }
        assertTrue(taken > 0);
        assertTrue(Settings.registered() > last + 3);
    }

    @Test
    void ofTwoSimultaneousRegistrationsOfANamespaceOneWins() throws Exception {
        String token = Sandbox.token("company:admin", "*");
        ExecutorService operators = Executors.newFixedThreadPool(2);
        try {
            for (int race = 0; race < 10; race++) {
                Map<String, Object> company = Settings.company("namespace", "race-" + UUID.randomUUID());
                CyclicBarrier start = new CyclicBarrier(2);
                List<Future<Integer>> answers = new ArrayList<>();
                for (int operator = 0; operator < 2; operator++) {
                    answers.add(operators.submit(() -> {
                        start.await();
                        return given().auth()
                                .oauth2(token)
                                .contentType(ContentType.JSON)
                                .body(company)
                                .post("/company")
                                .statusCode();
                    }));
                }
                List<Integer> statuses = new ArrayList<>();
                for (Future<Integer> answer : answers) {
                    statuses.add(answer.get());
                }
                Collections.sort(statuses);
                assertEquals(List.of(200, 409), statuses, "race " + race);
            }
        } finally {
            operators.shutdownNow();
        }
    }
}
