package org.earshot.activity;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.earshot.testing.Database;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Settings;
import org.earshot.testing.Tenants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports of activity feedback, over HTTP: what is in them. */
@QuarkusTest
@Tag("A33")
class ExportedFeedbackTest {

    private static final String EXPORT = Feedbacks.PATH + "/export";

    private final ObjectMapper json = new ObjectMapper();

    private Database database;
    private int company;

    @BeforeEach
    void ownCompany() {
        database = Database.ofService();
        company = Tenants.plain();
    }

    @AfterEach
    void backToRealTime() {
        Sandbox.resetClock();
    }

    private RequestSpecification as(Object... companies) {
        return Sandbox.as(Feedbacks.ALL, companies).urlEncodingEnabled(false);
    }

    private Response export(String query) {
        Response answer = as(company).get(EXPORT + query);
        answer.then().statusCode(200);
        return answer;
    }

    private List<JsonNode> lines(Response answer) {
        List<JsonNode> lines = new ArrayList<>();
        answer.asString().lines().forEach(line -> lines.add(parsed(line)));
        return lines;
    }

    private JsonNode parsed(String text) {
        try {
            return json.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    private List<String> ids(Response answer) {
        return lines(answer).stream().map(line -> line.path("_id").asText()).toList();
    }

    private static List<NamedCsvRecord> rows(Response answer) {
        return CsvReader.builder().ofNamedCsvRecord(answer.asString()).stream().toList();
    }

    private String recordedInFull() {
        String id = Feedbacks.newId(
                company,
                "activity_id",
                "visit-2041",
                "client",
                "client-12",
                "nps_score",
                0,
                "completion_time",
                180,
                "responses",
                List.of(
                        Settings.fields("question_id", "q1", "question_type", "scale", "response_value", 4),
                        Settings.fields(
                                "question_id",
                                "q2",
                                "question_type",
                                "text",
                                "response_value",
                                "Very \"helpful\", thank you,\nJürgen")),
                "session_data",
                Settings.fields("device_type", "mobile", "browser", "Firefox", "ip_address", "192.0.2.7"));
        Feedbacks.patch(
                        company,
                        id,
                        "{\"follow_up_actions\": [{\"action_type\": \"call\", \"due_date\": \"2026-02-14\"}]}")
                .then()
                .statusCode(200);
        return id;
    }

    @Test
    void eachLineIsWhatTheListShows() {
        Feedbacks.newId(company);
        recordedInFull();
        Feedbacks.newId(company, "is_anonymous", true);
        List<JsonNode> listed = new ArrayList<>();
        parsed(as(company).get(Feedbacks.PATH + "?sort=createdAt").asString())
                .path("data")
                .forEach(listed::add);
        Response answer = export("");
        assertEquals(3, listed.size());
        assertEquals(listed, lines(answer));
        answer.then()
                .header("Content-Type", equalTo("application/x-ndjson;charset=utf-8"))
                .header("Content-Disposition", startsWith("attachment; filename=\"activity-feedback-20"))
                .header("Content-Disposition", containsString(".ndjson\""));
    }

    @Test
    void eachRowHasACellForEachField() {
        Feedbacks.newId(company);
        recordedInFull();
        List<JsonNode> lines = lines(export(""));
        Response answer = export("?format=csv");
        List<NamedCsvRecord> rows = rows(answer);
        assertEquals(2, rows.size());
        for (int i = 0; i < rows.size(); i++) {
            for (String name : rows.get(i).getHeader()) {
                JsonNode value = lines.get(i).at("/" + name.replace('.', '/'));
                String cell = rows.get(i).getField(name);
                if (value.isArray()) {
                    assertEquals(value, parsed(cell), name);
                } else {
                    assertEquals(value.asText(), cell, name);
                }
            }
        }
        assertEquals(
                "4",
                parsed(rows.get(1).getField("responses"))
                        .at("/0/response_value")
                        .asText());
        answer.then()
                .header("Content-Type", equalTo("text/csv;charset=utf-8"))
                .header("Content-Disposition", containsString(".csv\""));
    }

    /** Programs rely on the columns; new ones go to the end. */
    @Test
    void theColumnsStay() {
        assertEquals(
                "_id createdAt modifiedAt company_namespace activity_type activity_id rep client template_id"
                        + " overall_satisfaction nps_score sentiment_analysis.overall_sentiment"
                        + " sentiment_analysis.confidence_score sentiment_analysis.keywords"
                        + " sentiment_analysis.explanation completion_time completion_rate session_data.device_type"
                        + " session_data.browser session_data.ip_address session_data.location.country"
                        + " session_data.location.city is_anonymous responses follow_up_actions SVClient __v",
                export("?format=csv")
                        .asString()
                        .replace("\",\"", " ")
                        .replace("\"", "")
                        .replace("\r\n", ""));
        Feedbacks.newId(company);
        assertEquals(
                CsvTable.EXAMPLE.lines().findFirst(),
                export("?format=csv").asString().lines().findFirst());
    }

    @Test
    void noCellIsAFormula() {
        Feedbacks.newId(
                company,
                "activity_type",
                "=HYPERLINK(\"https://example.com\")",
                "activity_id",
                "@visit",
                "rep",
                "+447400123456",
                "client",
                "-1",
                "template_id",
                "＝1",
                "completion_time",
                7,
                "session_data",
                Settings.fields("browser", "a;=1+1"));
        Response answer = export("?format=csv");
        NamedCsvRecord row = rows(answer).get(0);
        assertEquals("'=HYPERLINK(\"https://example.com\")", row.getField("activity_type"));
        assertEquals("'@visit", row.getField("activity_id"));
        assertEquals("'+447400123456", row.getField("rep"));
        assertEquals("'-1", row.getField("client"));
        assertEquals("'＝1", row.getField("template_id"));
        assertEquals("7", row.getField("completion_time"));
        // quoted, where a spreadsheet separates by semicolons
        answer.then().body(containsString("\"a;=1+1\""));
    }

    @Test
    void anEmptyExportIsAnAnswer() {
        export("").then().body(emptyString());
        assertEquals(1, export("?format=csv").asString().lines().count());
        assertEquals(
                1,
                export("?format=csv&company_namespace=nobody")
                        .asString()
                        .lines()
                        .count());
    }

    @ParameterizedTest
    @CsvSource({
        "'', */*, x-ndjson",
        "'', application/x-ndjson, x-ndjson",
        "'', text/csv, text/csv",
        "'', text/*, text/csv",
        "'', 'application/x-ndjson;q=0.5, text/csv', text/csv",
        "'', 'text/csv;q=0.1, application/x-ndjson', x-ndjson",
        "'', 'text/html, application/xml;q=0.9, */*;q=0.8', x-ndjson",
        "?format=csv, */*, text/csv",
        "?format=csv, application/json, text/csv",
        "?format=csv, application/x-ndjson, text/csv",
        "?format=ndjson, text/csv, x-ndjson",
        "?format=null, text/csv, text/csv",
        "?format=, text/csv, text/csv"
    })
    void theParameterTellsTheFormatBeforeAcceptDoes(String query, String accept, String type) {
        as(company)
                .accept(accept)
                .get(EXPORT + query)
                .then()
                .statusCode(200)
                .header("Content-Type", containsString(type));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/html", "application/x-ndjson;q=0"})
    @Tag("A1")
    void anotherFormatIsNotAcceptable(String accept) {
        as(company)
                .accept(accept)
                .get(EXPORT)
                .then()
                .statusCode(406)
                .contentType("application/json")
                .body("success", equalTo(false))
                .body("error", equalTo("None of the accepted content types is available"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "format=xml",
                "format=CSV",
                "overall_satisfaction=11",
                "sort=rep",
                "sort=-overall_satisfaction",
                "sortBy=[%7B%22field%22:%22client%22%7D]",
                "sort=createdAt&sortPageOrder=up",
                "cursor=7",
                "_id=[%22"
            })
    @Tag("A22")
    void whatCannotBeMeantIsABadRequest(String query) {
        as(company)
                .get(EXPORT + "?" + query)
                .then()
                .statusCode(400)
                .contentType("application/json")
                .body("success", equalTo(false));
    }

    @Test
    @Tag("A2")
    @Tag("A3")
    void whoMayReadFeedbackMayExportItAlsoAtTheRoot() {
        String id = Feedbacks.newId(company);
        given().get(EXPORT).then().statusCode(401).body("success", equalTo(false));
        Sandbox.as("activity:write", company).get(EXPORT).then().statusCode(403).body("success", equalTo(false));
        as(company).post(EXPORT).then().statusCode(405).body("success", equalTo(false));
        as(company).head(EXPORT).then().statusCode(200).body(emptyString());
        Response atTheRoot = given().header("api-key", Sandbox.token("activity:read", company))
                .get("/activity-feedback-v2/export");
        assertEquals(List.of(id), ids(atTheRoot));
    }

    @Test
    @Tag("A22")
    void theFiltersAreThoseOfTheList() {
        String first = Feedbacks.newId(company, "client", "c1", "activity_id", "a");
        Feedbacks.newId(company, "client", "c1", "rep", "rep-8", "overall_satisfaction", 3);
        String third = Feedbacks.newId(company, "activity_type", "call", "template_id", "other");
        for (String query : List.of(
                "client=c1",
                "client=c1&rep=rep-8",
                "client=c1&activity_type=call",
                "activity_type=call",
                "template_id=other",
                "overall_satisfaction=3",
                "rep=rep-9",
                "_id=" + first + "&_id=" + third,
                "_id[]=" + first + "&_id[]=" + third,
                "_id=" + first + "," + third,
                "_id=[%22" + first + "%22,%22" + third + "%22]",
                "_id=nothing",
                "company_namespace=tenant-" + company,
                "company_namespace[]=nobody&company_namespace[]=tenant-" + company,
                "company_namespace=nobody",
                "rep=&client=null&colour=red&page=0&per_page=1")) {
            List<String> newestFirst = as(company)
                    .get(Feedbacks.PATH + "?" + query.replace("page=0&per_page=1", ""))
                    .jsonPath()
                    .getList("data._id");
            assertEquals(newestFirst, ids(export("?sort=-createdAt&" + query)), query);
            List<String> oldestFirst = new ArrayList<>(newestFirst);
            Collections.reverse(oldestFirst);
            assertEquals(oldestFirst, ids(export("?" + query)), query);
        }
    }

    @Test
    @Tag("A23")
    void theOrderIsThatOfCreationInEverySpelling() {
        List<String> oldestFirst = List.of(Feedbacks.newId(company), Feedbacks.newId(company));
        List<String> newestFirst = List.of(oldestFirst.get(1), oldestFirst.get(0));
        for (String query : List.of("", "?sort=createdAt", "?sort=_id", "?sort=createdAt:asc")) {
            assertEquals(oldestFirst, ids(export(query)), query);
        }
        for (String query : List.of(
                "?sort=-createdAt",
                "?sort=_id:desc",
                "?sort=createdAt&sortPageOrder=dsc",
                "?sortBy=[%7B%22field%22:%22createdAt%22,%22type%22:%22desc%22%7D]")) {
            assertEquals(newestFirst, ids(export(query)), query);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {99, 100, 101, 250, 300})
    void allOfManyIsInItOnce(int many) {
        ManyFeedbacks.insert(database, company, many, "");
        List<String> all = ids(export(""));
        assertEquals(many, all.size());
        assertEquals(all.stream().sorted().distinct().toList(), all);
        List<String> backwards = new ArrayList<>(ids(export("?sort=-createdAt")));
        Collections.reverse(backwards);
        assertEquals(all, backwards);
        assertEquals(
                all,
                rows(export("?format=csv")).stream()
                        .map(row -> row.getField("_id"))
                        .toList());
    }

    @Test
    void anExportGoesOnWhereAnotherBrokeOff() {
        ManyFeedbacks.insert(database, company, 250, "");
        List<String> all = ids(export(""));
        assertEquals(all.subList(130, 250), ids(export("?cursor=" + all.get(129))));
        assertEquals(List.of(), ids(export("?cursor=" + all.get(249))));
    }

    @Test
    void whatWasRecordedLaterIsNotInIt() {
        String now = Feedbacks.newId(company);
        Sandbox.advance(Duration.ofHours(1));
        String later = Feedbacks.newId(company);
        assertEquals(List.of(now, later), ids(export("")));
        Sandbox.resetClock();
        assertEquals(List.of(now), ids(export("")));
        assertEquals(List.of(now), ids(export("?sort=-createdAt")));
    }

    @Test
    @Tag("A17")
    @Tag("A29")
    void severalCompaniesComeInOneOrderAndNoOtherDoes() {
        int other = Tenants.plain();
        int foreign = Tenants.plain();
        for (int each : List.of(company, other, foreign)) {
            ManyFeedbacks.insert(database, each, 250, "");
        }
        List<String> both = new ArrayList<>(ids(as(company).get(EXPORT)));
        both.addAll(ids(as(other).get(EXPORT)));
        Collections.sort(both);
        assertEquals(500, both.size());
        assertEquals(both, ids(as(company, other).get(EXPORT)));
        String rep = "?rep=" + ManyFeedbacks.REP;
        assertEquals(both, ids(as(company, other).get(EXPORT + rep)));
        assertEquals(
                ids(as(other).get(EXPORT)), ids(as(company, other).get(EXPORT + "?company_namespace=tenant-" + other)));
        List<String> everybodys = ids(as("*").get(EXPORT + rep));
        assertEquals(everybodys.stream().sorted().distinct().toList(), everybodys);
        assertTrue(everybodys.containsAll(both));
        assertTrue(everybodys.containsAll(ids(as(foreign).get(EXPORT))));
        Collections.reverse(both);
        assertEquals(both, ids(as(company, other).get(EXPORT + "?sort=-createdAt")));
    }
}
