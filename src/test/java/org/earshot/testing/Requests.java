package org.earshot.testing;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests for feedback, posted in JSON by a token of the company that they name. */
public final class Requests {

    private Requests() {}

    /** The required fields, to a destination that no other test uses, with some more or others; null leaves one out. */
    public static Map<String, Object> fields(@Nullable Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("company", 1);
        fields.put("type", "email");
        fields.put("name", "Jane Doe");
        fields.put("destination", Sandbox.newAddress());
        fields.put("platform", "auto");
        return changed(fields, namesAndValues);
    }

    /** Some fields with some more or others, given by name and value in turn; null leaves one out. */
    public static Map<String, Object> changed(Map<String, Object> fields, @Nullable Object... namesAndValues) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            String name = String.valueOf(namesAndValues[i]);
            Object value = namesAndValues[i + 1];
            if (value == null) {
                fields.remove(name);
            } else {
                fields.put(name, value);
            }
        }
        return fields;
    }

    /** Posts them. */
    public static Response post(Map<String, Object> fields) {
        return post(Sandbox.token(Sandbox.ALL_OF_REQUESTS, fields.get("company")), fields);
    }

    /** Posts them with this token. */
    public static Response post(String token, Map<String, Object> fields) {
        return given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body(fields)
                .post("/request");
    }

    /** Posts them, which must succeed; answers with the request's number. */
    public static long posted(Map<String, Object> fields) {
        return post(fields).then().statusCode(200).extract().jsonPath().getLong("id");
    }

    /** Reads a request as its company. */
    public static Response get(int company, long id) {
        return Sandbox.as(Sandbox.ALL_OF_REQUESTS, company).get("/request/" + id);
    }
}
