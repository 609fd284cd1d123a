package org.earshot.delivery;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.earshot.access.CompanyId;
import org.earshot.access.CompanyScope;
import org.earshot.kernel.Sql;

/** The outbox table, and the log of what left it. Hand-written SQL throughout: every statement is on the hot path. */
@Singleton
class OutboxRepository implements Outbox {

    /**
     * What one claim took, under one lease.
     *
     * @param takenAt the reading of {@link System#nanoTime} before the lease began
     */
    record Claim(UUID lease, long takenAt, List<Claimed> messages) {

        /** Nothing was taken. */
        static final Claim NONE = new Claim(new UUID(0, 0), 0, List.of());
    }

    /**
     * A message under a lease.
     *
     * @param known what became of it already, if only its listener has not taken note yet
     */
    record Claimed(DueMessage message, Optional<Done> known) {}

    /** A message to be tried again. */
    record Retry(long id, Instant dueAt) {}

    /** A message that leaves the queue: the line it becomes in the log. */
    record Done(DueMessage message, SettledMessage.Outcome outcome, String reason) {}

    /** How much waits, and since when, by channel. */
    record Depth(Channel channel, long messages, Instant oldestDue) {}

    private static final String[] CHANNELS =
            Arrays.stream(Channel.values()).map(Channel::name).toArray(String[]::new);

    private final Pool pool;

