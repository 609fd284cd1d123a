package org.earshot.access;

import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.earshot.testing.Sandbox;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a token gets to hear that has made all its calls; the limits are of a day, which no test outlasts. */
@QuarkusTest
@TestProfile(RateLimitedCallsTest.Limited.class)
@Tag("W77")
class RateLimitedCallsTest {

    /** Few calls a day. */
    public static final class Limited implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "earshot.rate-limit.feedback.per-day", "5",
                    "earshot.rate-limit.activity.per-day", "3");
        }
    }

    private static final Function<String, Response> LIST =
            token -> given().auth().oauth2(token).get("/request/list/1");
    private static final Function<String, Response> UNREADABLE = token -> given().auth()
            .oauth2(token)
            .contentType(ContentType.JSON)
            .body("{broken")
            .post("/request");

    @Test
    @Tag("W1")
    void theCallAfterTheLastIsRefusedInTheShapeOfItsPath() {
        String token = Sandbox.token(Sandbox.ALL_OF_REQUESTS, 1);
        answers(5, 200, token, LIST);
        refused(LIST.apply(token));
    }

    @Test
    void anotherTokenIsUntouched() {
        String token = Sandbox.token(Sandbox.ALL_OF_REQUESTS, 1);
        answers(5, 200, token, LIST);
        refused(LIST.apply(token));
        answers(1, 200, Sandbox.token(Sandbox.ALL_OF_REQUESTS, 1), LIST);
    }

    @Test
    void aTokenIsRefusedBeforeItsBodyIsRead() {
        String token = Sandbox.token(Sandbox.ALL_OF_REQUESTS, 1);
        answers(5, 422, token, UNREADABLE);
        refused(UNREADABLE.apply(token));
    }

    @Test
    void whatLacksThePermissionIsNotCounted() {
        String token = Sandbox.token("requests:write", 1);
        answers(7, 401, token, LIST);
        answers(7, 401, token, shown -> given().auth().oauth2(shown).get("/review/999999999"));
        answers(5, 422, token, UNREADABLE);
        refused(UNREADABLE.apply(token));
        answers(1, 401, token, LIST);
    }

    @Test
    void whatLacksTheCompanyIsCounted() {
        String token = Sandbox.token(Sandbox.ALL_OF_REQUESTS, 2);
        answers(5, 401, token, LIST);
        refused(LIST.apply(token));
    }

    @Test
    void aReviewIsCountedWithATokenAndNeverWithout() {
        String token = Sandbox.token(Sandbox.ALL_OF_REVIEWS, 1);
        Function<String, Response> read = shown -> given().auth().oauth2(shown).get("/review/999999999");
        answers(5, 404, token, read);
        refused(read.apply(token));
        answers(8, 404, token, shown -> given().get("/review/999999999"));
    }

    @Test
    void pagesAndCallsWithoutATokenAreNotCounted() {
        String token = Sandbox.token(Sandbox.ALL_OF_REQUESTS, 1);
        answers(8, 404, token, shown -> given().auth().oauth2(shown).get("/r/1-garbage"));
        answers(8, 401, token, shown -> given().get("/request/list/1"));
        answers(5, 200, token, LIST);
        refused(LIST.apply(token));
    }

    @Test
    @Tag("A1")
    void theOtherContractHasALimitAndAShapeOfItsOwn() {
        String token = Sandbox.token("activity:read requests:read", 1);
        Function<String, Response> probe = shown -> given().auth().oauth2(shown).get("/v1/activity-feedback-v2");
        answers(3, 200, token, probe);
        late(probe.apply(token).then())
                .body("keySet()", equalTo(Set.of("success", "error")))
                .body("success", equalTo(false))
                .body("error", equalTo("Too many calls with your access token"));
        answers(5, 200, token, LIST);
        answers(4, 403, Sandbox.token("requests:read", 1), probe);
    }

    private static void answers(int calls, int status, String token, Function<String, Response> call) {
        for (int i = 0; i < calls; i++) {
            call.apply(token).then().statusCode(status);
        }
    }

    private static void refused(Response answer) {
        late(answer.then())
                .body("keySet()", equalTo(Set.of("message")))
                .body("message", equalTo("Too many calls with your access token"));
    }

    private static ValidatableResponse late(ValidatableResponse answer) {
        int seconds = Integer.parseInt(
                answer.statusCode(429).contentType(ContentType.JSON).extract().header("Retry-After"));
        assertThat(seconds, allOf(greaterThan(0), lessThanOrEqualTo(86_400)));
        return answer;
    }
}
