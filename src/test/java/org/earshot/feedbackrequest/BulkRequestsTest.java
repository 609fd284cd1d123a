package org.earshot.feedbackrequest;

import static org.hamcrest.Matchers.instanceOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.earshot.testing.Database;
import org.earshot.testing.Requests;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Tenants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /company/{companyId}/requests}. */
@QuarkusTest
@Tag("W76")
class BulkRequestsTest {

    private static final String JSON = "application/json";
    private static final String LINES = "application/x-ndjson";
    private static final String CSV = "text/csv";
    private static final int MEGABYTE = 1024 * 1024;
    private static final int ROUNDS = 30;
    private static final String AT_WORK = """
            select count(*) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
              and state <> 'idle'
            """;
    private static final String WAITING_FOR_A_LOCK = """
            select count(*) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid() and wait_event_type = 'Lock'
            """;

    private final ObjectMapper json = new ObjectMapper();

    private Database database;
    private int company;
    private String token;

    @BeforeEach
    void ownCompany() {
        database = Database.ofService();
        company = Tenants.plain();
        token = Sandbox.token(Sandbox.ALL_OF_REQUESTS, company);
    }

    @AfterEach
    void unbreak() {
        database.run("alter table outbox drop constraint if exists refused_by_a_test");
    }

    private RequestSpecification call(String contentType) {
        return RestAssured.given()
                .config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .auth()
                .oauth2(token)
                .contentType(contentType);
    }

    private Response send(String contentType, String body) {
        return call(contentType).body(body.getBytes(StandardCharsets.UTF_8)).post("/company/" + company + "/requests");
    }

    private List<JsonNode> results(Response answer) {
        answer.then().statusCode(200).contentType(LINES);
        List<JsonNode> results = new ArrayList<>();
        for (String line : answer.asString().split("\n")) {
            results.add(parse(line));
        }
        for (int i = 0; i < results.size(); i++) {
            assertEquals(i + 1, results.get(i).path("row").asInt(), "rows are in order");
        }
        return results;
    }

