package org.earshot.feedbackrequest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.earshot.kernel.Shares;
import org.earshot.testing.Database;
import org.earshot.testing.Forgetting;
import org.earshot.testing.Requests;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Tenants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** For how long a company keeps what it asked and was answered. */
@QuarkusTest
@Tag("W81")
class RetentionTest {

    private static final int DAYS = 40;
    private static final List<String> TABLES =
            List.of("feedback_request", "review", "review_event", "delivery_log", "outbox");

    private Database database;

    @BeforeEach
    void lookAside() {
        database = Database.ofService();
    }

    @AfterEach
    void backToRealTime() {
        Sandbox.resetClock();
    }

    private List<Long> rows(int company) {
        return TABLES.stream()
                .map(table -> database.number("select count(*) from " + table + " where company_id = ?", company))
                .toList();
    }

    private static long publishedReview(int company) {
        String destination = Sandbox.newAddress();
        long request = Sandbox.asked(company, destination);
        long review = Sandbox.answered(request, company, Sandbox.linkPath(destination));
        Sandbox.moderate(company, review, "publish").then().statusCode(200);
        return review;
    }

    @Test
    void whatIsOlderIsDeletedWithAllThatCameOfIt() {
        int forgetful = Forgetting.companyThatKeeps(DAYS);
        int faithful = Tenants.reminding(28, List.of());
        long review = publishedReview(forgetful);
        publishedReview(faithful);
        assertEquals(List.of(1L, 1L, 3L, 1L, 0L), rows(forgetful));

        Sandbox.advance(Duration.ofDays(DAYS).minusHours(1));
        Forgetting.tickUntilDone();
        assertEquals(List.of(1L, 1L, 3L, 1L, 0L), rows(forgetful));
        long younger = Sandbox.asked(forgetful, Sandbox.newAddress());

        Sandbox.advance(Duration.ofHours(2));
        Forgetting.tickUntilDone();
        assertEquals(List.of(1L, 0L, 0L, 1L, 0L), rows(forgetful), "the younger request and its message are left");
        Requests.get(forgetful, younger).then().statusCode(200);
        given().get("/review/" + review).then().statusCode(404);
        assertEquals(List.of(1L, 1L, 3L, 1L, 0L), rows(faithful));
    }

    @Test
    void theThresholdOutlivesAShorterRetention() {
        int forgetful = Forgetting.companyThatKeeps(7);
        String jane = Sandbox.newAddress();
        Sandbox.asked(forgetful, jane);
        Sandbox.advance(Duration.ofDays(8));
        Forgetting.tickUntilDone();
        assertEquals(List.of(0L, 0L, 0L, 0L, 0L), rows(forgetful));
        Sandbox.ask(forgetful, jane).then().statusCode(418);
        Sandbox.advance(Duration.ofDays(21));
        Sandbox.ask(forgetful, jane).then().statusCode(200);
    }

    @Test
    void aMessageThatStillWaitsIsNotSentAndReleasesItsRecipient() {
        int forgetful = Forgetting.companyThatKeeps(7);
        String jane = Sandbox.newAddress();
        Requests.posted(Requests.fields(
                "company",
                forgetful,
                "destination",
                jane,
                "sendAfter",
                Instant.now().plus(Duration.ofDays(10)).toString()));
        Sandbox.advance(Duration.ofDays(8));
        Forgetting.tickUntilDone();
        assertEquals(List.of(0L, 0L, 0L, 0L, 0L), rows(forgetful));
        Sandbox.advance(Duration.ofDays(3));
        Sandbox.tick();
        assertEquals(0, Sandbox.messages(jane).getList("$").size());
        Sandbox.ask(forgetful, jane).then().statusCode(200);
    }

    @Test
    void theSettingsInForceDecide() {
        int undecided = Forgetting.companyThatKeeps(7);
        Sandbox.asked(undecided, Sandbox.newAddress());
        change(undecided, "null");
        Sandbox.advance(Duration.ofDays(8));
        Forgetting.tickUntilDone();
        assertEquals(List.of(1L, 0L, 0L, 1L, 0L), rows(undecided));
        change(undecided, "9");
        Forgetting.tickUntilDone();
        assertEquals(List.of(1L, 0L, 0L, 1L, 0L), rows(undecided));
        change(undecided, "8");
        Forgetting.tickUntilDone();
        assertEquals(List.of(0L, 0L, 0L, 0L, 0L), rows(undecided));
        Sandbox.as(Sandbox.ALL_OF_REQUESTS, undecided)
                .get("/request/list/" + undecided)
                .then()
                .body("requests", hasSize(0));
    }

    private static void change(int company, String days) {
        Tenants.change(Database.ofService(), company, "retentionDays", days);
    }

    @Test
    void aBacklogIsTakenOnInBatches() {
        int forgetful = Forgetting.companyThatKeeps(7);
        Sandbox.asked(forgetful, Sandbox.newAddress());
        database.run("""
                insert into feedback_request (company_id, id, state, channel, destination, author, platform,
                    treatment_type, link_key_version, link_hash, created_at, updated_at)
                select company_id, nextval('feedback_request_id'), 'ASKED', channel, destination, author, platform,
                    treatment_type, link_key_version, decode(lpad(to_hex(n), 8, '0'), 'hex'), created_at, updated_at
                from feedback_request, generate_series(1, 11000) as n where company_id = ?
                """, forgetful);
        Sandbox.advance(Duration.ofDays(8));
        Sandbox.tick();
        long left = rows(forgetful).get(0);
        assertEquals(11_001 - Shares.BATCH * Shares.BATCHES, left);
        Forgetting.tickUntilDone();
        assertEquals(0, rows(forgetful).get(0));
    }
}
