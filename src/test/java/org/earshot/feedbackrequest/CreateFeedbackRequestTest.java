package org.earshot.feedbackrequest;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import org.earshot.testing.Database;
import org.earshot.testing.Requests;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Tenants;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /request} over HTTP. */
@QuarkusTest
class CreateFeedbackRequestTest {

    private static final Set<String> KEYS = Set.of(
            "id",
            "type",
            "olderThan28Days",
            "destination",
            "source",
            "treatmentType",
            "platform",
            "opened",
            "sent",
            "success",
            "published",
            "reminders",
            "rv_id",
            "title",
            "author",
            "metadata",
            "dates");

    private static ValidatableResponse accepted(Object... namesAndValues) {
        return Requests.post(Requests.fields(namesAndValues)).then().statusCode(200);
    }

    private static void refusedFor(String field, Object... namesAndValues) {
        Map<String, Object> errors = Requests.post(Requests.fields(namesAndValues))
                .then()
                .statusCode(422)
                .extract()
                .jsonPath()
                .getMap("errors");
        assertEquals(Set.of(field, "key", "value"), errors.keySet());
    }

    /** Sends exactly this, in UTF-8. */
    private static Response send(String contentType, String body) {
        RequestSpecification call = Sandbox.as(Sandbox.ALL_OF_REQUESTS, 1)
                .config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .defaultContentCharset(StandardCharsets.UTF_8)
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .contentType(contentType);
        boolean form = contentType.toLowerCase(Locale.ROOT).contains("form-urlencoded");
        return (form ? call.body(body) : call.body(body.getBytes(StandardCharsets.UTF_8))).post("/request");
    }

    @Test
    @Tag("W9")
    @Tag("W12")
    @Tag("W32")
    @Tag("W42")
    void aNewRequestHasExactlyTheseKeysAndValues() {
        Instant before = Sandbox.now();
        JsonPath request = accepted("source", "Till 7").extract().jsonPath();
        Instant after = Sandbox.now();
        Map<String, Object> fields = request.getMap("$");
        assertEquals(KEYS, fields.keySet());
        assertTrue(fields.get("id") instanceof Number);
        assertEquals("email", fields.get("type"));
        assertEquals(false, fields.get("olderThan28Days"));
        assertEquals("j***@e******.com", fields.get("destination"));
        assertEquals("Till 7", fields.get("source"));
        assertEquals("Unknown", fields.get("treatmentType"));
        assertEquals("auto", fields.get("platform"));
        for (String flag : List.of("opened", "sent", "success", "published")) {
            assertEquals(false, fields.get(flag), flag);
        }
        assertEquals(0, fields.get("reminders"));
        assertEquals("Jane Doe", fields.get("author"));
        for (String absent : List.of("rv_id", "title", "metadata")) {
            assertTrue(fields.containsKey(absent) && fields.get(absent) == null, absent);
        }
        Map<String, Object> dates = request.getMap("dates");
        assertEquals(
                Set.of("created", "updated", "sent", "reviewSubmitted", "reviewModerated", "reviewPublished"),
                dates.keySet());
        Instant created = Instant.parse(request.getString("dates.created"));
        assertFalse(created.isBefore(before) || created.isAfter(after), "created now");
        assertEquals(dates.get("created"), dates.get("updated"));
        for (String absent : List.of("sent", "reviewSubmitted", "reviewModerated", "reviewPublished")) {
            assertEquals(null, dates.get(absent), absent);
        }
    }