    OutboxRepository(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<Void> queue(
            SqlConnection transaction,
            CompanyScope scope,
            String kind,
            long subjectId,
            Channel channel,
            Instant dueAt) {
        return transaction
                .preparedQuery("""
                        insert into outbox (company_id, id, kind, subject_id, channel, first_due_at, due_at)
                        select $1, nextval('outbox_id'), $2, $3, $4, $5, $5
                        """)
                .execute(Tuple.of(scope.companyId(), kind, subjectId, channel.name(), Sql.utc(dueAt)))
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> queueAll(SqlConnection transaction, CompanyScope scope, String kind, List<Entry> entries) {
        return transaction
                .preparedQuery("""
                        insert into outbox (company_id, id, kind, subject_id, channel, first_due_at, due_at)
                        select $1, nextval('outbox_id'), $2, e.subject_id, e.channel, e.due_at, e.due_at
                        from unnest($3::bigint[], $4::text[], $5::timestamptz[]) as e (subject_id, channel, due_at)
                        """)
                .execute(Tuple.of(
                        scope.companyId(),
                        kind,
                        entries.stream().map(Entry::subjectId).toArray(Long[]::new),
                        entries.stream().map(entry -> entry.channel().name()).toArray(String[]::new),
                        entries.stream().map(entry -> Sql.utc(entry.dueAt())).toArray(OffsetDateTime[]::new)))
                .replaceWithVoid();
    }

    /** Who has something due of these kinds; knows no company. */
    Uni<List<Turn>> turnsWithDueMessages(Instant now, Set<String> kinds) {
        return pool.preparedQuery("""
                        select c.id, channel from company c
                        cross join unnest($3::text[]) as channel
                        where exists (select from outbox o
                                      where o.company_id = c.id and o.channel = channel and o.due_at <= $1
                                        and o.kind = any($2))
                        """)
                .execute(Tuple.of(Sql.utc(now), kinds.toArray(String[]::new), CHANNELS))
                .map(rows -> Sql.list(
                        rows, row -> new Turn(new CompanyId(row.getLong(0)), Channel.valueOf(row.getString(1)))));
    }

    /**
     * Lets what a company has due on a channel become due only later, as far as nobody has claimed it. Whom a transaction
     * is at that moment at is left for the next time.
     */
    Uni<Void> putOff(CompanyScope scope, Channel channel, Instant now, Instant until, int limit) {
        return pool.preparedQuery("""
                        with theirs as materialized (
                            select id from outbox
                            where company_id = $1 and channel = $2 and due_at <= $3
                              and (lease_until is null or lease_until < now())
                            order by due_at, id limit $5
                            for update skip locked)
                        update outbox o set due_at = $4 from theirs where o.company_id = $1 and o.id = theirs.id
                        """)
                .execute(Tuple.of(scope.companyId(), channel.name(), Sql.utc(now), Sql.utc(until), limit))
                .replaceWithVoid();
    }

    /**
     * Takes up to so many due messages of a company on a channel, of these kinds, for as long as the lease holds. Rows
     * that another replica is claiming are skipped, not waited for; kinds that only another version of the service knows
     * are left to it.
     */
    Uni<Claim> claim(
            CompanyScope scope,
            Channel channel,
            Set<String> kinds,
            Instant now,
            int limit,
            Duration lease,
            int settingsRevision) {
        UUID token = UUID.randomUUID();
        long takenAt = System.nanoTime();
        return pool.preparedQuery("""
                        -- the lease is measured by the database's own clock, which all replicas share; materialized,
                        -- so that no plan can run the locking twice
                        with due as materialized (
                            select id from outbox
                            where company_id = $1 and channel = $8 and due_at <= $2 and kind = any($7)
                              and (lease_until is null or lease_until < now())
                            order by due_at, id limit $3
                            for update skip locked)
                        update outbox o
                        set lease_token = $4, lease_until = now() + make_interval(secs => $5),
                            attempts = o.attempts + 1, settings_revision = coalesce(o.settings_revision, $6),
                            first_tried_at = coalesce(o.first_tried_at, $2)
                        from due
                        where o.company_id = $1 and o.id = due.id
                        returning o.id, o.kind, o.subject_id, o.channel, o.first_due_at, o.attempts, o.settings_revision,
                            o.first_tried_at, o.outcome, o.outcome_reason
                        """)
                .execute(Tuple.from(List.of(
                        scope.companyId(),
                        Sql.utc(now),
                        limit,
                        token,
                        (double) lease.toMillis() / 1000,
                        settingsRevision,
                        kinds.toArray(String[]::new),
                        channel.name())))
                .map(rows -> new Claim(token, takenAt, claimed(scope.company(), rows)));
    }

    /** Puts messages back for a later attempt, unless the lease was lost. */
    Uni<Void> postpone(SqlConnection transaction, CompanyScope scope, UUID lease, List<Retry> retries) {
        return transaction
                .preparedQuery("""
                        update outbox o set due_at = r.due_at, lease_until = null, lease_token = null
                        from unnest($3::bigint[], $4::timestamptz[]) as r (id, due_at)
                        where o.company_id = $1 and o.id = r.id and o.lease_token = $2
                        """)
                .execute(Tuple.of(
                        scope.companyId(),
                        lease,
                        retries.stream().map(Retry::id).toArray(Long[]::new),
                        retries.stream().map(retry -> Sql.utc(retry.dueAt())).toArray(OffsetDateTime[]::new)))
                .replaceWithVoid();
    }

    /** Gives messages back that were not touched, as if they had not been claimed, unless the lease was lost. */
    Uni<Void> release(SqlConnection transaction, CompanyScope scope, UUID lease, List<Long> ids) {
        return transaction
                .preparedQuery("""
                        update outbox set lease_until = null, lease_token = null, attempts = attempts - 1
                        where company_id = $1 and id = any($3) and lease_token = $2
                        """)
                .execute(Tuple.of(scope.companyId(), lease, ids.toArray(Long[]::new)))
                .replaceWithVoid();
    }

    /**
     * Notes what became of messages whose listener could not take note of it, unless the lease was lost: whatever happens,
     * they are not sent again.
     */
    Uni<Void> note(SqlConnection transaction, CompanyScope scope, UUID lease, List<Done> done) {
        return transaction
                .preparedQuery("""
                        update outbox o set outcome = d.outcome, outcome_reason = nullif(d.reason, '')
                        from unnest($3::bigint[], $4::text[], $5::text[]) as d (id, outcome, reason)
                        where o.company_id = $1 and o.id = d.id and o.lease_token = $2
                        """)
                .execute(Tuple.of(
                        scope.companyId(),
                        lease,
                        ids(done),
                        done.stream().map(d -> d.outcome().name()).toArray(String[]::new),
                        done.stream().map(Done::reason).toArray(String[]::new)))
                .replaceWithVoid();
    }

    /** Deletes messages from the queue, unless the lease was lost; answers with the ids that were ours. */
    Uni<List<Long>> remove(SqlConnection transaction, CompanyScope scope, UUID lease, List<Long> ids) {
        return transaction
                .preparedQuery("""
                        delete from outbox where company_id = $1 and id = any($3) and lease_token = $2 returning id
                        """)
                .execute(Tuple.of(scope.companyId(), lease, ids.toArray(Long[]::new)))
                .map(rows -> Sql.list(rows, row -> row.getLong(0)));
    }

    /** Appends the lines that tell what became of messages. */
    Uni<Void> log(SqlConnection transaction, CompanyScope scope, List<Done> done, Instant at) {
        return transaction
                .preparedQuery("""
                        insert into delivery_log
                            (company_id, id, kind, subject_id, channel, outcome, reason, attempts, at)
                        select $1, d.id, d.kind, d.subject_id, d.channel, d.outcome, nullif(d.reason, ''), d.attempts, $2
                        from unnest($3::bigint[], $4::text[], $5::bigint[], $6::text[], $7::text[], $8::text[],
                                    $9::int[]) as d (id, kind, subject_id, channel, outcome, reason, attempts)
                        """)
                .execute(Tuple.from(List.of(
                        scope.companyId(),
                        Sql.utc(at),
                        ids(done),
                        done.stream().map(d -> d.message().key().kind()).toArray(String[]::new),
                        done.stream().map(d -> d.message().key().subjectId()).toArray(Long[]::new),
                        done.stream().map(d -> d.message().channel().name()).toArray(String[]::new),
                        done.stream().map(d -> d.outcome().name()).toArray(String[]::new),
                        done.stream().map(Done::reason).toArray(String[]::new),
                        done.stream().map(d -> d.message().attempt()).toArray(Integer[]::new))))
                .replaceWithVoid();
    }

    /** How much waits in the whole queue, for the operator's metrics; knows no company. */
    Uni<List<Depth>> depth() {
        return pool.query("select channel, count(*), min(due_at) from outbox group by channel")
                .execute()
                .map(rows -> Sql.list(
                        rows,
                        row -> new Depth(
                                Channel.valueOf(row.getString(0)),
                                row.getLong(1),
                                row.getOffsetDateTime(2).toInstant())));
    }

    private static List<Claimed> claimed(CompanyId company, RowSet<Row> rows) {
        List<Claimed> messages = new ArrayList<>();
        for (Row row : rows) {
            DueMessage message = new DueMessage(
                    new MessageKey(company, row.getLong(0), row.getString(1), row.getLong(2)),
                    Channel.valueOf(row.getString(3)),
                    row.getOffsetDateTime(4).toInstant(),
                    row.getShort(5),
                    row.getOffsetDateTime(7).toInstant(),
                    row.getInteger(6));
            Optional<Done> known = Optional.ofNullable(row.getString(8))
                    .map(outcome -> new Done(
                            message,
                            SettledMessage.Outcome.valueOf(outcome),
                            Objects.requireNonNullElse(row.getString(9), "")));
            messages.add(new Claimed(message, known));
        }
        // an update answers in any order
        messages.sort(
                Comparator.comparingLong(claimed -> claimed.message().key().id()));
        return messages;
    }

    private static Long[] ids(List<Done> done) {
        return done.stream().map(d -> d.message().key().id()).toArray(Long[]::new);
    }
}
