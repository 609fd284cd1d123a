package org.earshot.problem;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.anything;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.oneOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.earshot.testing.Requests;
import org.earshot.testing.Sandbox;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every failure is told in the shape that its path speaks. */
@QuarkusTest
class ErrorShapesTest {

    private static final int BEYOND_A_MEGABYTE = 1024 * 1024 + 1;

    private static ValidatableResponse working(ValidatableResponse answer, int status) {
        return answer.statusCode(status)
                .contentType(ContentType.JSON)
                .body("message", instanceOf(String.class))
                .body("keySet()", everyItem(is(oneOf("message", "errors"))));
    }

    private static void activity(ValidatableResponse answer, int status) {
        answer.statusCode(status)
                .contentType(ContentType.JSON)
                .body("success", is(false))
                .body("error", instanceOf(String.class))
                .body("keySet()", everyItem(is(oneOf("success", "error", "errors"))));
    }

    private static void page(ValidatableResponse answer, int status) {
        answer.statusCode(status)
                .contentType(ContentType.HTML)
                .body(containsString("<h1>"))
                .body(not(containsString("\"message\"")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/nothing/here",
                "/requests",
                "/request/1/nothing",
                "/review",
                "/v10/request",
                "/V1/request",
                "/rr/link",
                "/activity-feedback"
            })
    @Tag("W1")
    @Tag("W5")
    void anUnknownRouteIsNotFound(String path) {
        working(given().get(path).then(), 404);
        working(given().accept("text/html").get(path).then(), 404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc",
                "0",
                "-1",
                "+1",
                "1.0",
                "1e3",
                "0x1",
                "99999999999999999999",
                "9223372036854775808",
                "9223372036854775807",
                "1%20",
                "%00",
                "%D9%A7",
                "T12",
                "null"
            })
    @Tag("W5")
    @Tag("W7")
    void whatNamesNoRequestIsNotFound(String id) {
        String token = Sandbox.token(Sandbox.ALL_OF_REQUESTS, "*");
        working(
                given().auth()
                        .oauth2(token)
                        .urlEncodingEnabled(false)
                        .get("/request/" + id)
                        .then(),
                404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "0", "-1", "99999999999999999999"})
    @Tag("W5")
    void whatNamesNoCompanyIsNotFound(String id) {
        working(
                Sandbox.as(Sandbox.ALL_OF_REQUESTS, "*")
                        .get("/request/list/" + id)
                        .then(),
                404);
    }

    @Test
    @Tag("W5")
    void aRequestOfAnotherCompanyIsAsUnknownAsOneThatIsNot() {
        long id = Requests.posted(Requests.fields());
        String foreign = Requests.get(2, id).then().statusCode(404).extract().asString();
        assertEquals(Requests.get(2, Long.MAX_VALUE).asString(), foreign);
        Requests.get(1, id).then().statusCode(200);
    }

    @Test
    @Tag("W1")
    void anotherMethodIsNotAllowed() {
        working(Sandbox.as(Sandbox.ALL_OF_REQUESTS, 1).delete("/request/1").then(), 405);
        working(given().put("/request").then(), 405);
        working(given().get("/request").then(), 405);
        working(given().delete("/review/1").then(), 405);
        working(given().get("/review/1/moderation").then(), 405);
    }

    @Test
    @Tag("W1")
    @Tag("W13")
    void anotherContentTypeIsNotSupported() {
        working(
                Sandbox.as(Sandbox.ALL_OF_REQUESTS, 1)
                        .contentType("application/xml")
                        .body("<request/>")
                        .post("/request")
                        .then(),
                415);
    }

    @Test
    @Tag("W1")
    void aBodyThatIsTooLargeIsRefused() {
        working(
                Sandbox.as(Sandbox.ALL_OF_REQUESTS, 1)
                        .contentType(ContentType.JSON)
                        .body("{\"title\":\"" + "x".repeat(BEYOND_A_MEGABYTE) + "\"}")
                        .post("/request")
                        .then(),
                413);
    }

    @Test
    @Tag("W4")
    void everyBadFieldIsNamedAndTheFirstOneRepeated() {
        JsonPath answer = working(
                        Requests.post(Requests.fields("type", "fax", "platform", "yelp"))
                                .then(),
                        422)
                .body("errors.type", instanceOf(String.class))
                .body("errors.platform", instanceOf(String.class))
                .extract()
                .jsonPath();
        assertEquals(
                Set.of("type", "platform", "key", "value"),
                answer.getMap("errors").keySet());
        assertEquals(answer.getString("errors." + answer.getString("errors.key")), answer.getString("errors.value"));
    }

    @Test
    @Tag("W4")
    void anErrorOfOneFieldHoldsBothReadingsOfTheDocument() {
        working(Requests.post(Requests.fields("destination", "nobody")).then(), 422)
                .body("errors.size()", is(3))
                .body("errors.destination", equalTo("must be an email address"))
                .body("errors.key", equalTo("destination"))
                .body("errors.value", equalTo("must be an email address"));
    }

    @Test
    @Tag("W1")
    @Tag("W4")
    @Tag("W29")
    void theTeapotSpeaksTheSameShape() {
        String jane = Sandbox.newAddress();
        Sandbox.ask(1, jane).then().statusCode(200);
        working(Sandbox.ask(1, jane).then(), 418)
                .body("errors.size()", is(3))
                .body("errors.destination", instanceOf(String.class))
                .body("errors.key", equalTo("destination"));
    }

    @Test
    @Tag("W11")
    void oddParametersAreSurvived() throws IOException {
        String token = Sandbox.token(Sandbox.ALL_OF_REQUESTS, 1);
        Requests.posted(Requests.fields());
        Requests.posted(Requests.fields());
        for (String query : Set.of("params", "a[]=1&[b]=2", "%7By%7D=%7Bz%7D", "&&=&=x", "x=%25")) {
            String answer = raw("GET /request/list/1?limit=1&" + query
                    + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                    + "\r\nConnection: close\r\n\r\n");
            assertTrue(answer.startsWith("HTTP/1.1 200 "), query + ": " + answer);
        }
    }

    @Test
    @Tag("W11")
    void aBodyOnAGetIsIgnored() {
        long id = Requests.posted(Requests.fields());
        Sandbox.as(Sandbox.ALL_OF_REQUESTS, 1)
                .contentType(ContentType.JSON)
                .body("{broken")
                .get("/request/" + id)
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1",
                "/v1/nothing",
                "/v1/request",
                "/v1/review/1",
                "/v1/activity-feedback-v2/none/such",
                "/activity-feedback-v2/none/such",
                "/feedback-options/none/such/thing",
                "/follow-ups/none/such/thing"
            })
    @Tag("A1")
    @Tag("A3")
    void belowTheOtherContractErrorsHaveItsShape(String path) {
        activity(given().get(path).then(), 404);
        activity(given().accept("text/html").get(path).then(), 404);
    }

    @Test
    void belowAPersonalLinkErrorsArePages() {
        page(given().get("/r/garbage").then(), 404);
        page(given().get("/r/garbage/nothing/here").then(), 404);
        page(given().accept(ContentType.JSON).get("/r").then(), 404);
        page(given().delete("/r/garbage").then(), 405);
        page(given().contentType(ContentType.JSON).body("{}").post("/r/garbage").then(), 415);
    }

    @Test
    @Tag("W1")
    void anAnswerIsJsonWhateverIsAccepted() {
        given().accept("text/html")
                .get("/review/" + Long.MAX_VALUE)
                .then()
                .contentType(ContentType.JSON)
                .body("message", anything());
    }

    @Test
    void anOpenedBeaconOfADeadLinkIsToldSo() {
        page(given().post("/r/garbage/opened").then(), 404);
    }

    /** What no well-behaved client can send. */
    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
