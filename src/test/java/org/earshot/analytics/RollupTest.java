package org.earshot.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.earshot.access.CompanyId;
import org.earshot.access.CompanyScope;
import org.earshot.access.TrustedScopes;
import org.earshot.feedbackrequest.Invited;
import org.earshot.testing.Database;
import org.earshot.testing.Reactive;
import org.earshot.testing.Samples;
import org.earshot.testing.Tenants;
import org.instancio.junit.Given;
import org.instancio.junit.InstancioExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The counts on the real PostgreSQL, while several are at them at once. */
@QuarkusTest
@ExtendWith(InstancioExtension.class)
@Tag("A27")
class RollupTest {

    @Inject
    FeedbackRollup feedback;

    @Inject
    AskedActivities asked;

    @Inject
    RollupRepository rollup;

    @Inject
    RollupFold fold;

    @Inject
    AnalyticsRepository analytics;

    @Inject
    UsedTemplates usedTemplates;

    @Inject
    Pool pool;

    @Inject
    DataSource dataSource;

    private CompanyScope scope;
    private Database database;

    @BeforeEach
    void ownCompany() {
        scope = TrustedScopes.scheduler(new CompanyId(Tenants.plain()));
        database = new Database(dataSource);
    }

    private Uni<Void> appended(FeedbackFact fact) {
        return pool.withTransaction(
                transaction -> feedback.append(transaction, scope, Optional.empty(), Optional.of(fact)));
    }

    private Uni<Void> removed(FeedbackFact fact) {
        return pool.withTransaction(
                transaction -> feedback.append(transaction, scope, Optional.of(fact), Optional.empty()));
    }

    private Uni<Void> invited(Invited invitation) {
        return pool.withTransaction(transaction -> asked.invited(transaction, scope, List.of(invitation)));
    }

    private static <T> List<T> together(List<Uni<T>> works) {
        return Reactive.await(Uni.join().all(works).andCollectFailures());
    }

    private List<FeedbackFact> appendedAtOnce(Samples samples, int count) {
        List<FeedbackFact> facts = samples.some(count, count, () -> Facts.any(samples));
        together(facts.stream().map(this::appended).toList());
        return facts;
    }

    private long waiting() {
        return database.number("select count(*) from analytics_delta where company_id = ?", scope.companyId());
    }

    private Tally all() {
        return Reactive.await(analytics.tally(scope, FeedbackFilter.ALL));
    }

    @Test
    void severalFoldersAtOnceFoldEverythingOnce(@Given(Samples.Source.class) Samples samples) {
        List<FeedbackFact> facts = appendedAtOnce(samples, 120);
        long lines = waiting();
        Uni<Integer> folder = Multi.createBy()
                .repeating()
                .uni(() -> rollup.fold(scope, 7))
                .atMost(40)
                .collect()
                .with(Collectors.summingInt(Integer::intValue));
        List<Integer> folded = together(List.of(folder, folder, folder, folder));
        Reactive.await(rollup.fold(scope, 1_000));
        assertTrue(folded.stream().mapToInt(Integer::intValue).sum() <= lines);
        assertEquals(0, waiting());
        assertEquals(CountedByHand.of(facts, FeedbackFilter.ALL), all());
    }

    @Test
    void whileOneFoldsAnotherLeavesItAlone() {
        Reactive.await(appended(Facts.fact("2031-03-01T12:00:00Z", 7)));
        int secondary = Reactive.await(pool.withTransaction(
                transaction -> rollup.fold(transaction, scope, 10).chain(() -> rollup.fold(scope, 10))));
        assertEquals(0, secondary);
        assertEquals(0, waiting());
    }

    @Test
    @Tag("A29")
    void whoeverReadsDuringAFoldSeesEverythingOnce(@Given(Samples.Source.class) Samples samples) {
        List<FeedbackFact> facts = appendedAtOnce(samples, 150);
        Tally expected = CountedByHand.of(facts, FeedbackFilter.ALL);
        List<Tally> seen = new CopyOnWriteArrayList<>();
        Uni<Integer> folder = Multi.createBy()
                .repeating()
                .uni(() -> rollup.fold(scope, 3))
                .until(folded -> folded == 0)
                .collect()
                .with(Collectors.summingInt(Integer::intValue));
        Uni<Integer> reader = Multi.createBy()
                .repeating()
                .uni(() -> analytics.tally(scope, FeedbackFilter.ALL).invoke(seen::add))
                .atMost(60)
                .collect()
                .asList()
                .map(List::size);
        together(List.of(folder, reader, reader));
        assertEquals(120, seen.size());
        seen.forEach(tally -> assertEquals(expected, tally));
        assertEquals(expected, all());
    }

