package org.earshot.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.earshot.testing.Sandbox;
import org.jspecify.annotations.Nullable;

/**
 * Calls as clients that were published make them, odd as they are, and what each of them has to get (W11, W13). In a
 * path or a body, {@code {company}}, {@code {id}}, {@code {address}} and {@code {digits}} stand for a company, one of its
 * requests, and a recipient whom nobody has asked.
 */
final class ClientCalls {

    /** A call, and the status of its answer. */
    record Call(
            String name,
            int status,
            String method,
            String target,
            Map<String, String> headers,
            @Nullable String body,
            boolean withToken) {

        Call withHeaders(String... namesAndValues) {
            Map<String, String> more = new TreeMap<>(headers);
            for (int i = 0; i < namesAndValues.length; i += 2) {
                more.put(namesAndValues[i], namesAndValues[i + 1]);
            }
            return new Call(name, status, method, target, more, body, withToken);
        }

        Call withoutToken() {
            return new Call(name, status, method, target, headers, body, false);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** An answer, whoever got it. */
    record Answer(int status, String contentType, String body) {}

    private static final String TYPE = "Content-Type";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String JSON = "application/json";
    private static final String ASK_IN_JSON =
            "{\"company\":{company},\"type\":\"email\",\"name\":\"Zoë\",\"platform\":\"auto\",\"destination\":\"{address}\"}";
    private static final String ASK_IN_FORM = "company={company}&type=sms&name=Zo%C3%AB&platform=auto&destination=";

    private ClientCalls() {}

    /** Calls that any client can make. */
    static List<Call> all() {
        List<Call> calls = new ArrayList<>(List.of(
                post("JSON text declared as form data", 200, ASK_IN_JSON).withHeaders(TYPE, FORM),
                post("JSON text declared as whatever the client declares by itself", 200, ASK_IN_JSON),
                post("JSON text declared as plain text", 200, ASK_IN_JSON)
                        .withHeaders(TYPE, "text/plain;charset=UTF-8"),
                post("a form with +44 escaped", 200, ASK_IN_FORM + "%2B4474{digits}")
                        .withHeaders(TYPE, FORM),
                post("a form with +44 as it is", 200, ASK_IN_FORM + "+4474{digits}")
                        .withHeaders(TYPE, FORM),
                post("a form with a blank before 44", 200, ASK_IN_FORM + "%204474{digits}")
                        .withHeaders(TYPE, FORM),
                post("an empty list as a body", 422, "[]").withHeaders(TYPE, JSON),
                post("an empty list as a form", 422, "[]").withHeaders(TYPE, FORM),
                post("the placeholders of a sample", 422, placeholders("{company}"))
                        .withHeaders(TYPE, JSON),
                post("the placeholders of a sample, company and all", 401, placeholders("0"))
                        .withHeaders(TYPE, JSON),
                post("no Authorization at all", 401, ASK_IN_JSON)
                        .withHeaders(TYPE, FORM)
                        .withoutToken(),
                get("no Authorization to read with", 401, "/request/{id}").withoutToken(),
                get("a JSON body on a GET", 200, "/request/{id}", "{\"company\":0}")
                        .withHeaders(TYPE, JSON),
                get("a form on a GET", 200, "/request/{id}", "company=0&id=0").withHeaders(TYPE, FORM),
                get("an empty list on a GET", 200, "/request/list/{company}", "[]")
                        .withHeaders(TYPE, JSON),
                get("broken JSON on a GET without a token", 404, "/review/999999999", "{")
                        .withHeaders(TYPE, JSON)
                        .withoutToken(),
                get("headers with odd names and values", 200, "/request/list/{company}")
                        .withHeaders("limit", "0", "ratings", "string", "dateFrom", "string", "date_to", "", "0", "1")
                        .withHeaders("!#$%&'*+-.^_`|~", "\"; ,", "api-key", "string", "Accept", "*/*"),
                get("a query without an equals sign", 200, "/request/list/{company}?params"),
                get("a query with brackets", 200, "/request/list/{company}?a[]=1&b[c]=2&page[number]=0&[]"),
                get("a query of signs", 200, "/request/list/{company}?=&&=x&;&%5B%5D&limit=&page="),
                get("a limit of 0", 422, "/request/list/{company}?limit=0"),
                get("a limit of text", 422, "/request/list/{company}?limit=string"),
                get("an id that was not filled in", 404, "/request/%7Bid%7D"),
                get("a colon before an id", 404, "/request/:id")));
        calls.add(new Call(
                "a query on a POST",
                200,
                "POST",
                "/request?params&company[]=0&access_token",
                Map.of(TYPE, JSON),
                ASK_IN_JSON,
                true));
        return calls;
    }

    private static Call post(String name, int status, String body) {
        return new Call(name, status, "POST", "/request", Map.of(), body, true);
    }

    private static Call get(String name, int status, String target) {
        return get(name, status, target, null);
    }

    private static Call get(String name, int status, String target, @Nullable String body) {
        return new Call(name, status, "GET", target, Map.of(), body, true);
    }

    private static String placeholders(String company) {
        return "{\"company\":" + company + ",\"type\":\"string\",\"name\":\"string\",\"destination\":\"string\","
                + "\"platform\":\"string\",\"dateOfBirth\":\"string\",\"sendAfter\":\"string\",\"metadata\":\"string\"}";
    }

    /** Fills in the placeholders, and the token if the call has one. */
    static Call filled(Call call, int company, long id, String token, int number) {
        Call filled = new Call(
                call.name(),
                call.status(),
                call.method(),
                filled(call.target(), company, id, number),
                call.headers(),
                call.body() == null ? null : filled(call.body(), company, id, number),
                call.withToken());
        return call.withToken() ? filled.withHeaders("Authorization", "Bearer " + token) : filled;
    }

    private static String filled(String text, int company, long id, int number) {
        return text.replace("{company}", Integer.toString(company))
                .replace("{id}", Long.toString(id))
                .replace("{address}", Sandbox.newAddress())
                .replace("{digits}", "00%06d".formatted(number));
    }

    /** Every answer is JSON, of the status that is due; a refusal says why, and a request is one. */
    static void check(Call call, Answer answer) {
        assertEquals(call.status(), answer.status(), answer.body());
        assertTrue(answer.contentType().startsWith(JSON), answer.contentType());
        JsonPath body = JsonPath.from(answer.body());
        if (answer.status() != 200) {
            assertTrue(body.getString("message").length() > 5, answer.body());
            assertEquals(answer.status() == 422, body.get("errors") != null, answer.body());
        } else if (call.method().equals("POST")) {
            assertTrue(body.getLong("id") > 0, answer.body());
            assertEquals("Zoë", body.getString("author"));
            boolean sms = String.valueOf(call.body()).contains("type=sms");
            assertTrue(body.getString("destination").startsWith(sms ? "+44******" : "j***@e******."), answer.body());
        } else {
            assertTrue(body.get("id") != null || body.get("requests") != null, answer.body());
        }
    }
}