    private JsonNode parse(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    private static List<Integer> statuses(List<JsonNode> results) {
        return results.stream().map(result -> result.path("status").asInt()).toList();
    }

    private String row(Object... namesAndValues) {
        Map<String, Object> fields = Requests.fields("company", null);
        try {
            return json.writeValueAsString(Requests.changed(fields, namesAndValues));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private long stored() {
        return database.number("select count(*) from feedback_request where company_id = ?", company);
    }

    @Test
    void linesAreAnsweredOneByOne() {
        List<JsonNode> results = results(send(LINES, row("name", "Zoë") + "\n" + row("title", "A visit") + "\n"));
        assertEquals(List.of(200, 200), statuses(results));
        assertEquals("Zoë", results.get(0).at("/request/author").asText());
        assertEquals("A visit", results.get(1).at("/request/title").asText());
        assertTrue(results.get(0).at("/request/rv_id").isNull(), "its key is there");
        long id = results.get(1).at("/request/id").asLong();
        assertEquals(parse(Requests.get(company, id).asString()), results.get(1).path("request"));
    }

    @Test
    void anArrayIsAnsweredByLinesTooUnlessJsonIsAskedFor() {
        assertEquals(List.of(200, 200), statuses(results(send(JSON, "[" + row() + ", " + row() + "]"))));
        Response array = call(JSON)
                .accept(JSON)
                .body(("[" + row() + "," + row("type", "fax") + "]").getBytes(StandardCharsets.UTF_8))
                .post("/company/" + company + "/requests");
        array.then().statusCode(200).contentType(JSON);
        JsonNode results = parse(array.asString());
        assertTrue(results.isArray());
        assertEquals(2, results.size());
        assertEquals(422, results.get(1).path("status").asInt());
        assertEquals(3, stored());
    }

    @Test
    void aTableIsAnswered() {
        List<JsonNode> results = results(send(
                CSV,
                "type,destination,name,platform,metadata\r\n"
                        + "email," + Sandbox.newAddress() + ",\"Doe, Jane\",auto,\"{\"\"a\"\":\n1}\"\r\n"
                        + "email,nobody,John,auto,\r\n"
                        + "email," + Sandbox.newAddress() + ",John\r\n"
                        + "SMS,07400 123456,John,auto,\r\n"));
        assertEquals(List.of(200, 422, 422, 200), statuses(results));
        assertEquals("Doe, Jane", results.get(0).at("/request/author").asText());
        assertEquals("{\"a\":\n1}", results.get(0).at("/request/metadata").asText());
        assertEquals(
                "must be an email address",
                results.get(1).at("/errors/destination").asText());
        assertEquals("+44******456", results.get(3).at("/request/destination").asText());
    }

    @Test
    void errorsStandAmongTheRowsThatAreTaken() {
        String jane = Sandbox.newAddress();
        List<JsonNode> results = results(send(
                LINES,
                String.join(
                        "\n",
                        row("destination", jane),
                        row("destination", jane.toUpperCase(Locale.ROOT)),
                        row("type", "fax", "platform", "yelp"),
                        "{broken",
                        row("company", company + 1),
                        row("company", 1),
                        row("company", "abc"),
                        row("company", company))));
        assertEquals(List.of(200, 418, 422, 422, 401, 401, 422, 200), statuses(results));
        assertNotNull(results.get(1).at("/errors/destination").textValue());
        assertEquals(
                List.of("type", "platform", "key", "value"),
                List.copyOf(parse(results.get(2).path("errors").toString()).properties().stream()
                        .map(Map.Entry::getKey)
                        .toList()));
        assertEquals(
                parse(Requests.post(token, Requests.fields("company", 1)).asString())
                        .path("message"),
                results.get(4).path("message"));
        assertEquals(2, stored());
    }

    @Test
    void whatIsSentAfterwardsIsWhatWasAccepted() {
        String jane = Sandbox.newAddress();
        results(send(LINES, row("destination", jane)));
        Sandbox.tick();
        assertEquals(1, Sandbox.messages(jane).getList("$").size());
    }

    @Test
    void anArrayThatBreaksSaysSoLast() {
        List<JsonNode> results = results(send(JSON, "[" + row() + "," + row() + " oops"));
        assertEquals(List.of(200, 200, 422), statuses(results));
        assertTrue(results.get(2).at("/errors/body").asText().contains("is no JSON array from byte"));
        assertEquals(2, stored());
    }

    @Test
    void anUnexpectedFailureIsThatOfItsRow() {
        String jane = Sandbox.newAddress();
        database.run("alter table outbox add constraint refused_by_a_test check (company_id <> " + company
                + " or channel <> 'SMS') not valid");
        List<JsonNode> results = results(send(
                LINES,
                String.join("\n", row("destination", jane), row("type", "sms", "destination", "07400 123456"), row())));
        assertEquals(List.of(200, 500, 200), statuses(results));
        assertTrue(results.get(1).path("message").asText().startsWith("Something went wrong on our side"));
        assertEquals(2, stored());
    }

    @Test
    @Tag("W34")
    void aDryRunStoresNothing() {
        String jane = Sandbox.newAddress();
        results(send(LINES, row("destination", jane)));
        String before = fingerprint();
        List<JsonNode> results = results(call(LINES)
                .queryParam("dryRun", true)
                .body((row() + "\n" + row("destination", jane) + "\n" + row("type", "fax"))
                        .getBytes(StandardCharsets.UTF_8))
                .post("/company/" + company + "/requests"));
        assertEquals(List.of(200, 418, 422), statuses(results));
        assertEquals(0, results.get(0).at("/request/id").asInt(-1));
        assertEquals(before, fingerprint());
    }

    private String fingerprint() {
        return List.of("feedback_request", "contact", "outbox").stream()
                .map(table -> database.rows("select count(*), md5(string_agg(t::text, ';' order by t::text)) from "
                                + table + " t where company_id = " + company)
                        .toString())
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @ValueSource(strings = {JSON, LINES, CSV})
    void aBodyWithoutRowsIsRefused(String contentType) {
        for (String body : List.of("", " \n")) {
            send(contentType, body)
                    .then()
                    .statusCode(422)
                    .contentType(JSON)
                    .body("message", instanceOf(String.class))
                    .body("errors.body", instanceOf(String.class));
        }
    }

    @Test
    void anArrayThatIsNoneIsRefused() {
        for (String body : List.of("[]", "{}", "[", "x")) {
            send(JSON, body).then().statusCode(422).body("errors.body", instanceOf(String.class));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/xml", "text/plain", "application/x-www-form-urlencoded", "garbage"})
    void anotherContentTypeIsNotSupported(String contentType) {
        Response answer = contentType.contains("form")
                ? call(contentType).body("a=b").post("/company/" + company + "/requests")
                : send(contentType, "x");
        answer.then().statusCode(415).contentType(JSON).body("message", instanceOf(String.class));
    }

    @Test
    void parametersAndPathAreChecked() {
        call(LINES)
                .queryParam("dryRun", "maybe")
                .body(row().getBytes(StandardCharsets.UTF_8))
                .post("/company/" + company + "/requests")
                .then()
                .statusCode(422)
                .body("errors.dryRun", instanceOf(String.class));
        call(LINES)
                .header("Idempotency-Key", "x")
                .body(row().getBytes(StandardCharsets.UTF_8))
                .post("/company/" + company + "/requests")
                .then()
                .statusCode(422)
                .body("errors.Idempotency-Key", instanceOf(String.class));
        for (String id : List.of("0", "-1", "abc", "99999999999999999999")) {
            call(LINES)
                    .body(row().getBytes(StandardCharsets.UTF_8))
                    .post("/company/" + id + "/requests")
                    .then()
                    .statusCode(404);
        }
        String foreign = call(LINES)
                .body(row().getBytes(StandardCharsets.UTF_8))
                .post("/company/1/requests")
                .then()
                .statusCode(401)
                .extract()
                .asString();
        assertEquals(
                foreign,
                RestAssured.given()
                        .auth()
                        .oauth2(Sandbox.token(Sandbox.ALL_OF_REQUESTS, "*"))
                        .contentType(LINES)
                        .body(row().getBytes(StandardCharsets.UTF_8))
                        .post("/company/999999/requests")
                        .then()
                        .statusCode(401)
                        .extract()
                        .asString());
        assertEquals(0, stored());
    }

    @Test
    void tenThousandRowsAreTaken() {
        String body = IntStream.range(0, BulkRows.MOST_ROWS)
                .mapToObj(i -> "email,jane." + i + "@example.com,Jane Doe,auto,A rather long title to fill the line\n")
                .collect(Collectors.joining("", "type,destination,name,platform,title\n", ""));
        Response answer = send(CSV, body);
        assertEquals(
                BulkRows.MOST_ROWS,
                statuses(results(answer)).stream().filter(s -> s == 200).count());
        assertEquals(BulkRows.MOST_ROWS, stored());
        database.run("delete from outbox where company_id = " + company);
    }

    @Test
    void rowsBeyondTheTenThousandthAreNotTaken() {
        String bad = "{}\n".repeat(BulkRows.MOST_ROWS - 1);
        List<JsonNode> results = results(send(LINES, bad + row() + "\n" + row() + "\n" + row()));
        assertEquals(BulkRows.MOST_ROWS + 1, results.size());
        assertEquals(200, results.get(BulkRows.MOST_ROWS - 1).path("status").asInt());
        assertEquals(422, results.get(BulkRows.MOST_ROWS).path("status").asInt());
        assertTrue(results.get(BulkRows.MOST_ROWS).at("/errors/body").asText().startsWith("has more than 10000 rows"));
        assertEquals(1, stored());
    }

    @Test
    void aBodyMayBeLargerThanOthers() {
        String large = row("ignored", "x".repeat(60_000));
        List<JsonNode> results = results(send(
                LINES,
                IntStream.range(0, 50)
                        .mapToObj(i -> large.replace("jane.", "jane." + i))
                        .collect(Collectors.joining("\n"))));
        assertEquals(50, statuses(results).stream().filter(s -> s == 200).count());
    }

    /** One row goes, its answer comes, and only then goes the next. */
    @Test
    void answersComeWhileTheBodyIsStillBeingSent() throws IOException {
        try (Socket caller = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            caller.setSoTimeout(10_000);
            OutputStream out = caller.getOutputStream();
            out.write(head("Transfer-Encoding: chunked"));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.UTF_8));
            for (int i = 1; i <= 3; i++) {
                out.write(chunk(row() + "\n"));
                assertEquals(200, nextResult(in, i).path("status").asInt());
                assertEquals(i, stored());
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String rest = in.lines().collect(Collectors.joining("\n"));
            assertTrue(rest.endsWith("0\n"), rest);
        }
    }

    @Test
    void aClientMayWaitForTheGoAhead() throws IOException {
        String body = row() + "\n";
        try (Socket caller = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            caller.setSoTimeout(10_000);
            OutputStream out = caller.getOutputStream();
            out.write(head("Expect: 100-continue\r\nContent-Length: " + body.length()));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.UTF_8));
            assertEquals("HTTP/1.1 100 Continue", in.readLine());
            out.write(body.getBytes(StandardCharsets.UTF_8));
            assertEquals(200, nextResult(in, 1).path("status").asInt());
        }
    }

    @Test
    void aClientThatHangsUpKeepsWhatWasAcceptedAndTakesNothingWithIt() throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            hangUpAfter(row() + "\n{\"type\":\"ema", round % 2 == 0);
        }
        database.await(0, AT_WORK);
        assertEquals(ROUNDS, stored(), "the row under way is kept, and the one that was cut off is not taken");
        hangUpAfter(IntStream.range(0, 50).mapToObj(row -> row() + "\n").collect(Collectors.joining()), true);
        assertEquals(List.of(200), statuses(results(send(LINES, row()))));
        database.await(0, AT_WORK);
        assertEquals(
                0,
                database.number(
                        "select (select count(*) from feedback_request where company_id = ?)"
                                + " - (select count(*) from outbox where company_id = ?)",
                        company,
                        company),
                "each is whole");
    }

    /** Sends this as the beginning of a body, and leaves while its first row is being stored. */
    private void hangUpAfter(String start, boolean reset) throws IOException {
        Database.Lock held = database.lock("outbox");
        try (held;
                Socket caller = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            caller.getOutputStream().write(head("Transfer-Encoding: chunked"));
            caller.getOutputStream().write(chunk(start));
            database.await(1, WAITING_FOR_A_LOCK);
            caller.setSoLinger(reset, 0);
        }
        database.await(0, WAITING_FOR_A_LOCK);
    }

    @Test
    @Tag("W1")
    void otherBodiesKeepTheirLimitAlsoWhenTheyAreNotAnnounced() throws IOException {
        try (Socket caller = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            caller.setSoTimeout(10_000);
            OutputStream out = caller.getOutputStream();
            out.write(String.join(
                            "\r\n",
                            "POST /request HTTP/1.1",
                            "Host: localhost",
                            "Authorization: Bearer " + token,
                            "Content-Type: application/json",
                            "Transfer-Encoding: chunked",
                            "",
                            "")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(chunk("{\"title\":\""));
            String piece = "x".repeat(MEGABYTE / 4);
            for (int i = 0; i < 5; i++) {
                out.write(chunk(piece));
            }
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.UTF_8));
            assertEquals("HTTP/1.1 413 Request Entity Too Large", in.readLine());
        }
    }

    private byte[] head(String more) {
        return String.join(
                        "\r\n",
                        "POST /company/" + company + "/requests HTTP/1.1",
                        "Host: localhost",
                        "Connection: close",
                        "Authorization: Bearer " + token,
                        "Content-Type: " + LINES,
                        more,
                        "",
                        "")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] chunk(String text) {
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        return (Integer.toHexString(length) + "\r\n" + text + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private JsonNode nextResult(BufferedReader in, int row) throws IOException {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith("{")) {
                JsonNode result = parse(line);
                assertEquals(row, result.path("row").asInt());
                return result;
            }
        }
        throw new AssertionError("The answer has ended");
    }
}
