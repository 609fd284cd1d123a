package org.earshot.feedbackrequest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.earshot.testing.Requests;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Tenants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /request/list/{companyId}} over HTTP. */
@QuarkusTest
@Tag("W43")
class FeedbackRequestListTest {

    private static final Pattern LINK = Pattern.compile("<([^>]+)>; rel=\"([a-z]+)\"");

    private int company;
    private String token;

    @BeforeEach
    void ownCompany() {
        company = Tenants.plain();
        token = Sandbox.token(Sandbox.ALL_OF_REQUESTS, company);
    }

    private Response list(String query) {
        return given().auth().oauth2(token).get("/request/list/" + company + query);
    }

    private List<Long> post(int many) {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            ids.add(Requests.post(token, Requests.fields("company", company))
                    .jsonPath()
                    .getLong("id"));
        }
        return ids;
    }

    private static List<Long> ids(Response list) {
        return list.then().statusCode(200).extract().jsonPath().getList("requests.id", Long.class);
    }

    private static String link(Response list, String relation) {
        String header = list.header("Link");
        Matcher links = LINK.matcher(header == null ? "" : header);
        while (links.find()) {
            if (links.group(2).equals(relation)) {
                return links.group(1);
            }
        }
        return null;
    }

    @Test
    @Tag("W44")
    void aCompanyThatHasNotAskedHasAnEmptyList() {
        Response list = list("");
        list.then()
                .statusCode(200)
                .body("keySet()", is(Set.of("requests")))
                .body("requests", empty())
                .header("X-Total-Count", "0");
    }

    @Test
    void theListShowsWhatReadingShowsNewestFirst() {
        List<Long> ids = post(5);
        Collections.reverse(ids);
        Response list = list("");
        assertEquals(ids, ids(list));
        assertEquals("5", list.header("X-Total-Count"));
        assertNull(link(list, "next"));
        Map<String, Object> first = list.jsonPath().getMap("requests[0]");
        assertEquals(Requests.get(company, ids.get(0)).jsonPath().getMap("$"), first);
    }

    @Test
    void linksLeadThroughAllPages() {
        List<Long> ids = post(7);
        Collections.reverse(ids);
        List<Long> walked = new ArrayList<>();
        Response page = list("?limit=3");
        int pages = 1;
        while (true) {
            assertEquals("7", page.header("X-Total-Count"));
            walked.addAll(ids(page));
            String next = link(page, "next");
            if (next == null) {
                break;
            }
            URI address = URI.create(next);
            page = given().auth().oauth2(token).get(address.getRawPath() + "?" + address.getRawQuery());
            pages++;
        }
        assertEquals(ids, walked);
        assertEquals(3, pages);
        assertEquals(ids.subList(3, 6), ids(list("?limit=3&page=2")));
        assertEquals(List.of(), ids(list("?limit=3&page=4")));
    }

    @Test
    void aPageHoldsAHundredAtMost() {
        List<Long> ids = post(101);
        Collections.reverse(ids);
        Response list = list("");
        assertEquals(ids.subList(0, 100), ids(list));
        assertEquals("101", list.header("X-Total-Count"));
        assertTrue(link(list, "next") != null);
        assertEquals(ids.subList(0, 100), ids(list("?limit=100")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"limit=0", "limit=101", "limit=-1", "limit=ten", "limit=1.5", "page=0", "page=-1", "page=x"})
    void aBadPageIsRefused(String query) {
        list("?" + query)
                .then()
                .statusCode(422)
                .body("errors." + query.substring(0, query.indexOf('=')), instanceOf(String.class));
    }

    @Test
    void bothBadFieldsAreNamed() {
        assertEquals(
                Set.of("limit", "page", "key", "value"),
                list("?limit=0&page=0")
                        .then()
                        .statusCode(422)
                        .extract()
                        .jsonPath()
                        .getMap("errors")
                        .keySet());
    }

    @Test
    @Tag("W44")
    void anotherOrUnknownCompanyIsRefusedAlike() {
        String operator = Sandbox.token(Sandbox.ALL_OF_REQUESTS, "*");
        String foreign = refusal(token, 1);
        assertEquals(foreign, refusal(token, 999_999));
        assertEquals(foreign, refusal(operator, 999_999));
        given().auth().oauth2(operator).get("/request/list/" + company).then().statusCode(200);
        given().auth().oauth2(token).get("/request/list/1?limit=0").then().statusCode(401);
    }

    private static String refusal(String token, long company) {
        return given().auth()
                .oauth2(token)
                .get("/request/list/" + company)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer")
                .extract()
                .asString();
    }

    @Test
    @Tag("W44")
    void thePermissionIsNeeded() {
        Sandbox.as("requests:write reviews:read", company)
                .get("/request/list/" + company)
                .then()
                .statusCode(401);
    }

    @Test
    @Tag("W45")
    void theListIsNoRequest() {
        list("").then().body("requests", instanceOf(List.class));
        given().auth().oauth2(token).get("/request/list").then().statusCode(404);
    }
}
