package org.earshot.feedbackrequest;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.earshot.access.CompanyReach;
import org.earshot.access.CompanyScope;
import org.earshot.kernel.DueWork;
import org.earshot.kernel.Sql;
import org.earshot.problem.Problem;

/** The first answers to calls with an idempotency key, for a day (W31). */
@Singleton
class IdempotencyKeys implements DueWork, DeletionListener {

    static final Duration LIFE = Duration.ofHours(24);

    private final Pool pool;
    private final Clock clock;

    IdempotencyKeys(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /**
     * Takes the key for the rest of the transaction; fails with CONFLICT, at once, if another call with it is under way
     * on any replica. The lock ends with the transaction, however that ends, so that a crash leaves nothing locked.
     */
    Uni<Void> take(SqlConnection transaction, IdempotencyKey key) {
        return transaction
                .preparedQuery("select pg_try_advisory_xact_lock($1)")
                .execute(Tuple.of(key.lock()))
                .map(rows -> {
                    if (rows.iterator().next().getBoolean(0)) {
                        return null;
                    }
                    throw Problem.conflict(
                            "A call with this " + IdempotencyKey.HEADER + " is under way",
                            Map.of(IdempotencyKey.HEADER, "is in use by a call that has not ended yet"));
                });
    }

    /**
     * The answer that a call with this key was given within the last day, whichever company of the token it was about;
     * fails with INVALID if that call had another body. To be asked in a statement of its own after {@link #take}: only
     * then does it see what the holder before has committed.
     */
    Uni<Optional<OnceAnswer>> recorded(SqlConnection transaction, CompanyReach reach, IdempotencyKey key, Instant now) {
        String one = """
                select body_hash = $4, status, answer, request_id from idempotency_key
                where token_hash = $1 and key = $2 and created_at > $3""";
        OffsetDateTime bornAfter = Sql.utc(now.minus(LIFE));
        return (reach.everyCompany()
                        ? transaction
                                .preparedQuery(one)
                                .execute(Tuple.of(key.token(), key.text(), bornAfter, key.body()))
                        : transaction
                                .preparedQuery(one + " and company_id = any($5)")
                                .execute(Tuple.of(key.token(), key.text(), bornAfter, key.body(), reach.companyIds())))
                .map(IdempotencyKeys::answer);
    }

    private static Optional<OnceAnswer> answer(RowSet<Row> rows) {
        for (Row row : rows) {
            if (!row.getBoolean(0)) {
                throw Problem.invalid(IdempotencyKey.HEADER, "was used for a call with another body");
            }
            return Optional.of(new OnceAnswer(row.getInteger(1), row.getString(2), row.getLong(3), true));
        }
        return Optional.empty();
    }

    /** Keeps the answer to the first call; the row of a key that has expired is used again. */
    Uni<Void> record(
            SqlConnection transaction, CompanyScope scope, IdempotencyKey key, OnceAnswer answer, Instant now) {
        return transaction
                .preparedQuery("""
                        insert into idempotency_key
                            (company_id, token_hash, key, body_hash, status, answer, request_id, created_at)
                        values ($1, $2, $3, $4, $5, $6, $7, $8)
                        on conflict (company_id, token_hash, key) do update
                        set body_hash = excluded.body_hash, status = excluded.status, answer = excluded.answer,
                            request_id = excluded.request_id, created_at = excluded.created_at
                        """)
                .execute(Tuple.from(Arrays.asList(
                        scope.companyId(),
                        key.token(),
                        key.text(),
                        key.body(),
                        answer.status(),
                        answer.body(),
                        answer.requestId(),
                        Sql.utc(now))))
                .replaceWithVoid();
    }

    /** Removes what has expired, of all companies: it answers nobody any more. */
    @Override
    public Uni<Integer> runDue() {
        return pool.preparedQuery("delete from idempotency_key where created_at <= $1")
                .execute(Tuple.of(Sql.utc(clock.instant().minus(LIFE))))
                .map(RowSet::rowCount);
    }

    /** An answer shows what was asked, and goes with it. */
    @Override
    public Uni<Void> beforeDeletion(SqlConnection transaction, CompanyScope scope, List<Long> requestIds) {
        return transaction
                .preparedQuery("delete from idempotency_key where company_id = $1 and request_id = any($2)")
                .execute(Tuple.of(scope.companyId(), requestIds.toArray(Long[]::new)))
                .replaceWithVoid();
    }
}