    @Test
    void foldingWhileFeedbackComesLosesNothing(@Given(Samples.Source.class) Samples samples) {
        List<FeedbackFact> facts = samples.some(150, 150, () -> Facts.any(samples));
        List<Long> totals = new CopyOnWriteArrayList<>();
        Uni<Integer> writer = Multi.createFrom()
                .iterable(facts)
                .onItem()
                .transformToUni(fact -> appended(fact).replaceWith(1))
                .merge(4)
                .collect()
                .asList()
                .map(List::size);
        Uni<Integer> folder = Multi.createBy()
                .repeating()
                .uni(() -> rollup.fold(scope, 11))
                .atMost(100)
                .collect()
                .asList()
                .map(List::size);
        Uni<Integer> reader = Multi.createBy()
                .repeating()
                .uni(() -> analytics
                        .tally(scope, FeedbackFilter.ALL)
                        .invoke(tally -> totals.add(tally.total().feedbacks())))
                .atMost(100)
                .collect()
                .asList()
                .map(List::size);
        together(List.of(writer, folder, folder, reader));
        assertEquals(totals.stream().sorted().toList(), totals, "what was counted once stays counted");
        assertEquals(CountedByHand.of(facts, FeedbackFilter.ALL), all());
        Reactive.await(rollup.fold(scope, 1_000));
        assertEquals(CountedByHand.of(facts, FeedbackFilter.ALL), all());
    }

    @Test
    @Tag("A28")
    void feedbackAndInvitationsThatMeetAreBothCounted(@Given(Samples.Source.class) Samples samples) {
        for (int round = 0; round < 10; round++) {
            CountedByHand expected = new CountedByHand();
            scope = TrustedScopes.scheduler(new CompanyId(Tenants.plain()));
            List<Uni<Void>> works = new ArrayList<>();
            for (FeedbackFact fact : samples.some(8, 8, () -> Facts.any(samples))) {
                if (samples.between(0, 2) == 0) {
                    Reactive.await(appended(fact));
                    works.add(removed(fact));
                } else {
                    expected.living().add(fact);
                    works.add(appended(fact));
                }
            }
            for (Invited invitation : Facts.anyInvitations(samples, List.of(1L, 2L, 3L, 4L, 5L))) {
                expected.invitations().add(invitation);
                works.add(invited(invitation));
            }
            together(works);
            assertEquals(
                    expected.responses(FeedbackFilter.ALL),
                    Reactive.await(analytics.responses(scope, FeedbackFilter.ALL)));
            Reactive.await(rollup.fold(scope, 1_000));
            assertEquals(
                    expected.responses(FeedbackFilter.ALL),
                    Reactive.await(analytics.responses(scope, FeedbackFilter.ALL)));
            assertEquals(
                    expected.responses(FeedbackFilter.ALL),
                    Reactive.await(analytics.countedResponses(scope, FeedbackFilter.ALL)));
        }
    }

    @Test
    @Tag("A28")
    void anInvitationThatIsToldTwiceCountsOnce() {
        Invited first = new Invited(1, "a", null, "r", null, Instant.parse("2031-03-01T12:00:00Z"));
        Invited second = new Invited(2, "a", null, null, null, Instant.parse("2031-03-02T12:00:00Z"));
        List.of(first, first, second, second, first).forEach(each -> Reactive.await(invited(each)));
        assertEquals(new Responses(1, 0), Reactive.await(analytics.responses(scope, FeedbackFilter.ALL)));
    }

