package org.earshot.review;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import org.earshot.testing.Sandbox;

/** What companies and moderators do with reviews; each call answers with the response. */
final class Reviews {

    private Reviews() {}

    /** A review that the public can read; answers with its number. */
    static long published(int company, Object... filledIn) {
        long review = Answers.answer(Answers.ask(company), filledIn);
        Sandbox.moderate(company, review, "publish").then().statusCode(200);
        return review;
    }

    static Response escalate(int company, long review, String reason) {
        return admin(company).body(Map.of("reason", reason)).post(path(review, "/escalation"));
    }

    static Response reply(int company, long review, String text) {
        return admin(company).body(Map.of("text", text)).post(path(review, "/reply"));
    }

    static Response changeReply(int company, long review, String text) {
        return admin(company).body(Map.of("text", text)).put(path(review, "/reply"));
    }

    static Response withdrawReply(int company, long review) {
        return admin(company).delete(path(review, "/reply"));
    }

    static Response readReply(int company, long review) {
        return Sandbox.as("reviews:read", company).get(path(review, "/reply"));
    }

    static Response moderateReply(int company, long review, String decision) {
        return moderateReply(company, review, Map.of("decision", decision, "reason", "a test"));
    }

    static Response moderateReply(int company, long review, Map<String, Object> body) {
        return Sandbox.as("reviews:moderate", company)
                .contentType(ContentType.JSON)
                .body(body)
                .post(path(review, "/reply/moderation"));
    }

    static RequestSpecification admin(int company) {
        return Sandbox.as("company:admin", company).contentType(ContentType.JSON);
    }

    static String path(long review, String below) {
        return "/review/" + review + below;
    }
}
