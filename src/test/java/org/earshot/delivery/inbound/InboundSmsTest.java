package org.earshot.delivery.inbound;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.earshot.testing.Database;
import org.earshot.testing.Requests;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Settings;
import org.earshot.testing.Tenants;
import org.earshot.testing.Webhooks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever answers STOP to a text message gets no more from anybody who wrote to them. */
@QuarkusTest
@Tag("W85")
@Tag("W68")
class InboundSmsTest {

    private Database database;
    private int company;
    private final String number = newNumber();

    private static String newNumber() {
        return "+447" + ThreadLocalRandom.current().nextLong(400_000_000, 499_999_999);
    }

    @BeforeEach
    void ownCompany() {
        database = Database.ofService();
        company = Tenants.plain();
    }

    @AfterEach
    void backToRealTime() {
        Sandbox.resetClock();
    }

    private static Response ask(int company, String number) {
        return Requests.post(Requests.fields("company", company, "type", "sms", "destination", number));
    }

    private long asked(int company) {
        return ask(company, number).then().statusCode(200).extract().jsonPath().getLong("id");
    }

    private List<String> entries(int company) {
        return database.rows("select reason from suppression where company_id = ?", (long) company);
    }

    private List<String> stateOf(long request) {
        return database.rows("select state from feedback_request where id = ?", request);
    }

    private int messages() {
        return Sandbox.messages(number).getList("$").size();
    }

    @Test
    void stopEndsWhatWaitsAndWhatWouldCome() {
        long id = asked(company);
        Webhooks.sms(number, "Stop.").then().statusCode(200).body("stop", is(true));
        assertEquals(List.of("OPTED_OUT"), entries(company));
        assertEquals(List.of("CANCELLED"), stateOf(id));
        Sandbox.tick();
        Sandbox.advance(Duration.ofDays(8));
        Sandbox.tick();
        assertEquals(0, messages());
        ask(company, number).then().statusCode(422).body("errors", hasKey("destination"));
    }

    @Test
    @Tag("W67")
    void stopEndsReminders() {
        long id = asked(company);
        Sandbox.tick();
        assertEquals(1, messages());
        Webhooks.twilioSms("From", number, "To", "+447400999999", "Body", "STOP")
                .then()
                .statusCode(200);
        assertEquals(List.of("ASKED"), stateOf(id));
        Sandbox.advance(Duration.ofDays(8));
        Sandbox.tick();
        Sandbox.tick();
        assertEquals(1, messages());
        assertEquals(0, database.number("select count(*) from outbox where company_id = ?", (long) company));
    }

    @Test
    void twilioIsAnsweredThatNothingIsToBeSentBack() {
        asked(company);
        Webhooks.twilioSms(
                        "MessageSid",
                        "SM1",
                        "From",
                        number,
                        "To",
                        "+447400999999",
                        "Body",
                        "Arrêt ! 🛑",
                        "NumMedia",
                        "0")
                .then()
                .statusCode(200)
                .contentType("text/xml")
                .body(equalTo("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response/>"));
        assertEquals(List.of("OPTED_OUT"), entries(company));
    }

    @Test
    void whatTwilioUnderstoodAsStopIsOne() {
        asked(company);
        Webhooks.twilioSms("From", number, "Body", "no more of this", "OptOutType", "STOP")
                .then()
                .statusCode(200);
        assertEquals(List.of("OPTED_OUT"), entries(company));
    }

