package org.earshot.activity;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import org.earshot.access.Permission;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Settings;
import org.jspecify.annotations.Nullable;

/** Activity feedback over HTTP, as tests record and read it. */
final class Feedbacks {

    static final String PATH = "/v1/activity-feedback-v2";
    static final String ALL = Permission.Scope.ACTIVITY_READ + " " + Permission.Scope.ACTIVITY_WRITE;

    private Feedbacks() {}

    /** What is required, and then these fields; one that is null is left out. */
    static Map<String, @Nullable Object> fields(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>(Settings.fields(
                "activity_type", "sales_visit", "rep", "rep-7", "template_id", "visit", "overall_satisfaction", 8));
        Settings.fields(namesAndValues).forEach((name, value) -> {
            if (value == null) {
                fields.remove(name);
            } else {
                fields.put(name, value);
            }
        });
        return fields;
    }

    static Response post(Object company, Object body) {
        return Sandbox.as(ALL, company).contentType(ContentType.JSON).body(body).post(PATH);
    }

    /** Records feedback, which must succeed; answers with all of it. */
    static JsonPath recorded(Object company, @Nullable Object... namesAndValues) {
        Response answer = post(company, fields(namesAndValues));
        answer.then().statusCode(201);
        return answer.jsonPath();
    }

    /** Records feedback, which must succeed; answers with its name. */
    static String newId(Object company, @Nullable Object... namesAndValues) {
        return recorded(company, namesAndValues).getString("data._id");
    }

    static Response get(Object company, String id) {
        return Sandbox.as(ALL, company).get(PATH + "/" + id);
    }

    static Response patch(Object company, String id, Object body) {
        return Sandbox.as(ALL, company).contentType(ContentType.JSON).body(body).patch(PATH + "/" + id);
    }

    static Response delete(Object company, String id) {
        return Sandbox.as(ALL, company).delete(PATH + "/" + id);
    }
}
