package org.earshot.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.earshot.access.CompanyId;
import org.earshot.access.CompanyScope;
import org.earshot.access.TrustedScopes;
import org.earshot.feedbackrequest.Invited;
import org.earshot.kernel.Page;
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

/** Whatever happens in whatever order, analytics come to what counting everything one by one comes to, at each moment. */
@QuarkusTest
@ExtendWith(InstancioExtension.class)
@Tag("A27")
@Tag("A28")
@Tag("A31")
class RollupPropertiesTest {

    private static final int SEQUENCES = 4;
    private static final int STEPS = 40;
    private static final String PROBE = """
            select (created_at at time zone 'UTC')::date as day, activity_type, rep, template_id, satisfaction, nps,
                   responses
            from probe.feedback
            where (created_at at time zone 'UTC')::date between $1 and $2
              and ($3::text is null or activity_type = $3) and ($4::text is null or rep = $4)
              and ($5::text is null or template_id = $5)
            """;

    @Inject
    FeedbackRollup feedback;

    @Inject
    AskedActivities asked;

    @Inject
    RollupRepository rollup;

    @Inject
    AnalyticsRepository analytics;

    @Inject
    Pool pool;

    @Inject
    DataSource dataSource;

    private CompanyScope scope;
    private CompanyScope neighbour;
    private CountedByHand expected;
    private CountedByHand expectedNextDoor;
    private long lastRequest;

    @BeforeEach
    void ownCompanies() {
        newCompanies();
    }

    private void newCompanies() {
        scope = TrustedScopes.scheduler(new CompanyId(Tenants.plain()));
        neighbour = TrustedScopes.scheduler(new CompanyId(Tenants.plain()));
        expected = new CountedByHand();
        expectedNextDoor = new CountedByHand();
    }

    @Test
    @Tag("A29")
    void afterEveryStepTheCountsAreThoseOfARecount(@Given(Samples.Source.class) Samples samples) {
        for (int sequence = 0; sequence < SEQUENCES; sequence++) {
            newCompanies();
            for (int step = 0; step < STEPS; step++) {
                String done = step(samples);
                for (FeedbackFilter filter : filtersOfOneSlice(samples)) {
                    String where = "after " + done + ": " + filter;
                    assertEquals(expected.tally(filter), Reactive.await(analytics.tally(scope, filter)), where);
                    assertEquals(expected.responses(filter), Reactive.await(analytics.responses(scope, filter)), where);
                }
                for (Grouping grouping : Grouping.values()) {
                    FeedbackFilter filter = anyFilterOfSlices(grouping, samples);
                    assertEquals(
                            expected.groups(filter, grouping),
                            Reactive.await(analytics.groups(scope, filter, grouping, Optional.empty())),
                            "after " + done + ": " + filter + " by " + grouping);
                }
                FeedbackFilter any = anyFilter(samples);
                assertEquals(
                        expected.responses(any),
                        Reactive.await(analytics.countedResponses(scope, any)),
                        "after " + done + ": " + any);
                assertEquals(
                        expectedNextDoor.tally(FeedbackFilter.ALL),
                        Reactive.await(analytics.tally(neighbour, FeedbackFilter.ALL)),
                        "next door");
            }
        }
    }

    @Test
    void countingTheRowsThemselvesComesToTheSame(@Given(Samples.Source.class) Samples samples) {
        Database database = new Database(dataSource);
        database.run("create schema if not exists probe");
        database.run("create table if not exists probe.feedback (created_at timestamptz, activity_type text, rep text,"
                + " template_id text, satisfaction smallint, nps smallint, responses jsonb)");
        database.run("truncate probe.feedback");
        try {
            for (FeedbackFact fact : samples.some(50, 80, () -> Facts.any(samples))) {
                expected.living().add(fact);
                store(fact);
            }
            for (int i = 0; i < STEPS; i++) {
                FeedbackFilter filter = anyFilter(samples);
                assertEquals(expected.tally(filter), Reactive.await(recount(filter)), filter.toString());
                for (Grouping grouping : Grouping.values()) {
                    assertEquals(
                            expected.groups(filter, grouping),
                            Reactive.await(recount(filter, grouping)),
                            filter + " by " + grouping);
                }
            }
        } finally {
            database.run("drop schema probe cascade");
        }
    }

