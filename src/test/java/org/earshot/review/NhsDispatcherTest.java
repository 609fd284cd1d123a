package org.earshot.review;

import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.net.ConnectException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.earshot.access.CompanyId;
import org.earshot.company.CompanyDirectory;
import org.earshot.company.CompanySettings;
import org.earshot.company.CompanySettings.Industry;
import org.earshot.company.RegisterCompany;
import org.earshot.review.Answers.Asked;
import org.earshot.review.NhsSubmission.Outcome;
import org.earshot.testing.Database;
import org.earshot.testing.Reactive;
import org.earshot.testing.Sandbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How reviews come to the NHS. Company 1 is of healthcare. */
@QuarkusTest
@Tag("W55")
class NhsDispatcherTest {

    private static final int FORMER_CLINIC = 930_001;

    @Inject
    MockNhs nhs;

    @Inject
    RegisterCompany registerCompany;

    @Inject
    NhsRepository submissions;

    @Inject
    ReviewQueries reviews;

    @Inject
    CompanyDirectory companies;

    @Inject
    Clock clock;

    @Inject
    DataSource dataSource;

    private Database database;

    @BeforeEach
    void nothingIsDue() {
        database = new Database(dataSource);
        Sandbox.tick();
    }

    @AfterEach
    void backToRealTime() {
        Sandbox.resetClock();
    }

    private static long verified(int company, String treatment, String... filledIn) {
        Asked asked = Answers.ask(company, "treatmentType", treatment);
        return Answers.answer(asked, (Object[]) filledIn);
    }

    private static long published(String treatment, String... filledIn) {
        long review = verified(1, treatment, filledIn);
        Sandbox.moderate(1, review, "publish").then().statusCode(200);
        return review;
    }

    private static JsonPath dates(long review) {
        return Answers.read(1, review)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .setRootPath("dates");
    }

    private List<MockNhs.Received> received(int company, long review) {
        return nhs.received().stream()
                .filter(each -> each.idempotencyKey().equals("nhs-" + company + "-" + review))
                .toList();
    }

    private static Uni<Outcome> answer(Outcome outcome) {
        return Uni.createFrom().item(outcome);
    }

    private static void assertNotSubmitted(long review) {
        JsonPath dates = dates(review);
        for (String date : List.of("nhs_submitted", "nhs_accepted", "nhs_rejected")) {
            assertNull(dates.getString(date), date);
        }
    }

    @Test
    @Tag("W54")
    void aPublishedReviewIsSubmittedAndAccepted() {
        long review = published("NHS");
        assertNotSubmitted(review);
        Sandbox.tick();
        JsonPath dates = dates(review);
        assertNotNull(dates.getString("nhs_submitted"));
        assertNotNull(dates.getString("nhs_accepted"));
        assertNull(dates.getString("nhs_rejected"));
        Sandbox.advance(Duration.ofDays(2));
        Sandbox.tick();
        assertEquals(1, received(1, review).size());
        assertEquals(dates.getMap(""), dates(review).getMap(""));
    }

    @Test
    void aReviewThatTheNhsRejectsIsNotSubmittedAgain() {
        long review = published("NHS");
        nhs.answerNext(answer(new Outcome.Rejected("names a member of staff")));
        Sandbox.tick();
        Answers.read(1, review)
                .then()
                .body("dates.nhs_submitted", instanceOf(String.class))
                .body("dates.nhs_accepted", nullValue())
                .body("dates.nhs_rejected", instanceOf(String.class));
        assertEquals(
                List.of("names a member of staff 1"),
                database.rows("select reason, attempts from nhs_submission where review_id = ?", review));
        Sandbox.moderate(1, review, "restrict").then().statusCode(200);
        Sandbox.moderate(1, review, "publish").then().statusCode(200);
        Sandbox.advance(Duration.ofDays(1));
        Sandbox.tick();
        assertEquals(1, received(1, review).size());
    }