    @Test
    void aTransactionThatFailsCountsNothing() {
        FeedbackFact fact = Facts.fact("2031-03-01T12:00:00Z", 7);
        assertThrows(
                IllegalStateException.class,
                () -> Reactive.await(pool.withTransaction(transaction -> feedback.append(
                                transaction, scope, Optional.empty(), Optional.of(fact))
                        .chain(() -> Uni.createFrom().failure(new IllegalStateException("the process dies here"))))));
        assertEquals(Tally.NOTHING, all());
    }

    @Test
    void aChangeThatChangesNothingIsNotNoted() {
        FeedbackFact fact = Facts.fact("2031-03-01T12:00:00Z", 7);
        Reactive.await(appended(fact));
        Reactive.await(pool.withTransaction(
                transaction -> feedback.append(transaction, scope, Optional.of(fact), Optional.of(fact))));
        assertEquals(1, waiting());
    }

    @Test
    void sumsAreExactSoThatNothingIsLeftOfWhatIsGone() {
        List<FeedbackFact> facts = IntStream.rangeClosed(1, 9)
                .mapToObj(i -> Facts.fact("2031-03-01T12:00:00Z", i, new AnswerFact("q", null, i / 10.0)))
                .toList();
        facts.forEach(fact -> Reactive.await(appended(fact)));
        Reactive.await(rollup.fold(scope, 4));
        facts.subList(1, 9).forEach(fact -> Reactive.await(removed(fact)));
        assertEquals(CountedByHand.of(facts.subList(0, 1), FeedbackFilter.ALL), all());
        Reactive.await(removed(facts.get(0)));
        assertEquals(Tally.NOTHING, all());
        Reactive.await(rollup.fold(scope, 1_000));
        assertEquals(Tally.NOTHING, all());
    }

    @Test
    void aScoreThatIsNoNumberIsAnAnswerAllTheSame() {
        Reactive.await(
                appended(Facts.fact("2031-03-01T12:00:00Z", 5, new AnswerFact("q", "How?", Double.POSITIVE_INFINITY))));
        assertEquals(
                CountedByHand.of(
                        List.of(Facts.fact("2031-03-01T12:00:00Z", 5, new AnswerFact("q", "How?", null))),
                        FeedbackFilter.ALL),
                all());
    }

    @Test
    void theTickFoldsWhatIsWorthIt() {
        appendWhatIsWorthIt();
        Reactive.await(fold.runDue());
        assertEquals(0, waiting());
    }

    @Test
    void whatIsTooMuchAtOnceIsFoldedInSmallerBatches() {
        appendWhatIsWorthIt();
        RollupFold struggling = new RollupFold(new RollupRepository(pool) {
            @Override
            Uni<Integer> fold(CompanyScope company, int most) {
                return most == RollupFold.BATCH
                        ? Uni.createFrom().failure(new IllegalStateException("it takes too long"))
                        : super.fold(company, most);
            }
        });
        Reactive.await(struggling.runDue());
        assertTrue(waiting() < RollupFold.WORTHWHILE);
    }

    private void appendWhatIsWorthIt() {
        Reactive.await(appended(Facts.fact("2031-03-01T12:00:00Z", 7)));
        database.run("""
                insert into analytics_delta (company_id, id, day, activity_type, rep, template_id, sign, satisfaction, nps,
                    question_ids, question_texts, scores, asked, answered)
                select company_id, nextval('analytics_delta_id'), day, activity_type, rep, template_id, sign, satisfaction,
                    nps, question_ids, question_texts, scores, asked, answered
                from analytics_delta cross join generate_series(2, ?) where company_id = ?
                """, RollupFold.WORTHWHILE, scope.companyId());
    }

    @Test
    @Tag("A30")
    void templatesKnowHowMuchFeedbackNamesThem(@Given(Samples.Source.class) Samples samples) {
        List<FeedbackFact> facts = appendedAtOnce(samples, 30);
        Reactive.await(removed(facts.get(0)));
        Reactive.await(rollup.fold(scope, 20));
        long expected = facts.stream()
                .skip(1)
                .filter(fact -> fact.templateId().equals("t1"))
                .count();
        Map<String, Long> found = Reactive.await(usedTemplates.counts(scope, List.of("t1", "unknown")));
        assertEquals(expected, found.getOrDefault("t1", 0L));
        assertEquals(0, found.getOrDefault("unknown", 0L));
    }
}