    @Test
    void pagesOfGroupsAreTheGroupsInTheirOrder(@Given(Samples.Source.class) Samples samples) {
        samples.some(40, 60, () -> Facts.any(samples)).forEach(fact -> {
            append(scope, null, fact);
            expected.living().add(fact);
        });
        Reactive.await(rollup.fold(scope, 20));
        for (Grouping grouping : Grouping.values()) {
            OpinionGroups all = expected.groups(FeedbackFilter.ALL, grouping);
            for (int number = 1; number <= 4; number++) {
                Page page = new Page(number, 2);
                assertEquals(
                        new OpinionGroups(
                                all.overall(),
                                all.count(),
                                all.groups().stream().skip(page.skip()).limit(2).toList()),
                        Reactive.await(analytics.groups(scope, FeedbackFilter.ALL, grouping, Optional.of(page))),
                        page + " by " + grouping);
            }
        }
    }

    private void store(FeedbackFact fact) {
        JsonArray responses = new JsonArray();
        fact.answers()
                .forEach(answer -> responses.add(new JsonObject()
                        .put("question_id", answer.questionId())
                        .put("question_text", answer.questionText())
                        .put("response_value", "of any kind")
                        .put("score", answer.score())));
        Reactive.await(pool.preparedQuery("insert into probe.feedback values ($1, $2, $3, $4, $5, $6, $7)")
                .execute(Tuple.from(new Object[] {
                    OffsetDateTime.ofInstant(fact.createdAt(), ZoneOffset.UTC),
                    fact.activityType(),
                    fact.rep(),
                    fact.templateId(),
                    (short) fact.satisfaction(),
                    fact.nps() == null ? null : fact.nps().shortValue(),
                    responses
                })));
    }

    private Uni<Tally> recount(FeedbackFilter filter) {
        return probe(Recount.statement(PROBE), filter).map(Recount::tally);
    }

    private Uni<OpinionGroups> recount(FeedbackFilter filter, Grouping grouping) {
        return probe(GroupCount.statement(PROBE, grouping, Optional.empty()), filter)
                .map(rows -> GroupCount.groups(rows, grouping));
    }

    private Uni<RowSet<Row>> probe(String statement, FeedbackFilter filter) {
        return pool.preparedQuery(statement)
                .execute(Tuple.of(
                        filter.from(),
                        filter.to(),
                        filter.activityType().orElse(null),
                        filter.rep().orElse(null),
                        filter.templateId().orElse(null)));
    }