    @Test
    void whatTheNhsDidNotTakeIsTriedAgainUnderTheSameKey() {
        long review = published("NHS");
        nhs.answerNext(Uni.createFrom().failure(new ConnectException("no route")));
        nhs.answerNext(Uni.createFrom().nothing());
        nhs.answerNext(answer(new Outcome.NotNow("closed on Sundays")));
        int attempts = 0;
        for (int minutes : List.of(0, 1, 2)) {
            Sandbox.advance(Duration.ofMinutes(minutes));
            Sandbox.tick();
            Sandbox.tick();
            assertEquals(++attempts, received(1, review).size(), "and not before it is due");
            assertNotSubmitted(review);
        }
        Sandbox.advance(Duration.ofMinutes(4));
        Sandbox.tick();
        assertEquals(4, received(1, review).size());
        assertNotNull(dates(review).getString("nhs_accepted"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Private", "Unknown", "N/A"})
    void whatTheNhsDidNotPayForIsNotSubmitted(String treatment) {
        long review = published(treatment);
        Sandbox.tick();
        assertEquals(List.of(), received(1, review));
        assertNotSubmitted(review);
    }

    @Test
    void aCompanyThatIsNotOfHealthcareSubmitsNothing() {
        Reactive.await(registerCompany.registerIfAbsent(
                new CompanyId(FORMER_CLINIC),
                "former-clinic",
                new CompanySettings(
                        "Former Clinic",
                        Industry.HEALTHCARE,
                        "GB",
                        ZoneOffset.UTC,
                        28,
                        CompanySettings.DEFAULT_QUESTIONS,
                        Map.of())));
        long review = verified(FORMER_CLINIC, "NHS");
        Sandbox.moderate(FORMER_CLINIC, review, "publish").then().statusCode(200);
        revise("OTHER");
        Sandbox.tick();
        assertEquals(List.of(), received(FORMER_CLINIC, review));
        revise("HEALTHCARE");
        Sandbox.tick();
        assertEquals(1, received(FORMER_CLINIC, review).size());
    }

    private void revise(String industry) {
        database.run("""
                insert into company_settings (company_id, revision, document, created_at)
                select company_id, revision + 1, jsonb_set(document, '{industry}', to_jsonb(?::text)), created_at
                from company_settings where company_id = ? order by revision desc limit 1
                """, industry, FORMER_CLINIC);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "reject", "restrict", "investigate"})
    void whatIsNotPublishedIsNotSubmitted(String decision) {
        long review = verified(1, "NHS");
        if (!decision.isEmpty()) {
            Sandbox.moderate(1, review, decision).then().statusCode(200);
        }
        Sandbox.tick();
        assertEquals(List.of(), received(1, review));
        Sandbox.moderate(1, review, "publish").then().statusCode(200);
        Sandbox.tick();
        assertEquals(1, received(1, review).size());
    }

    @Test
    void whatWasTakenBackBeforeTheSubmissionIsNotSubmitted() {
        long review = published("NHS");
        Sandbox.moderate(1, review, "reject").then().statusCode(200);
        Sandbox.tick();
        assertEquals(List.of(), received(1, review));
        assertNotSubmitted(review);
    }

    @Test
    void whatIsTakenBackWhileItWaitsForAnotherAttemptIsNotSubmitted() {
        long review = published("NHS");
        nhs.answerNext(answer(new Outcome.NotNow("busy")));
        Sandbox.tick();
        Sandbox.moderate(1, review, "investigate").then().statusCode(200);
        Sandbox.advance(Duration.ofDays(1));
        Sandbox.tick();
        assertEquals(1, received(1, review).size());
        assertNotSubmitted(review);
    }

    @Test
    void aReviewFromElsewhereIsNotSubmitted() {
        String id = Imports.stored(1, List.of(Imports.review())).get(0);
        int before = nhs.received().size();
        Sandbox.tick();
        assertEquals(before, nhs.received().size());
        Sandbox.as(Sandbox.ALL_OF_REVIEWS, 1).get("/review/" + id).then().body("dates.nhs_submitted", nullValue());
    }

    @Test
    @Tag("W50")
    void theNhsGetsNoMoreThanAnybodyMayRead() {
        long review = published("NHS", "anonymous", "true");
        Sandbox.tick();
        PublicReviewView handedOver = received(1, review).get(0).review();
        assertEquals("They took their time.", handedOver.text());
        assertEquals(new PublicReviewView.Author("", null, null), handedOver.author());
        assertFalse(handedOver.toString().contains("Jane"));
        assertFalse(handedOver.toString().contains("@"));
    }

    @Test
    void anAnswerWhoseRecordWasLostIsAskedForAgainUnderTheSameKeyAndRecordedOnce() {
        long review = published("NHS");
        nhs.answerNext(Uni.createFrom().item(() -> {
            database.run("update nhs_submission set lease_token = gen_random_uuid() where review_id = ?", review);
            return new Outcome.Rejected("a replica that lost its lease does not record this");
        }));
        Sandbox.tick();
        assertNotSubmitted(review);
        Sandbox.tick();
        assertEquals(1, received(1, review).size(), "the lease still holds");
        database.run("update nhs_submission set lease_until = now() - interval '1 second' where review_id = ?", review);
        Sandbox.tick();
        assertEquals(2, received(1, review).size());
        assertNotNull(dates(review).getString("nhs_accepted"));
        assertNull(dates(review).getString("nhs_rejected"));
        assertEquals(2, database.number("select attempts from nhs_submission where review_id = ?", review));
    }

    @Test
    void severalReplicasSubmitEachReviewOnce() throws Exception {
        List<Long> published = new ArrayList<>();
        for (int n = 0; n < 8; n++) {
            published.add(published("NHS"));
        }
        ExecutorService replicas = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> ticks = new ArrayList<>();
            for (int replica = 0; replica < 4; replica++) {
                ticks.add(replicas.submit(
                        () -> Reactive.await(dispatcher(Optional.of("mock")).runDue())));
            }
            for (Future<?> tick : ticks) {
                tick.get();
            }
        } finally {
            replicas.shutdownNow();
        }
        for (long review : published) {
            assertEquals(1, received(1, review).size());
            assertNotNull(dates(review).getString("nhs_accepted"));
        }
    }

    @Test
    void nothingIsSubmittedUnlessSomebodyIsChosen() {
        long review = published("NHS");
        assertEquals(0, Reactive.await(dispatcher(Optional.empty()).runDue()));
        assertEquals(List.of(), received(1, review));
    }

    @Test
    void productionStartsWithoutASubmitterButNotWithAMockOrAnUnknownOne() {
        assertEquals(List.of(), dispatcher(Optional.empty()).missing());
        assertEquals(List.of(), dispatcher(Optional.empty()).unsafe());
        assertEquals(List.of(), dispatcher(Optional.of("mock")).missing());
        assertEquals(1, dispatcher(Optional.of("mock")).unsafe().size());
        assertEquals(
                List.of("earshot.nhs.submitter names none of [mock]"),
                dispatcher(Optional.of("pigeon")).missing());
    }

    private NhsDispatcher dispatcher(Optional<String> submitter) {
        NhsConfig config = new NhsConfig() {
            @Override
            public Optional<String> submitter() {
                return submitter;
            }

            @Override
            public Duration timeout() {
                return Duration.ofSeconds(1);
            }
        };
        return new NhsDispatcher(submissions, reviews, companies, List.of(nhs), config, clock);
    }

    @ParameterizedTest
    @CsvSource({"1,PT1M", "2,PT2M", "3,PT4M", "8,PT2H8M", "9,PT4H", "1000,PT4H"})
    void waitsGrowUpToFourHours(int attempt, Duration wait) {
        assertEquals(wait, NhsDispatcher.wait(attempt));
    }
}
