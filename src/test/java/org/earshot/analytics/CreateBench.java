package org.earshot.analytics;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.earshot.access.CompanyScope;
import org.earshot.access.Permission;
import org.earshot.testing.Median;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Tenants;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What counting costs whoever records feedback over HTTP: how many calls a second are answered with it and without it, and
 * when all feedback is of one representative, kind and template. Prints figures, and demands only that all is counted.
 */
@QuarkusTest
@TestProfile(CreateBench.Switched.class)
@Tag("bench")
class CreateBench {

    private static final int CREATES = Integer.getInteger("earshot.bench.creates", 20_000);
    private static final int ROUNDS = Integer.getInteger("earshot.bench.rounds", 5);
    private static final int CLIENTS = 16;
    private static final int TEMPLATES = 40;
    private static final String ALL = Permission.Scope.ACTIVITY_READ + " " + Permission.Scope.ACTIVITY_WRITE;

    /** Folds as in production, and counts unless told not to. */
    public static final class Switched implements QuarkusTestProfile {

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(SwitchedRollup.class);
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.scheduler.enabled", "true");
        }
    }

    @Alternative
    @Singleton
    static class SwitchedRollup extends FeedbackRollup {

        private volatile boolean off;

        SwitchedRollup(RollupRepository rollup) {
            super(rollup);
        }

        @Override
        public Uni<Void> append(
                SqlConnection transaction,
                CompanyScope scope,
                Optional<FeedbackFact> removed,
                Optional<FeedbackFact> added) {
            return off ? Uni.createFrom().voidItem() : super.append(transaction, scope, removed, added);
        }
    }

    @Inject
    SwitchedRollup rollup;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Random random = new Random(1);

    @Test
    void create() {
        int company = Tenants.plain();
        String token = Sandbox.token(ALL, company);
        List<String> templates =
                IntStream.range(0, TEMPLATES).mapToObj(i -> template(token, i)).toList();
        double[] without = new double[ROUNDS];
        double[] with = new double[ROUNDS];
        double[] hot = new double[ROUNDS];
        for (int round = -1; round < ROUNDS; round++) { // the first warms up
            int into = Math.max(0, round);
            without[into] = perSecond(token, templates, true, false);
            with[into] = perSecond(token, templates, false, false);
            hot[into] = perSecond(token, templates, false, true);
        }
        int counted = RestAssured.given()
                .auth()
                .oauth2(token)
                .get("/v1/activity-feedback-v2/analytics/detailed")
                .then()
                .statusCode(200)
                .extract()
                .path("data.summary.total_feedback");
        Assertions.assertEquals(CREATES * 2 * (ROUNDS + 1), counted);
        System.out.printf(
                "bench-analytics: recorded over HTTP without counting: %,.0f/s; with it: %,.0f/s; ratio %.2f; all of one"
                        + " rep: %,.0f/s; ratio %.2f%n",
                Median.of(without),
                Median.of(with),
                Median.of(with) / Median.of(without),
                Median.of(hot),
                Median.of(hot) / Median.of(with));
    }

    private static String template(String token, int number) {
        JsonArray questions = new JsonArray();
        IntStream.range(0, 4)
                .forEach(i -> questions.add(new JsonObject()
                        .put("question_id", "q" + (number + i) % 12)
                        .put("question_text", "What do you say to question " + (number + i) % 12 + "?")
                        .put("question_type", "rating")));
        return RestAssured.given()
                .auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body(new JsonObject()
                        .put("name", "Template " + number)
                        .put("template_type", "survey")
                        .put("questions", questions)
                        .encode())
                .post("/v1/feedback-options")
                .then()
                .statusCode(201)
                .extract()
                .path("data._id");
    }

    private double perSecond(String token, List<String> templates, boolean uncounted, boolean hot) {
        rollup.off = uncounted;
        URI address = URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/v1/activity-feedback-v2");
        List<HttpRequest> calls = IntStream.range(0, CREATES)
                .mapToObj(i -> HttpRequest.newBuilder(address)
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(feedback(templates, hot)))
                        .build())
                .toList();
        long start = System.nanoTime();
        Multi.createFrom()
                .iterable(calls)
                .onItem()
                .transformToUni(call -> Uni.createFrom()
                        .completionStage(() -> http.sendAsync(call, HttpResponse.BodyHandlers.ofString()))
                        .invoke(answer -> Assertions.assertEquals(201, answer.statusCode(), answer::body)))
                .merge(CLIENTS)
                .collect()
                .last()
                .await()
                .atMost(Duration.ofMinutes(5));
        return CREATES / ((System.nanoTime() - start) / 1e9);
    }

    private String feedback(List<String> templates, boolean hot) {
        int template = hot ? 1 : random.nextInt(TEMPLATES);
        JsonArray responses = new JsonArray();
        IntStream.range(0, 4)
                .forEach(i -> responses.add(new JsonObject()
                        .put("question_id", "q" + (template + i) % 12)
                        .put("question_type", "rating")
                        .put("response_value", 1 + random.nextInt(5))));
        responses.getJsonObject(0).put("response_text", "They were on time, and very helpful.");
        return new JsonObject()
                .put("activity_type", "type " + (hot ? 1 : random.nextInt(8)))
                .put("activity_id", UUID.randomUUID().toString())
                .put("rep", "rep " + (hot ? 1 : (int) Math.pow(500, random.nextDouble())))
                .put("template_id", templates.get(template))
                .put("overall_satisfaction", 1 + random.nextInt(10))
                .put("nps_score", random.nextInt(11))
                .put("responses", responses)
                .encode();
    }
}
