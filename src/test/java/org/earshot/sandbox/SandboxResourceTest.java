package org.earshot.sandbox;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.earshot.testing.Sandbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SandboxResourceTest {

    private static final String GOOD_TOKEN = "{\"companies\": [1], \"scope\": \"requests:read\"}";

    @AfterEach
    void backToNormal() {
        Sandbox.failNext(0, "temporary");
        Sandbox.resetClock();
    }

    @Test
    void aTokenIsWhatItWasAskedToBe() {
        String token = Sandbox.token("requests:read", 1);
        given().auth().oauth2(token).get("/request/list/1").then().statusCode(200);
        given().auth().oauth2(token).get("/request/list/2").then().statusCode(401);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                             | companies,scope",
                "{\"companies\": [], \"scope\": \"\"}                           | companies,scope",
                "{\"companies\": [0], \"scope\": \"requests:read\"}             | companies",
                "{\"companies\": [null], \"scope\": \"requests:read\"}          | companies",
                "{\"companies\": [\"one\"], \"scope\": \"requests:read\"}       | companies",
                "{\"companies\": 1, \"scope\": \"requests:read\"}               | companies",
                "{\"companies\": {}, \"scope\": \"requests:read\"}              | companies",
                "{\"companies\": [1], \"scope\": \"everything\"}                | scope",
                "{\"companies\": [1], \"scope\": [\"requests:read\"]}           | scope",
                "{\"companies\": [1], \"scope\": \"requests:read\", \"days\": 0}       | days",
                "{\"companies\": [1], \"scope\": \"requests:read\", \"days\": 3651}    | days",
                "{\"companies\": [1], \"scope\": \"requests:read\", \"days\": \"many\"} | days",
                "{\"companies\": [1], \"scope\": \"requests:read\", \"days\": 99999999999} | body"
            })
    void aBadWishForATokenIsRefusedByTheNamesOfItsFields(String body, String fields) {
        ValidatableResponse refusal = unprocessable(body, "/sandbox/tokens");
        for (String field : fields.split(",", -1)) {
            refusal.body("errors", hasKey(field));
        }
    }

    @Test
    void noWishAtAllNamesWhatIsMissing() {
        given().contentType(ContentType.JSON)
                .post("/sandbox/tokens")
                .then()
                .statusCode(422)
                .body("errors", allOf(hasKey("companies"), hasKey("scope")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "nonsense", "{\"companies\": [1,}", "{\"scope\": \"\\x\"}", "[]", "7", "\"text\""})
    @Tag("W1")
    @Tag("W4")
    void aBodyThatCannotBeReadIsAnErrorOfTheCaller(String body) {
        for (String path : List.of("/sandbox/tokens", "/sandbox/clock")) {
            unprocessable(body, path).body("errors.body", notNullValue());
        }
    }

    @Test
    void anotherContentTypeIsRefusedInTheSameShape() {
        given().contentType("text/plain")
                .body(GOOD_TOKEN)
                .post("/sandbox/tokens")
                .then()
                .statusCode(415)
                .contentType(ContentType.JSON)
                .body("message", notNullValue());
    }

    @Test
    void messagesAreFoundByRecipientAndCompanyNewestFirst() {
        String jane = Sandbox.newAddress();
        long first = Sandbox.asked(1, jane);
        long second = Sandbox.asked(2, jane);
        JsonPath hers = Sandbox.messages(" " + jane.toUpperCase(Locale.ROOT) + " ");
        assertEquals(List.of((int) second, (int) first), hers.getList("requestId"));
        assertTrue(hers.getLong("[0].id") > hers.getLong("[1].id"));
        given().queryParam("destination", jane)
                .queryParam("company", 1)
                .get("/sandbox/messages")
                .then()
                .statusCode(200)
                .body("requestId", equalTo(List.of((int) first)))
                .body("[0].channel", equalTo("email"))
                .body("[0].destination", equalTo(jane))
                .body("[0].headers.'Message-ID'", notNullValue());
        given().queryParam("company", 1)
                .get("/sandbox/messages")
                .then()
                .statusCode(200)
                .body("size()", greaterThan(0))
                .body("destination", everyItem(not(equalTo(""))));
        assertEquals(List.of(), Sandbox.messages("nobody@example.com").getList("$"));
    }

    @Test
    void timeIsMovedOnAndSetBack() {
        Sandbox.advance(Duration.ofDays(28));
        Sandbox.advance(Duration.ofHours(1).negated());
        JsonPath ahead = clock();
        assertEquals(Duration.ofDays(28).minusHours(1).toSeconds(), ahead.getLong("offsetSeconds"));
        assertTrue(Instant.parse(ahead.getString("now")).isAfter(Instant.now().plus(Duration.ofDays(27))));
        Sandbox.resetClock();
        assertEquals(0, clock().getLong("offsetSeconds"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"advance\": null}",
                "{\"advance\": \"\"}",
                "{\"advance\": \"tomorrow\"}",
                "{\"advance\": 5}",
                "{\"advance\": \"P1M\"}",
                "{\"advance\": \"P99999999999999999999D\"}",
                "{\"advance\": \"P3651D\"}",
                "{\"advance\": \"-P3651D\"}",
                "{\"advance\": \"PT9223372036854775807S\"}"
            })
    void timeIsNotMovedByAnythingElse(String body) {
        unprocessable(body, "/sandbox/clock").body("errors", hasKey("advance"));
        assertEquals(0, clock().getLong("offsetSeconds"));
    }

    @Test
    void aTickTellsHowMuchItDid() {
        Sandbox.tick();
        given().post("/sandbox/tick").then().statusCode(200).body("done", is(0));
        Sandbox.ask(1, Sandbox.newAddress()).then().statusCode(200);
        given().post("/sandbox/tick").then().statusCode(200).body("done", is(1));
    }

    @Test
    void aTemporaryFaultDelaysAMessage() {
        delayed("temporary");
    }

    @Test
    void aSilentProviderDelaysAMessage() {
        delayed("timeout");
    }

    private static void delayed(String fault) {
        Sandbox.tick();
        String jane = Sandbox.newAddress();
        Sandbox.failNext(1, fault);
        long id = Sandbox.asked(1, jane);
        assertEquals(0, Sandbox.messages(jane).getList("$").size());
        request(id).body("sent", is(false));
        Sandbox.advance(Duration.ofMinutes(2));
        Sandbox.tick();
        assertEquals(1, Sandbox.messages(jane).getList("$").size());
        request(id).body("sent", is(true));
    }

    @Test
    void aPermanentFaultEndsARequestAndLetsItsRecipientBeAskedAgain() {
        Sandbox.tick();
        String jane = Sandbox.newAddress();
        Sandbox.failNext(1, "permanent");
        long id = Sandbox.asked(1, jane);
        Sandbox.advance(Duration.ofDays(1));
        Sandbox.tick();
        assertEquals(0, Sandbox.messages(jane).getList("$").size());
        request(id).body("sent", is(false));
        Sandbox.ask(1, jane).then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                           | next,outcome",
                "{\"next\": -1, \"outcome\": \"temporary\"}   | next",
                "{\"next\": \"some\", \"outcome\": \"temporary\"} | next",
                "{\"next\": 1}                                | outcome",
                "{\"next\": 1, \"outcome\": \"TEMPORARY\"}    | outcome",
                "{\"next\": 1, \"outcome\": \"strange\"}      | outcome"
            })
    void aBadWishForFaultsIsRefusedByTheNamesOfItsFields(String body, String fields) {
        ValidatableResponse refusal = given().contentType(ContentType.JSON)
                .body(body)
                .put("/sandbox/faults")
                .then()
                .statusCode(422)
                .contentType(ContentType.JSON);
        for (String field : fields.split(",", -1)) {
            refusal.body("errors", hasKey(field));
        }
    }

    @Test
    void theMailboxShowsAMessageAndRunsNothingThatItsAuthorHidInIt() {
        String jane = Sandbox.newAddress();
        Sandbox.as(Sandbox.ALL_OF_REQUESTS, 1)
                .formParam("company", 1)
                .formParam("type", "email")
                .formParam("name", "<script>alert(1)</script>")
                .formParam("title", "\"><img src=x onerror=alert(2)>")
                .formParam("destination", jane)
                .formParam("platform", "auto")
                .post("/request")
                .then()
                .statusCode(200);
        Sandbox.tick();
        given().get("/sandbox/mailbox")
                .then()
                .statusCode(200)
                .contentType("text/html")
                .header("Content-Security-Policy", containsString("default-src 'none'"))
                .body(containsString("To " + jane))
                .body(containsString(Sandbox.linkPath(jane)))
                .body(containsString("&lt;script&gt;alert(1)"))
                .body(not(containsString("<script>alert(1)")))
                .body(not(containsString("<img src=x")));
        String html = Sandbox.messages(jane).getString("[0].html");
        assertTrue(html.contains("&lt;script&gt;alert(1)"), html);
        assertTrue(!html.contains("<script>alert(1)") && !html.contains("<img src=x"), html);
    }

    private static ValidatableResponse request(long id) {
        return Sandbox.as(Sandbox.ALL_OF_REQUESTS, 1)
                .get("/request/" + id)
                .then()
                .statusCode(200);
    }

    private static JsonPath clock() {
        return given().get("/sandbox/clock").then().statusCode(200).extract().jsonPath();
    }

    private static ValidatableResponse unprocessable(String body, String path) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post(path)
                .then()
                .statusCode(422)
                .contentType(ContentType.JSON)
                .body("message", notNullValue());
    }
}