    /** One number may serve all companies: the word holds for those that wrote, and the others do not hear of it. */
    @Test
    @Tag("W6")
    void everyCompanyThatAskedIsToldAndNoOther() {
        List<Integer> asking = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            asking.add(Tenants.plain());
        }
        int silent = Tenants.plain();
        int withAnother = Tenants.plain();
        asking.forEach(this::asked);
        ask(withAnother, newNumber()).then().statusCode(200);
        Webhooks.sms(number, "STOP").then().statusCode(200).body("size()", is(1));
        asking.forEach(each -> assertEquals(List.of("OPTED_OUT"), entries(each)));
        assertEquals(List.of(), entries(silent));
        assertEquals(List.of(), entries(withAnother));
        assertEquals(List.of(), entries(company));
        ask(silent, number).then().statusCode(200);
    }

    @Test
    @Tag("W37")
    void aCompanyThatAskedLongAgoIsRememberedByHash() {
        long id = asked(company);
        Sandbox.tick();
        Sandbox.advance(Duration.ofDays(40));
        Sandbox.tick();
        assertEquals(
                1, database.number("select count(*) from feedback_request where id = ? and destination is null", id));
        Webhooks.sms(number, "STOP").then().statusCode(200);
        assertEquals(List.of("OPTED_OUT"), entries(company));
    }

    @ParameterizedTest
    @ValueSource(strings = {"feedback_request", "contact"})
    void eitherOfTheTwoPlacesWhereAHashIsKeptIsEnough(String emptied) {
        asked(company);
        database.run("delete from " + emptied + " where company_id = ?", (long) company);
        Webhooks.sms(number, "STOP").then().statusCode(200);
        assertEquals(List.of("OPTED_OUT"), entries(company));
    }

    @Test
    void sayingItAgainChangesNothing() {
        asked(company);
        Webhooks.sms(number, "STOP").then().statusCode(200);
        List<String> before = database.rows("select s::text from suppression s where company_id = ?", (long) company);
        Webhooks.sms(number, "stop").then().statusCode(200).body("stop", is(true));
        Webhooks.twilioSms("From", number, "Body", "END").then().statusCode(200);
        assertEquals(before, database.rows("select s::text from suppression s where company_id = ?", (long) company));
    }

    @Test
    @Tag("W80")
    void onlyThePersonTakesItBackByTheirLink() {
        asked(company);
        Sandbox.tick();
        String page = Sandbox.optOutPath(number);
        Webhooks.sms(number, "STOP").then().statusCode(200);
        for (String word : List.of("START", "UNSTOP", "YES")) {
            Webhooks.sms(number, word).then().statusCode(200).body("stop", is(false));
            Webhooks.twilioSms("From", number, "Body", word, "OptOutType", "START")
                    .then()
                    .statusCode(200);
        }
        assertEquals(List.of("OPTED_OUT"), entries(company));
        long entry = database.number("select id from suppression where company_id = ?", (long) company);
        Sandbox.as("company:admin", company)
                .delete("/company/" + company + "/suppressions/" + entry)
                .then()
                .statusCode(409);
        given().get(page).then().statusCode(200).body(containsString("You will get no more messages"));
        given().post(page + "/undo").then().statusCode(200);
        assertEquals(List.of(), entries(company));
    }

    @ParameterizedTest
    @ValueSource(strings = {"please don't stop asking", "Great, thank you", "HELP", "5", ""})
    void anythingElseChangesNothing(String text) {
        long id = asked(company);
        Webhooks.sms(number, text).then().statusCode(200).body("stop", is(false));
        Webhooks.twilioSms("From", number, "Body", text).then().statusCode(200).contentType("text/xml");
        Webhooks.twilioSms("From", number).then().statusCode(200);
        assertEquals(List.of(), entries(company));
        assertEquals(List.of("ASKED"), stateOf(id));
    }

    @Test
    void whoIsNoNumberOrUnknownStopsNobody() {
        long before = database.number("select count(*) from suppression");
        for (String from : List.of("12345", "HILLSIDE", "", newNumber())) {
            Webhooks.twilioSms("From", from, "Body", "STOP").then().statusCode(200);
        }
        Webhooks.twilioSms("Body", "STOP").then().statusCode(200);
        Webhooks.sms(newNumber(), "STOP").then().statusCode(200).body("stop", is(true));
        assertEquals(before, database.number("select count(*) from suppression"));
    }

    static Stream<Map<String, Object>> badBodies() {
        return Stream.of(
                Map.of(),
                Map.of("text", "STOP"),
                Settings.fields("from", null, "text", "STOP"),
                Map.of("from", "07400123456", "text", "STOP"),
                Map.of("from", 447400123456L, "text", "STOP"),
                Map.of("from", "HILLSIDE", "text", "STOP"));
    }

    @ParameterizedTest
    @MethodSource("badBodies")
    void aBodyWithoutANumberIsRefused(Map<String, Object> body) {
        Webhooks.signed("/webhooks/sms", body).then().statusCode(422).body("errors", hasKey("from"));
    }

    @Test
    void whatCannotBeReadIsRefused() {
        long now = Clock.systemUTC().instant().getEpochSecond();
        for (String body : List.of("STOP", "[]", "{", "{\"from\":\"" + number + "\",\"text\":7}")) {
            Webhooks.signed("/webhooks/sms", body, now, Webhooks.SECRET)
                    .then()
                    .statusCode(422)
                    .body("message", containsString("rejected"))
                    .body(not(containsString(number)));
        }
    }

    @Test
    void anUnsignedCallIsRefusedAndChangesNothing() {
        long id = asked(company);
        long now = Clock.systemUTC().instant().getEpochSecond();
        String body = "{\"from\":\"" + number + "\",\"text\":\"STOP\"}";
        String another = "whsec_" + "YW5vdGhlciBzZWNyZXQgb2YgMjQgYnl0ZXMgb3IgbW9yZQ==";
        for (Response refused : List.of(
                given().body(body).post("/webhooks/sms"),
                given().post("/webhooks/sms"),
                Webhooks.signed("/webhooks/sms", body, now - 400, Webhooks.SECRET),
                Webhooks.signed("/webhooks/sms", body, now, another),
                Webhooks.signed("/webhooks/sms", "not even JSON", now, another),
                Sandbox.as("company:admin", "*").body(body).post("/webhooks/sms"))) {
            refused.then().statusCode(401).body("message", equalTo("A valid and recent signature is required"));
        }
        String[] form = {"From", number, "Body", "STOP"};
        String path = "/webhooks/twilio/sms";
        String good = Webhooks.twilioSignature(Webhooks.PUBLIC_URL + path, form);
        for (Response refused : List.of(
                Webhooks.twilio("", path, form),
                Webhooks.twilio(good, path, new String[] {"From", number, "Body", "STOP", "To", "x"}),
                Webhooks.twilio(good, path + "?x=1", form),
                Webhooks.twilio(Webhooks.twilioSignature("http://elsewhere" + path, form), path, form),
                given().body("From=%zz").post(path),
                given().post(path))) {
            refused.then().statusCode(401);
        }
        assertEquals(List.of(), entries(company));
        assertEquals(List.of("ASKED"), stateOf(id));
        given().get("/webhooks/sms").then().statusCode(405);
        given().get(path).then().statusCode(405);
    }

    /** What was done stays done, the provider is told to try again, and trying again completes it. */
    @Test
    void aFailureInTheMiddleIsToldAndMadeGoodByTheNextTry() {
        int other = Tenants.plain();
        asked(company);
        asked(other);
        database.run("alter table suppression add constraint refused_by_a_test check (company_id <> " + other
                + ") not valid");
        try {
            Webhooks.sms(number, "STOP").then().statusCode(500).body(not(containsString(number)));
        } finally {
            database.run("alter table suppression drop constraint refused_by_a_test");
        }
        assertEquals(List.of("OPTED_OUT"), entries(company));
        assertEquals(List.of(), entries(other));
        Webhooks.sms(number, "STOP").then().statusCode(200);
        assertEquals(List.of("OPTED_OUT"), entries(other));
    }

    @Test
    void aSecondBatchOfCompaniesIsAskedToo() {
        int last = 8_000_000;
        database.run("""
                insert into company (id, namespace, created_at)
                select 7000000 + i, 'many-' || i, now() from generate_series(1, 1100) i on conflict do nothing
                """);
        try {
            Settings.register(Settings.company("id", last));
            asked(last);
            Webhooks.sms(number, "STOP").then().statusCode(200);
            assertEquals(List.of("OPTED_OUT"), entries(last));
        } finally {
            database.run("delete from company where id between 7000001 and 7001100");
        }
    }
}