    @Test
    @Tag("W8")
    void timesAreToTheSecondInUtc() {
        String created = accepted().extract().path("dates.created");
        assertTrue(created.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ"), created);
    }

    @Test
    @Tag("W32")
    @Tag("W35")
    void numbersIncreaseAndReadingShowsWhatPostingAnswered() {
        long first = Requests.posted(Requests.fields());
        Response second = Requests.post(Requests.fields());
        assertTrue(second.jsonPath().getLong("id") > first);
        assertEquals(
                second.jsonPath().getMap("$"),
                Requests.get(1, second.jsonPath().getLong("id")).jsonPath().getMap("$"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "application/x-www-form-urlencoded; charset=UTF-8",
                "Application/X-WWW-Form-Urlencoded",
                "application/json",
                "application/json;charset=utf-8",
                "multipart/form-data; boundary=x",
                "text/plain",
                "application/octet-stream",
                "text/xml"
            })
    @Tag("W13")
    void aBodyThatStartsWithABraceIsJsonWhateverIsDeclared(String contentType) {
        String body =
                "\r\n {\"company\":1,\"type\":\"email\",\"name\":\"Zoë\",\"platform\":\"auto\",\"destination\":\"%s\"}"
                        .formatted(Sandbox.newAddress());
        send(contentType, body).then().statusCode(200).body("author", equalTo("Zoë"));
        send(contentType, "\uFEFF" + body.replace("@example.com", "@example.org"))
                .then()
                .statusCode(200);
    }

    @Test
    @Tag("W13")
    void aBodyOfUndeclaredTypeIsRead() throws Exception {
        for (String body : List.of(
                "company=1&type=email&name=Jane&platform=auto&destination=" + Sandbox.newAddress(),
                "{\"company\":1,\"type\":\"email\",\"name\":\"J\",\"platform\":\"auto\",\"destination\":\"%s\"}"
                        .formatted(Sandbox.newAddress()))) {
            var answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + "/request"))
                                    .header("Authorization", "Bearer " + Sandbox.token(Sandbox.ALL_OF_REQUESTS, 1))
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertEquals(200, answer.statusCode(), answer.body());
        }
    }

    @Test
    @Tag("W13")
    void aFormIsReadEscapedOrNot() {
        String escaped = "company=1&type=sms&name=Zo%C3%AB+D&platform=auto&destination=%2B4474001" + newDigits()
                + "&sendAfter=2026-01-31T09%3A30%3A00%2B02%3A00";
        send("application/x-www-form-urlencoded", escaped)
                .then()
                .statusCode(200)
                .body("author", equalTo("Zoë D"));
        String unescaped = "company=1&type=sms&name=Zoë D&platform=auto&destination=+4474002" + newDigits()
                + "&sendAfter=2026-01-31T09:30:00+02:00";
        send("application/x-www-form-urlencoded", unescaped)
                .then()
                .statusCode(200)
                .body("author", equalTo("Zoë D"))
                .body("destination", containsString("+44******"));
    }

