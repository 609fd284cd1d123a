package org.earshot.analytics;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.earshot.access.CompanyId;
import org.earshot.access.CompanyScope;
import org.earshot.access.TrustedScopes;
import org.earshot.activity.StoredFeedback;
import org.earshot.kernel.Page;
import org.earshot.testing.Database;
import org.earshot.testing.Median;
import org.earshot.testing.OwnPostgres;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What the analytics of much feedback cost beside those of little, and beside counting it with SQL; and what counting
 * costs whoever records feedback. Prints figures, and demands only that they are of the right numbers. The feedback is of
 * a year, 500 representatives (by Zipf's law), 8 kinds of activity, 40 templates and 12 questions, of which each asks 4.
 */
@Tag("bench")
class AnalyticsBench {

    private static final int FEW = Integer.getInteger("earshot.bench.few", 1_000_000);
    private static final int MANY = Integer.getInteger("earshot.bench.many", 10_000_000);
    private static final int CREATES = Integer.getInteger("earshot.bench.creates", 20_000);
    private static final int ROUNDS = Integer.getInteger("earshot.bench.rounds", 5);
    private static final int READS = 51;
    private static final int DAYS = 365;
    private static final int CLIENTS = 8;
    private static final LocalDate FIRST = LocalDate.of(2030, 1, 1);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final CompanyScope SCOPE = TrustedScopes.scheduler(new CompanyId(1));

    private static final Map<String, String> SERVER = Map.of(
            "shared_buffers",
            "2GB",
            "max_wal_size",
            "8GB",
            "work_mem",
            "32MB",
            "jit",
            "off",
            "full_page_writes",
            "off");

    private final Path directory = Path.of("target", "bench-analytics").toAbsolutePath();
    private final Random random = new Random(1);

    @Test
    void analyse() {
        Vertx vertx = Vertx.vertx();
        try (OwnPostgres postgres = OwnPostgres.in(directory, SERVER)) {
            Flyway.configure().dataSource(postgres.dataSource()).load().migrate();
            Database database = new Database(postgres.dataSource());
            database.run("insert into company (id, namespace, created_at) values (1, 'bench', now())");
            database.run("""
                    create table bench_feedback (company_id bigint not null references company (id), id bigint not null,
                        created_at timestamptz not null, activity_type text not null, rep text not null,
                        template_id text not null, satisfaction smallint not null, nps smallint,
                        responses jsonb not null, primary key (company_id, id))
                    """);
            database.run("create index on bench_feedback (company_id, created_at desc, id desc)");
            database.run("create sequence bench_feedback_id");
            Pool pool = pool(vertx, postgres);
            reads(pool, database);
            creates(pool, database);
            pool.closeAndAwait();
        } finally {
            vertx.closeAndAwait();
        }
    }

    private static Pool pool(Vertx vertx, OwnPostgres postgres) {
        return Pool.newInstance(PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(CLIENTS))
                .connectingTo(new PgConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(postgres.port())
                        .setDatabase("postgres")
                        .setUser("postgres")
                        .setPassword("postgres")
                        .setCachePreparedStatements(true))
                .using(vertx.getDelegate())
                .build());
    }

    private void reads(Pool pool, Database database) {
        load(pool, database, FEW);
        double few = read(pool, yearOf(""), FEW);
        double fewOfRep = read(pool, yearOf("rep 1"), -1);
        double fewScores = scores(pool, yearOf(""), FEW);
        double fewScoresAlways = scores(pool, FeedbackFilter.ALL, FEW);
        load(pool, database, MANY - FEW);
        double many = read(pool, yearOf(""), MANY);
        double manyOfRep = read(pool, yearOf("rep 1"), -1);
        double manyScores = scores(pool, yearOf(""), MANY);
        double manyScoresAlways = scores(pool, FeedbackFilter.ALL, MANY);
        double raw = raw(pool);
        say("a year of %,d: %.1f ms; of %,d: %.1f ms; ratio %.2f", FEW, few, MANY, many, many / few);
        say("the same of one rep: %.1f ms and %.1f ms; ratio %.2f", fewOfRep, manyOfRep, manyOfRep / fewOfRep);
        say("scores by rep of a year: %.1f ms and %.1f ms; ratio %.2f", fewScores, manyScores, manyScores / fewScores);
        say("scores by rep of all days: %.1f ms and %.1f ms", fewScoresAlways, manyScoresAlways);
        say("%,d counted with SQL alone: %.0f ms; %.0f times as long", MANY, raw, raw / many);
    }

    private static FeedbackFilter yearOf(String rep) {
        return new FeedbackFilter(
                FIRST,
                FIRST.plusDays(DAYS - 1),
                Optional.empty(),
                Optional.of(rep).filter(name -> !name.isEmpty()),
                Optional.empty(),
                List.of());
    }

    /** Adds so much feedback, evenly over the year, and has it folded. */
    private void load(Pool pool, Database database, int feedbacks) {
        RollupRepository rollup = new RollupRepository(pool);
        long start = System.nanoTime();
        long folding = 0;
        for (int day = 0; day < DAYS; day++) {
            int count = (int) ((long) feedbacks * (day + 1) / DAYS - (long) feedbacks * day / DAYS);
            database.run("""
                    with fresh as (
                        select ?::date as day, floor(random() * 8)::int as type, floor(500 ^ random())::int as rep,
                            floor(random() * 40)::int as template, 1 + floor(random() * 10)::int as satisfaction,
                            floor(random() * 11)::int as nps
                        from generate_series(1, ?)),
                    raw as (
                        insert into bench_feedback
                        select 1, nextval('bench_feedback_id'), (day + random() * interval '1 day') at time zone 'UTC',
                            'type ' || type, 'rep ' || rep, 'template ' || template, satisfaction, nps,
                            (select jsonb_agg(jsonb_build_object('question_id', 'q' || (template + i) % 12,
                                    'question_text', 'What do you say to question ' || (template + i) % 12 || '?',
                                    'question_type', 'rating', 'response_value', 1 + (satisfaction + i) % 5,
                                    'score', 1 + (satisfaction + i) % 5))
                             from generate_series(0, 3) as i)
                        from fresh)
                    insert into analytics_delta (company_id, id, day, activity_type, rep, template_id, sign, satisfaction,
                        nps, question_ids, question_texts, scores, asked, answered)
                    select 1, nextval('analytics_delta_id'), day, 'type ' || type, 'rep ' || rep,
                        'template ' || template, 1, satisfaction, nps,
                        (select array_agg('q' || (template + i) % 12) from generate_series(0, 3) as i),
                        (select array_agg('What do you say to question ' || (template + i) % 12 || '?')
                         from generate_series(0, 3) as i),
                        (select array_agg((1 + (satisfaction + i) % 5)::numeric) from generate_series(0, 3) as i),
                        0, 0
                    from fresh
                    """, FIRST.plusDays(day), count);
            long before = System.nanoTime();
            while (rollup.fold(SCOPE, 10_000).await().atMost(PATIENCE) > 0) {
                // until all is folded
            }
            folding += System.nanoTime() - before;
        }
        for (String table : List.of("bench_feedback", "analytics_count", "analytics_answer_count", "analytics_delta")) {
            database.run("vacuum analyze " + table);
        }
        say(
                "%,d loaded in %d s; folded %,.0f a second",
                feedbacks, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start), feedbacks / (folding / 1e9));
    }

    /** The median of what the analytics of a window take, in milliseconds. */
    private static double read(Pool pool, FeedbackFilter filter, long expected) {
        AnalyticsRepository analytics = new AnalyticsRepository(pool, pool);
        double[] millis = new double[READS];
        for (int i = -READS; i < READS; i++) { // the first half warms up
            long start = System.nanoTime();
            DetailedAnalytics found = analytics
                    .tally(SCOPE, filter)
                    .flatMap(tally ->
                            analytics.responses(SCOPE, filter).map(responses -> DetailedAnalytics.of(tally, responses)))
                    .await()
                    .atMost(PATIENCE);
            if (i >= 0) {
                millis[i] = (System.nanoTime() - start) / 1e6;
            }
            if (expected >= 0) {
                Assertions.assertEquals(expected, found.summary().totalFeedback());
            }
        }
        return Median.of(millis);
    }

    /** The median of what a page of scores by representative takes, in milliseconds. */
    private static double scores(Pool pool, FeedbackFilter filter, long expected) {
        AnalyticsRepository analytics = new AnalyticsRepository(pool, pool);
        double[] millis = new double[READS];
        for (int i = -READS; i < READS; i++) { // the first half warms up
            long start = System.nanoTime();
            OpinionGroups found = analytics
                    .groups(SCOPE, filter, Grouping.REP, Optional.of(new Page(1, 25)))
                    .await()
                    .atMost(PATIENCE);
            if (i >= 0) {
                millis[i] = (System.nanoTime() - start) / 1e6;
            }
            Assertions.assertEquals(expected, found.overall().feedbacks());
        }
        return Median.of(millis);
    }

    private static double raw(Pool pool) {
        double[] millis = new double[3];
        for (int i = 0; i < millis.length; i++) {
            long start = System.nanoTime();
            Tally tally = pool.preparedQuery(Recount.statement("""
                    select (created_at at time zone 'UTC')::date as day, satisfaction, nps, responses
                    from bench_feedback where company_id = $1 and created_at >= $2 and created_at < $3
                    """))
                    .execute(Tuple.of(1L, utc(FIRST), utc(FIRST.plusDays(DAYS))))
                    .map(Recount::tally)
                    .await()
                    .atMost(PATIENCE);
            millis[i] = (System.nanoTime() - start) / 1e6;
            Assertions.assertEquals(MANY, tally.total().feedbacks());
        }
        return Median.of(millis);
    }

    private static OffsetDateTime utc(LocalDate day) {
        return day.atStartOfDay().atOffset(ZoneOffset.UTC);
    }

    private void creates(Pool pool, Database database) {
        double[] without = new double[ROUNDS];
        double[] with = new double[ROUNDS];
        double[] hot = new double[ROUNDS];
        create(pool, true, false);
        for (int round = 0; round < ROUNDS; round++) {
            without[round] = create(pool, false, false);
            with[round] = create(pool, true, false);
            hot[round] = create(pool, true, true);
        }
        long lines = (long) CREATES * (2L * ROUNDS + 1);
        Assertions.assertEquals(
                MANY + lines,
                new AnalyticsRepository(pool, pool)
                        .tally(SCOPE, FeedbackFilter.ALL)
                        .await()
                        .atMost(PATIENCE)
                        .total()
                        .feedbacks());
        say(
                "recorded without counting: %,.0f/s; with it: %,.0f/s; ratio %.2f; all of one rep: %,.0f/s; ratio %.2f",
                Median.of(without),
                Median.of(with),
                Median.of(with) / Median.of(without),
                Median.of(hot),
                Median.of(hot) / Median.of(with));
        say("lines that were not folded at the end: %d", database.number("select count(*) from analytics_delta"));
    }

    /** How much feedback is recorded a second, while what is counted is folded as the tick would. */
    private double create(Pool pool, boolean counted, boolean hot) {
        RollupRepository repository = new RollupRepository(pool);
        FeedbackRollup rollup = new FeedbackRollup(repository);
        RollupFold fold = new RollupFold(repository);
        StoredFeedback stored = new StoredFeedback(pool);
        List<FeedbackFact> facts =
                IntStream.range(0, CREATES).mapToObj(i -> fact(hot)).toList();
        AtomicBoolean over = new AtomicBoolean();
        Uni<Long> folding = Multi.createBy()
                .repeating()
                .uni(() -> over.get()
                        ? Uni.createFrom().item(0)
                        : Uni.createFrom()
                                .item(0)
                                .onItem()
                                .delayIt()
                                .by(Duration.ofSeconds(1))
                                .chain(fold::runDue))
                .whilst(done -> !over.get())
                .collect()
                .with(Collectors.counting());
        var folded = counted ? folding.subscribeAsCompletionStage() : null;
        long start = System.nanoTime();
        Multi.createFrom()
                .iterable(facts)
                .onItem()
                .transformToUni(fact -> pool.withTransaction(connection -> counted
                        ? Uni.join()
                                .all(
                                        stored.insert(connection, SCOPE, fact),
                                        rollup.append(connection, SCOPE, Optional.empty(), Optional.of(fact)))
                                .andFailFast()
                                .replaceWith(1)
                        : stored.insert(connection, SCOPE, fact).replaceWith(1)))
                .merge(CLIENTS - 1)
                .collect()
                .last()
                .await()
                .atMost(PATIENCE);
        double seconds = (System.nanoTime() - start) / 1e9;
        over.set(true);
        if (folded != null) {
            folded.join();
        }
        return CREATES / seconds;
    }

    private FeedbackFact fact(boolean hot) {
        int template = hot ? 1 : random.nextInt(40);
        int satisfaction = 1 + random.nextInt(10);
        return new FeedbackFact(
                Instant.parse("2031-01-01T12:00:00Z"),
                "type " + (hot ? 1 : random.nextInt(8)),
                UUID.randomUUID().toString(),
                "rep " + (hot ? 1 : (int) Math.pow(500, random.nextDouble())),
                "template " + template,
                satisfaction,
                random.nextInt(11),
                IntStream.range(0, 4)
                        .mapToObj(i -> new AnswerFact(
                                "q" + (template + i) % 12,
                                "What do you say to question " + (template + i) % 12 + "?",
                                1.0 + (satisfaction + i) % 5))
                        .toList());
    }

    private static void say(String format, Object... figures) {
        System.out.println("bench-analytics: " + format.formatted(figures));
    }
}
