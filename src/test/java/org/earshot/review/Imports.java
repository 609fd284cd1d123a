package org.earshot.review;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.earshot.testing.Requests;
import org.earshot.testing.Sandbox;
import org.jspecify.annotations.Nullable;

/** Reviews that were written elsewhere, and are taken over. */
final class Imports {

    private Imports() {}

    /** One from Google that no other test uses, with some more fields or others; null leaves one out. */
    static Map<String, Object> review(@Nullable Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("source", "google");
        fields.put("sourceId", UUID.randomUUID().toString());
        fields.put("author", "Ann Other");
        fields.put("title", "Quick");
        fields.put("text", "In and out in no time.");
        fields.put("rating", 4);
        fields.put("submitted", "2026-01-31T09:30:00Z");
        return Requests.changed(fields, namesAndValues);
    }

    /** Sends a body as this company; answers with the response. */
    static Response post(int company, Object body) {
        return Sandbox.as("company:admin", company)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/company/" + company + "/reviews/import");
    }

    /** Sends a list of reviews, of which each is stored; answers with their names in the same order. */
    static List<String> stored(int company, List<Map<String, Object>> reviews) {
        JsonPath results = post(company, Map.of("reviews", reviews))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        return results.getList("reviews.id", String.class);
    }

    /** Stores reviews that were submitted then; answers with their names in the same order. */
    static List<String> submitted(int company, String... times) {
        List<Map<String, Object>> reviews = new ArrayList<>();
        for (String time : times) {
            reviews.add(review("submitted", time));
        }
        return stored(company, reviews);
    }
}
