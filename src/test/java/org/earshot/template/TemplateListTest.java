package org.earshot.template;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Tenants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of templates. */
@QuarkusTest
@Tag("A30")
class TemplateListTest {

    private static final String OPTIONS = "/v1/feedback-options";
    private static final String ALL = "activity:read activity:write";

    private int company;
    private String token;

    @BeforeEach
    void ownCompany() {
        company = Tenants.plain();
        token = Sandbox.token(ALL, company);
    }

    @AfterEach
    void backToRealTime() {
        Sandbox.resetClock();
    }

    private String newTemplate(
            String token, String name, String category, String type, boolean active, String... namespaces) {
        return RestAssured.given()
                .auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "name",
                        name,
                        "category",
                        category,
                        "template_type",
                        type,
                        "is_active",
                        active,
                        "company_namespace",
                        List.of(namespaces),
                        "questions",
                        List.of(Map.of("question_text", "How?", "question_type", "rating"))))
                .post(OPTIONS)
                .then()
                .statusCode(201)
                .extract()
                .path("data._id");
    }

    private String newTemplate(String name, String category, String type, boolean active) {
        return newTemplate(token, name, category, type, active, "tenant-" + company);
    }

    private Response list(String token, String query) {
        return RestAssured.given()
                .auth()
                .oauth2(token)
                .urlEncodingEnabled(false)
                .get(OPTIONS + (query.isEmpty() ? "" : "?" + query));
    }

    private List<String> names(String query) {
        return list(token, query).then().statusCode(200).extract().path("data.name");
    }

    private void four() {
        newTemplate("b", "Sales", "survey", true);
        Sandbox.advance(Duration.ofMinutes(1));
        newTemplate("d", "Sales", "nps", false);
        Sandbox.advance(Duration.ofMinutes(1));
        newTemplate("a", "Service", "survey", true);
        Sandbox.advance(Duration.ofMinutes(1));
        newTemplate("c", "Service", "custom", true);
    }

    @Test
    @Tag("A1")
    @Tag("A24")
    void nothingYetIsAnEmptyList() {
        list(token, "")
                .then()
                .statusCode(200)
                .body("keySet()", equalTo(Set.of("success", "data", "paging")))
                .body("success", is(true))
                .body("data", equalTo(List.of()))
                .body("paging", equalTo(Map.of("total", 0, "page", 1, "per_page", 25, "pages", 0)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "                                                     | c a d b",
                "category=Sales                                       | d b",
                "category=sales                                       | ~~",
                "category=&is_active=null                             | c a d b",
                "is_active=true                                       | c a b",
                "is_active=false                                      | d",
                "template_type=survey                                 | a b",
                "template_type=survey&category=Sales&is_active=true   | b",
                "unknown=x                                            | c a d b",
                "sort=name                                            | a b c d",
                "sort=-name                                           | d c b a",
                "sort=name:desc                                       | d c b a",
                "sort=name&sortPageOrder=dsc                          | d c b a",
                "sort=category                                        | b d a c",
                "sort=is_active                                       | d b a c",
                "sort=_id                                             | b d a c",
                "sort=-_id                                            | c a d b",
                "sort=modifiedAt                                      | b d a c",
                "sort=template_type                                   | c d b a",
                "sortBy=%5B%7B%22field%22:%22name%22,%22type%22:%22asc%22%7D%5D | a b c d",
                "per_page=3                                           | c a d",
                "per_page=3&page=2                                    | b",
                "per_page=3&page=3                                    | ~~",
            })
    @Tag("A22")
    @Tag("A23")
    void filtersOrdersAndPages(String query, String expected) {
        four();
        assertEquals(expected, String.join(" ", names(query == null ? "" : query)));
    }

    @Test
    @Tag("A24")
    void pagesAreCounted() {
        four();
        list(token, "per_page=3&page=2")
                .then()
                .body("paging", equalTo(Map.of("total", 4, "page", 2, "per_page", 3, "pages", 2)));
        list(token, "per_page=3&page=9&category=Sales")
                .then()
                .statusCode(200)
                .body("data", equalTo(List.of()))
                .body("paging", equalTo(Map.of("total", 2, "page", 9, "per_page", 3, "pages", 1)));
    }

    @Test
    @Tag("A23")
    void whatWasCreatedInTheSameMomentHasAnOrderToo() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(newTemplate("same", "x", "survey", true));
        }
        assertEquals(ids, list(token, "sort=name").path("data._id"));
        Collections.reverse(ids);
        assertEquals(ids, list(token, "").path("data._id"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "page=0",
                "page=x",
                "per_page=101",
                "per_page=0",
                "sort=password",
                "is_active=yes",
                "template_type=form",
                "sort=name:up"
            })
    @Tag("A22")
    @Tag("A23")
    void aBadParameterIsABadRequest(String query) {
        list(token, query)
                .then()
                .statusCode(400)
                .body("success", is(false))
                .body("error", containsString(query.substring(0, query.indexOf('=')) + " must"));
    }

    @Test
    @Tag("A5")
    @Tag("A22")
    void severalCanBeNamed() {
        String one = newTemplate("one", "x", "survey", true);
        String two = newTemplate("two", "x", "survey", true);
        newTemplate("three", "x", "survey", true);
        for (String query : List.of(
                "_id=" + one + "&_id=" + two,
                "_id[]=" + one + "&_id[]=" + two,
                "_id=" + one + "," + two + ",unknown",
                "_id=%5B%22" + one + "%22,%22" + two + "%22%5D")) {
            assertEquals(List.of("two", "one"), names(query), query);
        }
        assertEquals(List.of(), names("_id=unknown"));
        assertEquals(List.of(), names("_id=00000001" + one.substring(8)), "the number alone is not the name");
    }

    @Test
    @Tag("A17")
    void onlyTheOwnersTemplatesAreListedAndLabelsFilter() {
        int second = Tenants.plain();
        String both = Sandbox.token(ALL, company, second);
        String mine = "tenant-" + company;
        String others = "tenant-" + second;
        newTemplate(both, "mine", "x", "survey", true, mine);
        newTemplate(both, "shared", "x", "survey", true, mine, others);
        newTemplate(both, "theirs", "x", "survey", true, others);
        assertEquals(List.of("shared", "mine"), names(""));
        assertEquals(List.of("theirs"), list(Sandbox.token(ALL, second), "").path("data.name"));
        assertEquals(List.of("theirs", "shared", "mine"), list(both, "").path("data.name"));
        assertEquals(
                List.of("theirs", "shared"),
                list(both, "company_namespace=" + others).path("data.name"));
        assertEquals(
                List.of("theirs", "shared", "mine"),
                list(both, "company_namespace[]=" + others + "&company_namespace[]=" + mine)
                        .path("data.name"));
        assertEquals(List.of("shared", "mine"), names("company_namespace=" + mine));
        assertEquals(List.of(), names("company_namespace=" + others), "out of this token's reach");
        assertEquals(List.of(), names("company_namespace=nobody"));
        list(Sandbox.token(ALL, second), "").then().body("paging.total", is(1));
        assertEquals(
                List.of("shared", "mine"),
                list(Sandbox.token(ALL, "*"), "company_namespace=" + mine).path("data.name"));
    }
}