    /** One random thing that may happen; answers with what it was. */
    private String step(Samples samples) {
        List<FeedbackFact> living = expected.living();
        switch (samples.between(0, 11)) {
            case 0, 1, 2, 3 -> {
                FeedbackFact fact = Facts.any(samples);
                append(scope, null, fact);
                living.add(fact);
                return "one more";
            }
            case 4 -> {
                FeedbackFact fact = Facts.any(samples);
                append(neighbour, null, fact);
                expectedNextDoor.living().add(fact);
                return "one more next door";
            }
            case 5 -> {
                if (!living.isEmpty()) {
                    int which = samples.between(0, living.size() - 1);
                    FeedbackFact changed = Facts.changed(living.get(which), samples);
                    append(scope, living.get(which), changed);
                    living.set(which, changed);
                }
                return "a change";
            }
            case 6 -> {
                if (!living.isEmpty()) {
                    append(scope, living.remove(samples.between(0, living.size() - 1)), null);
                }
                return "one less";
            }
            case 7 -> {
                List<FeedbackFact> gone =
                        List.copyOf(living.subList(0, Math.min(living.size(), samples.between(0, 3))));
                Reactive.await(pool.withTransaction(transaction -> feedback.forget(transaction, scope, gone)));
                living.subList(0, gone.size()).clear();
                expected.forgotten().addAll(gone);
                return "some are forgotten";
            }
            case 8 -> {
                int count = samples.between(1, 4);
                List<Invited> invitations = Facts.anyInvitations(
                        samples,
                        LongStream.rangeClosed(1, count)
                                .map(i -> ++lastRequest)
                                .boxed()
                                .toList());
                Reactive.await(pool.withTransaction(transaction -> asked.invited(transaction, scope, invitations)));
                expected.invitations().addAll(invitations);
                return "invitations";
            }
            case 9 -> {
                Reactive.await(rollup.fold(scope, samples.between(1, 5)));
                return "a fold that stopped early";
            }
            case 10 -> {
                IllegalStateException crash = new IllegalStateException("the process dies here");
                assertThrows(
                        IllegalStateException.class,
                        () -> Reactive.await(pool.withTransaction(transaction -> rollup.fold(transaction, scope, 100)
                                .chain(() -> Uni.createFrom().failure(crash)))));
                return "a fold that was rolled back";
            }
            default -> {
                Reactive.await(rollup.fold(scope, 1_000));
                return "a fold";
            }
        }
    }

    private void append(CompanyScope company, FeedbackFact removed, FeedbackFact added) {
        Reactive.await(pool.withTransaction(transaction ->
                feedback.append(transaction, company, Optional.ofNullable(removed), Optional.ofNullable(added))));
    }

    /** Every slice that there may be, always and in some window. */
    private static List<FeedbackFilter> filtersOfOneSlice(Samples samples) {
        List<FeedbackFilter> filters = new ArrayList<>();
        for (FeedbackFilter window : List.of(FeedbackFilter.ALL, anyWindow(samples))) {
            filters.add(window);
            Facts.TYPES.forEach(type -> filters.add(only(window, type, null, null)));
            Facts.REPS.forEach(rep -> filters.add(only(window, null, rep, null)));
            Facts.TEMPLATES.forEach(template -> filters.add(only(window, null, null, template)));
        }
        return filters;
    }

    /** One of those whose groups are kept: of all feedback, of one group, or of one slice by day. */
    private static FeedbackFilter anyFilterOfSlices(Grouping grouping, Samples samples) {
        return samples.oneOf(filtersOfOneSlice(samples).stream()
                .filter(filter -> filter.isOfSlices(grouping))
                .toList());
    }

    private static FeedbackFilter anyFilter(Samples samples) {
        return only(
                samples.between(0, 1) == 0 ? FeedbackFilter.ALL : anyWindow(samples),
                samples.between(0, 1) == 0 ? null : samples.oneOf(Facts.TYPES),
                samples.between(0, 1) == 0 ? null : samples.oneOf(Facts.REPS),
                samples.between(0, 1) == 0 ? null : samples.oneOf(Facts.TEMPLATES));
    }

    private static FeedbackFilter anyWindow(Samples samples) {
        LocalDate start = LocalDate.ofInstant(Facts.START, ZoneOffset.UTC);
        LocalDate from = start.plusDays(samples.between(-1, Facts.DAYS));
        LocalDate to = from.plusDays(samples.between(0, Facts.DAYS));
        return new FeedbackFilter(
                samples.between(0, 4) == 0 ? FeedbackFilter.FIRST_DAY : from,
                samples.between(0, 4) == 0 ? FeedbackFilter.LAST_DAY : to,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    private static FeedbackFilter only(FeedbackFilter window, String type, String rep, String template) {
        return new FeedbackFilter(
                window.from(),
                window.to(),
                Optional.ofNullable(type),
                Optional.ofNullable(rep),
                Optional.ofNullable(template),
                List.of());
    }
}
