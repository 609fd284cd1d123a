package org.earshot.testing;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Companies and their settings over HTTP alone, as an operator. */
public final class Settings {

    private static final String ADMIN = "company:admin";

    private Settings() {}

    /** The required fields of a new company, with some more or others, by name and value in turn; null is sent as such. */
    public static Map<String, Object> company(@Nullable Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("namespace", "company-" + UUID.randomUUID());
        fields.put("name", "Hillside");
        fields.put("industry", "other");
        fields.put("country", "GB");
        fields.put("timeZone", "Europe/London");
        fields.putAll(fields(namesAndValues));
        return fields;
    }

    /** Fields by name and value in turn; null is sent as such. */
    public static Map<String, Object> fields(@Nullable Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return fields;
    }

    /** Registers a company; answers with the response. */
    public static Response register(Map<String, Object> fields) {
        return Sandbox.as(ADMIN, "*").contentType(ContentType.JSON).body(fields).post("/company");
    }

    /** Registers a company, which must succeed; answers with its number. */
    public static int registered(@Nullable Object... namesAndValues) {
        return registered(company(namesAndValues));
    }

    /** Registers this company, which must succeed; answers with its number. */
    public static int registered(Map<String, Object> fields) {
        return register(fields).then().statusCode(200).extract().path("id");
    }

    /** Changes these fields; answers with the response. */
    public static Response change(int company, @Nullable Object... namesAndValues) {
        return patch(company, fields(namesAndValues));
    }

    /** Changes settings with this body; answers with the response. */
    public static Response patch(int company, Object body) {
        return Sandbox.as(ADMIN, "*")
                .contentType(ContentType.JSON)
                .body(body)
                .patch("/company/" + company + "/settings");
    }

    /** Changes these fields, which must succeed. */
    public static void changed(int company, @Nullable Object... namesAndValues) {
        patch(company, fields(namesAndValues)).then().statusCode(200);
    }

    /** Reads the settings. */
    public static Response get(int company) {
        return Sandbox.as(ADMIN, "*").get("/company/" + company + "/settings");
    }
}