    @Test
    @Tag("W13")
    void aMultipartFormIsRead() {
        Sandbox.as(Sandbox.ALL_OF_REQUESTS, 1)
                .contentType("multipart/form-data")
                .multiPart("company", "1")
                .multiPart("type", "email")
                .multiPart("name", "Jane + Doe")
                .multiPart("platform", "auto")
                .multiPart("destination", Sandbox.newAddress())
                .multiPart("photo", "photo.png", new byte[] {1, 2, 3}, "image/png")
                .post("/request")
                .then()
                .statusCode(200)
                .body("author", equalTo("Jane + Doe"));
        send("multipart/form-data; boundary=x", "--x\r\nbroken").then().statusCode(422);
        send("multipart/form-data", "no boundary").then().statusCode(422);
        send("multipart/form-data; boundary=x; charset=nonsense", "--x--")
                .then()
                .statusCode(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-www-form-urlencoded", "application/json"})
    @Tag("W13")
    @Tag("W14")
    void anEmptyBodyMissesAllFields(String contentType) {
        for (String body : List.of("", "[]", "{}", " ")) {
            Map<String, Object> errors = send(contentType, body)
                    .then()
                    .statusCode(422)
                    .extract()
                    .jsonPath()
                    .getMap("errors");
            assertEquals(
                    new TreeSet<>(List.of("company", "destination", "key", "name", "platform", "type", "value")),
                    new TreeSet<>(errors.keySet()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"company\":1", "{\"company\":1} x", "{\"company\":}"})
    @Tag("W13")
    void brokenJsonIsRefused(String body) {
        send("application/json", body).then().statusCode(422).body("message", instanceOf(String.class));
        send("application/x-www-form-urlencoded", body).then().statusCode(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "text/xml", "application/pdf", "garbage"})
    @Tag("W13")
    void anotherTypeIsNotSupportedUnlessItIsJsonAllTheSame(String contentType) {
        send(contentType, "company=1").then().statusCode(415).body("message", instanceOf(String.class));
    }

    @Test
    @Tag("W14")
    void allBadFieldsAreNamedInOneAnswer() {
        Map<String, Object> errors = Requests.post(Requests.fields(
                        "type", " ", "name", null, "destination", "\t", "platform", "yelp", "sendAfter", "soon"))
                .then()
                .statusCode(422)
                .extract()
                .jsonPath()
                .getMap("errors");
        assertEquals(
                new TreeSet<>(List.of("destination", "key", "name", "platform", "sendAfter", "type", "value")),
                new TreeSet<>(errors.keySet()));
    }

    @Test
    @Tag("W15")
    void anUnknownCompanyIsRefusedLikeAForeignOne() {
        String operator = Sandbox.token(Sandbox.ALL_OF_REQUESTS, "*");
        String ofHarbour = Sandbox.token(Sandbox.ALL_OF_REQUESTS, 2);
        String foreign = refusal(ofHarbour, 1);
        assertEquals(foreign, refusal(ofHarbour, 999_999));
        assertEquals(foreign, refusal(operator, 999_999));
        assertEquals(foreign, refusal(operator, 0));
        assertEquals(foreign, refusal(operator, -1));
    }

    private static String refusal(String token, long company) {
        return Requests.post(token, Requests.fields("company", company, "type", "fax"))
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer")
                .extract()
                .asString();
    }

    @Test
    @Tag("W15")
    void aCompanyThatIsNoIntegerIsABadField() {
        String token = Sandbox.token(Sandbox.ALL_OF_REQUESTS, "*");
        for (Object company : List.of("riverside", 1.5, true, List.of(1), "99999999999999999999")) {
            Requests.post(token, Requests.fields("company", company))
                    .then()
                    .statusCode(422)
                    .body("errors.company", instanceOf(String.class));
        }
        Requests.post(token, Requests.fields("company", "1")).then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({"email, email", "EMAIL, email"})
    @Tag("W16")
    void anEmailIsCalledEmail(String given, String told) {
        accepted("type", given).body("type", equalTo(told));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sms", "SMS", "Sms"})
    @Tag("W16")
    @Tag("W17")
    @Tag("W36")
    void aTextMessageIsCalledSmsAndItsNumberNormalised(String given) {
        int company = Tenants.plain();
        accepted("company", company, "type", given, "destination", "07400 123456")
                .body("type", equalTo("SMS"))
                .body("destination", equalTo("+44******456"));
        Sandbox.tick();
        assertEquals(
                "+447400123456",
                Sandbox.messages("+447400123456").getString("[0].destination"),
                "that is where it goes");
    }

    @Test
    @Tag("W17")
    void whatDoesNotFitTheTypeIsRefused() {
        refusedFor("destination", "destination", "+447400123456");
        refusedFor("destination", "type", "sms");
        refusedFor("destination", "type", "sms", "destination", "020 7946 0018");
        refusedFor("destination", "type", "sms", "destination", "0909 879 0000");
        refusedFor("destination", "destination", "jane@localhost");
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "title", "destination", "staffName", "businessName", "jobTitle", "source"})
    @Tag("W18")
    void whatCannotBeStoredOrMailedIsRefused(String field) {
        for (String bad :
                List.of("a\rb", "a\nb", "a\r\nBcc: b@example.com", "a\u0000b", "a\u001Bb", "a\u0085b", "ab\r\n")) {
            refusedFor(field, field, bad);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "title", "destination", "staffName", "source", "metadata"})
    @Tag("W18")
    void halvesOfCharactersAreRefused(String field) {
        for (String half : List.of("\\ud800", "\\udc00", "\\udc00\\ud800", "a\\ud83db")) {
            String value = field.equals("metadata") ? "{\\\"a\\\":\\\"" + half + "\\\"}" : half;
            String body = "{\"company\":1,\"type\":\"email\",\"platform\":\"auto\",\"name\":\"Jane\","
                    + "\"destination\":\"" + Sandbox.newAddress() + "\",\"" + field + "\":\"" + value + "\"}";
            send("application/json", body).then().statusCode(422).body("errors." + field, instanceOf(String.class));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"type", "platform", "treatmentType", "dateOfBirth", "sendAfter", "company"})
    @Tag("W18")
    void nothingUnstorableGetsAsFarAsTheDatabase(String field) {
        Requests.post(Sandbox.token(Sandbox.ALL_OF_REQUESTS, 1), Requests.fields(field, "a\u0000b"))
                .then()
                .statusCode(422)
                .body("errors." + field, instanceOf(String.class));
    }

    @Test
    @Tag("W18")
    void unstorableFormsAreRefusedToo() {
        String rest = "&company=1&type=email&platform=auto&destination=" + Sandbox.newAddress();
        send("application/x-www-form-urlencoded", "name=a%00b" + rest)
                .then()
                .statusCode(422)
                .body("errors.name", instanceOf(String.class));
        send("application/x-www-form-urlencoded", "name=a%0D%0Ab" + rest)
                .then()
                .statusCode(422)
                .body("errors.name", instanceOf(String.class));
    }

    @Test
    @Tag("W18")
    void theNameComesBackAsTheAuthor() {
        accepted("name", "Zoë O’Brien-李 👩").body("author", equalTo("Zoë O’Brien-李 👩"));
    }

    @Test
    @Tag("W19")
    void aPlatformIsEchoedIfTheCompanyHasItsLink() {
        int onGoogle = Tenants.with("platformLinks", Map.of("google", "https://g.page/r/hillside"));
        for (String platform : List.of("workingfeedback", "google", "auto")) {
            accepted("company", onGoogle, "platform", platform).body("platform", equalTo(platform));
        }
        refusedFor("platform", "company", onGoogle, "platform", "facebook");
        refusedFor("platform", "company", Tenants.plain(), "platform", "google");
        refusedFor("platform", "platform", "yelp");
    }

    @ParameterizedTest
    @CsvSource({
        "1, Unknown, Unknown",
        "1, N/A, Unknown",
        "1, NHS, NHS",
        "1, Private, Private",
        "1, , Unknown",
        "2, Unknown, N/A",
        "2, N/A, N/A",
        "2, NHS, N/A",
        "2, Private, N/A",
        "2, , N/A"
    })
    @Tag("W20")
    void aTreatmentTypeBecomesWhatItMeansForTheCompany(int company, String given, String told) {
        accepted("company", company, "treatmentType", given).body("treatmentType", equalTo(told));
    }

    @Test
    @Tag("W20")
    void anotherTreatmentTypeIsRefused() {
        refusedFor("treatmentType", "treatmentType", "Cash");
        refusedFor("treatmentType", "company", 2, "treatmentType", "Cash");
    }

    @Test
    @Tag("W21")
    void minorsAreNotAsked() {
        LocalDate today = LocalDate.ofInstant(Sandbox.now(), ZoneId.of("Europe/London"));
        refusedFor(
                "dateOfBirth", "dateOfBirth", today.minusYears(18).plusDays(2).toString());
        refusedFor("dateOfBirth", "dateOfBirth", today.plusDays(2).toString());
        refusedFor("dateOfBirth", "dateOfBirth", "2001-02-29");
        String adults = accepted(
                        "dateOfBirth", today.minusYears(18).minusDays(2).toString())
                .extract()
                .asString();
        assertFalse(adults.contains(Integer.toString(today.getYear() - 18)), "never returned: " + adults);
    }

    @Test
    @Tag("W22")
    @Tag("W23")
    @Tag("W25")
    void titleMetadataAndSourceComeBack() {
        accepted("title", "Check-up <b>", "source", "Till 7", "metadata", "{\"visit\": 7, \"a\": [true, null]}")
                .body("title", equalTo("Check-up <b>"))
                .body("source", equalTo("Till 7"))
                .body("metadata", equalTo("{\"visit\": 7, \"a\": [true, null]}"));
        String metadata =
                accepted("metadata", Map.of("visit", Map.of("nr", 7))).extract().path("metadata");
        assertEquals(Map.of("nr", 7), JsonPath.from(metadata).getMap("visit"));
    }

    @Test
    @Tag("W23")
    void whatIsNoObjectIsNoMetadata() {
        refusedFor("metadata", "metadata", "[]");
        refusedFor("metadata", "metadata", "visit 7");
        refusedFor("metadata", "metadata", List.of(Map.of()));
        refusedFor("metadata", "metadata", 7);
        refusedFor("metadata", "metadata", "{\"a\":\"" + "x".repeat(8192) + "\"}");
        refusedFor("metadata", "metadata", "{\"a\":".repeat(17) + "1" + "}".repeat(17));
    }

    @Test
    @Tag("W23")
    void anEscapedNulInMetadataStaysEscaped() {
        accepted("metadata", "{\"a\":\"\\u0000\"}").body("metadata", equalTo("{\"a\":\"\\u0000\"}"));
    }

    @Test
    @Tag("W24")
    void whomItIsAboutIsNotInTheAnswer() {
        accepted("staffName", "Dr Ada Brown", "businessName", "Doe Ltd", "jobTitle", "Buyer")
                .body(not(containsString("Ada")))
                .body(not(containsString("Doe Ltd")))
                .body(not(containsString("Buyer")));
    }

    @Test
    @Tag("W25")
    void theSourceIsByDefaultTheTokensName() {
        String token = RestAssured.given()
                .contentType(ContentType.JSON)
                .body(Map.of("companies", List.of(1), "scope", "requests:write", "name", "Back office"))
                .post("/sandbox/tokens")
                .path("token");
        Requests.post(token, Requests.fields()).then().statusCode(200).body("source", equalTo("Back office"));
        Requests.post(token, Requests.fields("source", "Till 7"))
                .then()
                .statusCode(200)
                .body("source", equalTo("Till 7"));
    }

    @Test
    @Tag("W26")
    void sendingWaitsNoLongerThanTwentyOneDays() {
        Instant now = Sandbox.now();
        accepted("sendAfter", now.plus(Duration.ofDays(21)).minusSeconds(60).toString());
        accepted("sendAfter", now.plus(Duration.ofDays(20)).getEpochSecond());
        accepted("sendAfter", now.plus(Duration.ofDays(20)).toEpochMilli());
        accepted("sendAfter", "2020-01-31 09:30");
        refusedFor(
                "sendAfter",
                "sendAfter",
                now.plus(Duration.ofDays(21)).plusSeconds(60).toString());
        refusedFor("sendAfter", "sendAfter", "soon");
    }

    @Test
    @Tag("W30")
    void unknownFieldsAreIgnored() {
        accepted("colour", "red", "id", 7, "sent", true, "rv_id", 9, "nested", Map.of("a", List.of(1)))
                .body("sent", equalTo(false))
                .body("rv_id", nullValue());
    }

    @ParameterizedTest
    @CsvSource({
        "name, 200",
        "businessName, 200",
        "jobTitle, 200",
        "source, 200",
        "staffName, 200",
        "title, 300",
        "destination, 320"
    })
    @Tag("W30")
    void whatIsTooLongIsRefused(String field, int longest) {
        refusedFor(field, field, "x".repeat(longest + 1));
        refusedFor(field, field, "x".repeat(500_000));
        if (!field.equals("destination")) {
            accepted(field, "😀".repeat(longest));
        }
    }

    @Test
    @Tag("W36")
    void theFullDestinationIsInNoAnswer() {
        String jane = Sandbox.newAddress();
        String local = jane.substring(0, jane.indexOf('@'));
        Response created = Sandbox.ask(1, jane);
        long id = created.jsonPath().getLong("id");
        for (Response answer : List.of(
                created,
                Sandbox.ask(1, jane),
                Requests.get(1, id),
                Sandbox.as(Sandbox.ALL_OF_REQUESTS, 1).get("/request/list/1"))) {
            assertFalse(answer.asString().contains(local), answer.asString());
        }
        Response bad = Requests.post(Requests.fields("destination", local + "@nowhere"));
        assertEquals(422, bad.statusCode());
        assertFalse(bad.asString().contains(local), bad.asString());
    }

    private static String newDigits() {
        return String.valueOf(ThreadLocalRandom.current().nextInt(10_000, 100_000));
    }

    @Test
    @Tag("W34a")
    void theActivityIsStoredAndNotTold() {
        JsonPath told = accepted(
                        "activity_id", "65f0c0ffee",
                        "activity_type", "Site visit",
                        "rep", "Ada Brown",
                        "template_id", 17)
                .extract()
                .jsonPath();
        assertEquals(KEYS, told.getMap("$").keySet());
        assertEquals(
                List.of("65f0c0ffee Site visit Ada Brown 17"),
                Database.ofService()
                        .rows(
                                "select activity_id, activity_type, rep, template_id from feedback_request where id = ?",
                                told.getLong("id")));
    }

    @Test
    @Tag("W34a")
    void theActivityHasItsLengths() {
        accepted("activity_id", "x".repeat(64), "template_id", "x".repeat(64), "rep", "x".repeat(200));
        for (String id : List.of("activity_id", "template_id")) {
            refusedFor(id, id, "x".repeat(65));
        }
        for (String word : List.of("activity_type", "rep")) {
            refusedFor(word, word, "x".repeat(201));
            refusedFor(word, word, "a\nb");
        }
    }
}
