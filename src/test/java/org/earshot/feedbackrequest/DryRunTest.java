package org.earshot.feedbackrequest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.earshot.testing.Database;
import org.earshot.testing.Requests;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Tenants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /request?dryRun=true}. */
@QuarkusTest
@Tag("W34")
class DryRunTest {

    private Database database;
    private int company;
    private String token;

    @BeforeEach
    void ownCompany() {
        database = Database.ofService();
        company = Tenants.plain();
        token = Sandbox.token(Sandbox.ALL_OF_REQUESTS, company);
    }

    private Response rehearse(Map<String, Object> fields) {
        return post("true", fields);
    }

    private Response post(String dryRun, Map<String, Object> fields) {
        return given().auth()
                .oauth2(token)
                .queryParam("dryRun", dryRun)
                .contentType(ContentType.JSON)
                .body(fields)
                .post("/request");
    }

    @Test
    void theAnswerIsThatOfTheRealCallWithoutANumber() {
        Map<String, Object> fields = Requests.fields(
                "company",
                company,
                "title",
                "A visit",
                "metadata",
                "{\"a\":1}",
                "source",
                "Till 7",
                "staffName",
                "Ada");
        Map<String, Object> rehearsed =
                rehearse(fields).then().statusCode(200).extract().jsonPath().getMap("$");
        Map<String, Object> real = Requests.post(token, fields)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getMap("$");
        assertEquals(0, rehearsed.get("id"));
        assertEquals(((Map<?, ?>) real.get("dates")).keySet(), ((Map<?, ?>) rehearsed.get("dates")).keySet());
        for (Map<String, Object> answer : Set.of(rehearsed, real)) {
            answer.remove("id");
            answer.remove("dates");
        }
        assertEquals(real, rehearsed);
    }

    @Test
    void everyRefusalIsThatOfTheRealCall() {
        Map<String, Object> fields = Requests.fields("company", company);
        Requests.posted(fields);
        assertEquals(
                Requests.post(token, fields).then().statusCode(418).extract().asString(),
                rehearse(fields).then().statusCode(418).extract().asString());
        Requests.changed(fields, "type", "fax", "platform", "yelp");
        assertEquals(
                Requests.post(token, fields).then().statusCode(422).extract().asString(),
                rehearse(fields).then().statusCode(422).extract().asString());
        Requests.changed(fields, "company", 1);
        assertEquals(
                Requests.post(token, fields).then().statusCode(401).extract().asString(),
                rehearse(fields).then().statusCode(401).extract().asString());
    }

    @Test
    void nothingIsStoredAndNoNumberIsDrawn() {
        Map<String, Object> asked = Requests.fields("company", company);
        Requests.posted(asked);
        Map<String, String> before = fingerprint();
        rehearse(Requests.fields("company", company)).then().statusCode(200);
        rehearse(asked).then().statusCode(418);
        rehearse(Requests.fields("company", company, "type", "fax")).then().statusCode(422);
        assertEquals(before, fingerprint());
        Requests.posted(Requests.fields("company", company));
        assertNotEquals(before, fingerprint(), "the fingerprint sees a change");
    }

    @Test
    void nobodyWhoWasOnlyRehearsedCountsAsAsked() {
        Map<String, Object> fields = Requests.fields("company", company);
        rehearse(fields).then().statusCode(200);
        rehearse(fields).then().statusCode(200);
        Requests.post(token, fields).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "1", "TRUE", "", " true"})
    void anythingButTrueOrFalseIsRefused(String dryRun) {
        post(dryRun, Requests.fields("company", company))
                .then()
                .statusCode(422)
                .body("errors.dryRun", equalTo("must be true or false"));
    }

    @Test
    void falseIsTheRealCall() {
        Map<String, Object> fields = Requests.fields("company", company);
        post("false", fields).then().statusCode(200);
        post("false", fields).then().statusCode(418);
    }

    /** All tables and all sequences. */
    private Map<String, String> fingerprint() {
        Map<String, String> fingerprint = new TreeMap<>();
        for (String table : database.rows("select table_name from information_schema.tables"
                + " where table_schema = 'public' and table_type = 'BASE TABLE'")) {
            fingerprint.put(
                    table,
                    database.rows("select count(*), md5(string_agg(t::text, ';' order by t::text)) from " + table
                                    + " t")
                            .toString());
        }
        for (String sequence : database.rows(
                "select sequence_name from information_schema.sequences where sequence_schema = 'public'")) {
            fingerprint.put(
                    sequence,
                    database.rows("select last_value, is_called from " + sequence)
                            .toString());
        }
        return fingerprint;
    }
}
