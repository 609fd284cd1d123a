package org.earshot.review;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.earshot.testing.Requests;
import org.earshot.testing.Sandbox;
import org.jspecify.annotations.Nullable;

/** People who were asked, and what they do with the page. */
final class Answers {

    /** Somebody who got the message. */
    record Asked(int company, long requestId, String link) {}

    private Answers() {}

    /** Asks as this company, with some more fields or others, and lets the message leave. */
    static Asked ask(int company, @Nullable Object... namesAndValues) {
        Map<String, Object> fields = Requests.fields(namesAndValues);
        fields.put("company", company);
        long id = Requests.posted(fields);
        Sandbox.tick();
        return new Asked(company, id, Sandbox.linkPath(String.valueOf(fields.get("destination"))));
    }

    /** What a person fills in, with some more fields or others; null leaves one out. */
    static Map<String, Object> filledIn(@Nullable Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("rating_1", 5);
        fields.put("rating_2", 4);
        fields.put("rating_3", 4);
        fields.put("title", "Well looked after");
        fields.put("text", "They took their time.");
        return Requests.changed(fields, namesAndValues);
    }

    /** Sends the form; answers with the response itself, also if that is a redirect. */
    static Response send(Asked asked, Map<String, Object> fields) {
        RequestSpecification call = given().config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig().defaultContentCharset(StandardCharsets.UTF_8)))
                .redirects()
                .follow(false);
        return call.formParams(fields).post(asked.link());
    }

    /** Answers as a person who takes a minute; answers with the review's number. */
    static long answer(Asked asked, @Nullable Object... namesAndValues) {
        Map<String, Object> fields = filledIn(namesAndValues);
        fields.put("proof", Sandbox.proof(asked.link()));
        Sandbox.advance(Duration.ofMinutes(1));
        return accepted(asked, fields);
    }

    /** Answers in no time at all, as machines do; answers with the review's number. */
    static long answerAtOnce(Asked asked) {
        Map<String, Object> fields = filledIn();
        fields.put("proof", Sandbox.proof(asked.link()));
        return accepted(asked, fields);
    }

    /** Sends the form, which must succeed; answers with the review's number. */
    static long accepted(Asked asked, Map<String, Object> fields) {
        assertEquals(303, send(asked, fields).statusCode());
        return Requests.get(asked.company(), asked.requestId()).jsonPath().getLong("rv_id");
    }

    /** Confirms, as the page asks to. */
    static Response confirm(Asked asked) {
        return given().redirects().follow(false).post(asked.link() + "/confirm");
    }

    /** Reads a review as a company. */
    static Response read(int company, long review) {
        return Sandbox.as(Sandbox.ALL_OF_REVIEWS, company).get("/review/" + review);
    }

    /** Reads a review as anybody. */
    static Response readAsAnybody(long review) {
        return given().get("/review/" + review);
    }
}
