package org.earshot.feedbackrequest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.earshot.access.Permission;
import org.earshot.testing.Requests;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Tenants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A company reads and keeps the list of whom it must not write to. */
@QuarkusTest
@Tag("W80")
class SuppressionListTest {

    private int company;
    private String jane;

    @BeforeEach
    void ownCompany() {
        company = Tenants.plain();
        jane = Sandbox.newAddress();
    }

    private String path() {
        return "/company/" + company + "/suppressions";
    }

    private RequestSpecification admin() {
        return Sandbox.as(Permission.Scope.COMPANY_ADMIN, company);
    }

    private Response post(String path, Object body) {
        return admin().contentType(ContentType.JSON).body(body).post(path);
    }

    private long added(String destination, String reason) {
        return post(path(), Map.of("type", "email", "destination", destination, "reason", reason))
                .then()
                .statusCode(200)
                .body("reason", equalTo(reason))
                .extract()
                .jsonPath()
                .getLong("id");
    }

    private Response check(String destination) {
        return post(path() + "/check", Map.of("type", "email", "destination", destination));
    }

    private Response ask() {
        return Requests.post(Requests.fields("company", company, "destination", jane));
    }

    @Test
    @Tag("W33")
    void whoeverIsOnTheListIsNotAskedUntilTheyAreTakenOffIt() {
        check(jane).then().statusCode(200).body("suppressed", is(false)).body("suppression", nullValue());
        long id = post(path(), Map.of("type", "Email", "destination", " " + jane.toUpperCase()))
                .then()
                .statusCode(200)
                .body("keySet()", equalTo(Set.of("id", "reason", "at")))
                .body("reason", equalTo("listed"))
                .body("at", notNullValue())
                .body(not(containsString("jane")))
                .extract()
                .jsonPath()
                .getLong("id");
        check(jane)
                .then()
                .statusCode(200)
                .body("suppressed", is(true))
                .body("suppression.id", is((int) id))
                .body("suppression.reason", equalTo("listed"));
        ask().then().statusCode(422).body("errors.destination", notNullValue());
        admin().delete(path() + "/" + id).then().statusCode(200).body("id", is((int) id));
        check(jane).then().body("suppressed", is(false));
        admin().delete(path() + "/" + id).then().statusCode(404);
        ask().then().statusCode(200);
    }

    @Test
    void aRequestThatWaitsForThemIsCancelled() {
        long id = Requests.posted(Requests.fields("company", company, "destination", jane));
        added(jane, "listed");
        Sandbox.tick();
        assertEquals(0, Sandbox.messages(jane).getList("$").size());
        Requests.get(company, id).then().body("sent", is(false));
    }

    @Test
    void aMobileNumberIsKnownInEverySpelling() {
        post(path(), Map.of("type", "sms", "destination", "07400 123456"))
                .then()
                .statusCode(200);
        post(path() + "/check", Map.of("type", "SMS", "destination", "+447400123456"))
                .then()
                .body("suppressed", is(true));
    }

    @Test
    void addingSomebodyAgainIsTheSameEntryWithTheNewReason() {
        long id = added(jane, "listed");
        assertEquals(id, added(jane, "bounced"));
        assertEquals(id, added(jane, "opted_out"));
        post(path(), Map.of("type", "email", "destination", jane))
                .then()
                .statusCode(200)
                .body("id", is((int) id))
                .body("reason", equalTo("opted_out"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"opted_out", "complained"})
    void aPersonsOwnWordIsTakenBackByNobodyElse(String reason) {
        long id = added(jane, reason);
        admin().delete(path() + "/" + id).then().statusCode(409).body("errors.reason", equalTo("is " + reason));
        check(jane).then().body("suppressed", is(true));
    }

    @Test
    void whoOptedOutWithTheLinkIsOnTheList() {
        Sandbox.asked(company, jane);
        given().post(Sandbox.optOutPath(jane)).then().statusCode(200);
        check(jane).then().body("suppressed", is(true)).body("suppression.reason", equalTo("opted_out"));
        admin().get(path()).then().body("suppressions.reason", equalTo(List.of("opted_out")));
    }

    @Test
    void theListIsReadInPagesNewestFirst() {
        admin().get(path()).then().statusCode(200).header("X-Total-Count", "0").body("suppressions", hasSize(0));
        List<Integer> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add((int) added(Sandbox.newAddress(), "listed"));
        }
        Collections.reverse(ids);
        Response first = admin().get(path() + "?limit=2");
        first.then()
                .statusCode(200)
                .header("X-Total-Count", "5")
                .header("Link", containsString("<" + path() + "?limit=2&page=2>; rel=\"next\""))
                .body("suppressions.id", equalTo(ids.subList(0, 2)))
                .body("suppressions[0].keySet()", equalTo(Set.of("id", "reason", "at")));
        admin().get(path() + "?limit=2&page=3").then().body("suppressions.id", equalTo(ids.subList(4, 5)));
        admin().get(path() + "?limit=101").then().statusCode(422).body("errors.limit", notNullValue());
        admin().get(path() + "?page=0").then().statusCode(422).body("errors.page", notNullValue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                         | type,destination",
                "{\"type\": \"fax\", \"destination\": \"jane@example.com\"} | type",
                "{\"type\": \"email\", \"destination\": \"nobody\"}         | destination",
                "{\"type\": \"sms\", \"destination\": \"020 7946 0018\"}    | destination",
                "{\"type\": \"email\", \"destination\": 7}                  | destination",
                "{\"type\": \"email\", \"destination\": \"jane@example.com\", \"reason\": \"spite\"} | reason"
            })
    void everyBadFieldIsNamed(String body, String fields) {
        for (String bad : fields.split(",")) {
            post(path(), body).then().statusCode(422).body("errors." + bad, notNullValue());
        }
        post(path(), "{broken").then().statusCode(422).body("errors.body", notNullValue());
    }

    @Test
    void anUnreadableBodyComesBeforeTheCompanyAndTheFieldsAfterIt() {
        Sandbox.as(Permission.Scope.COMPANY_ADMIN, 2)
                .contentType(ContentType.JSON)
                .body("{broken")
                .post(path())
                .then()
                .statusCode(422);
        Sandbox.as(Permission.Scope.COMPANY_ADMIN, 2)
                .contentType(ContentType.JSON)
                .body("{}")
                .post(path())
                .then()
                .statusCode(401);
        for (String unknown : List.of("/company/999999/suppressions", "/company/999999/suppressions/1")) {
            Sandbox.as(Permission.Scope.COMPANY_ADMIN, "*")
                    .delete(unknown.endsWith("1") ? unknown : unknown + "/1")
                    .then()
                    .statusCode(401);
        }
        Sandbox.as(Permission.Scope.COMPANY_ADMIN, "*")
                .get("/company/999999/suppressions")
                .then()
                .statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "0", "-1", "99999999999999999999"})
    void whatNamesNoEntryIsNotFound(String id) {
        admin().delete(path() + "/" + id).then().statusCode(404);
        Sandbox.as(Permission.Scope.COMPANY_ADMIN, "*")
                .get("/company/" + id + "/suppressions")
                .then()
                .statusCode(404);
    }

    @Test
    void anEntryOfAnotherCompanyIsAsUnknownAsOneThatIsNot() {
        long id = added(jane, "listed");
        int other = Tenants.plain();
        assertNotEquals(company, other);
        Sandbox.as(Permission.Scope.COMPANY_ADMIN, other)
                .delete("/company/" + other + "/suppressions/" + id)
                .then()
                .statusCode(404);
        check(jane).then().body("suppressed", is(true));
    }
}
