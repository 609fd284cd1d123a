package org.earshot.delivery;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.earshot.access.CompanyScope;
import org.earshot.kernel.Sql;

/**
 * What queue and log still tell of messages about certain subjects. Neither holds text of people, but for the reason of
 * a refusal: the words of a sender, who may quote the address. Every method joins the caller's transaction.
 */
@Singleton
public class MessageTraces {

    /**
     * A message that waits, or has left the queue.
     *
     * @param outcome QUEUED, or how it left
     * @param at when it left, or is due
     */
    public record Trace(long id, String kind, long subjectId, Channel channel, String outcome, Instant at) {

        /** Whether the provider took it over. */
        public boolean delivered() {
            return outcome.equals(SettledMessage.Outcome.DELIVERED.name());
        }
    }

    /** All messages of these kinds about these subjects, oldest first. */
    public Uni<List<Trace>> find(
            SqlConnection transaction, CompanyScope scope, Set<String> kinds, List<Long> subjects) {
        return transaction
                .preparedQuery("""
                        select id, kind, subject_id, channel, 'QUEUED' as outcome, due_at as at
                        from outbox where company_id = $1 and kind = any($2) and subject_id = any($3)
                        union all
                        select id, kind, subject_id, channel, outcome, at
                        from delivery_log where company_id = $1 and kind = any($2) and subject_id = any($3)
                        order by id
                        """)
                .execute(parameters(scope, kinds, subjects))
                .map(MessageTraces::traces);
    }

    /**
     * Takes them off the queue and out of the log; answers with what was there. One that is just being sent cannot be
     * called back, but nothing is noted of it any more.
     */
    public Uni<List<Trace>> delete(
            SqlConnection transaction, CompanyScope scope, Set<String> kinds, List<Long> subjects) {
        Tuple parameters = parameters(scope, kinds, subjects);
        return transaction
                .preparedQuery("""
                        with mine as materialized (
                            select id from outbox
                            where company_id = $1 and kind = any($2) and subject_id = any($3)
                            order by id for update)
                        delete from outbox o using mine
                        where o.company_id = $1 and o.id = mine.id
                        returning o.id, o.kind, o.subject_id, o.channel, 'QUEUED', o.due_at
                        """)
                .execute(parameters)
                .map(MessageTraces::traces)
                .flatMap(queued -> transaction
                        .preparedQuery("""
                                delete from delivery_log
                                where company_id = $1 and kind = any($2) and subject_id = any($3)
                                returning id, kind, subject_id, channel, outcome, at
                                """)
                        .execute(parameters)
                        .map(rows -> {
                            List<Trace> all = new ArrayList<>(queued);
                            all.addAll(traces(rows));
                            return all;
                        }));
    }

    /** Strikes out the words of the senders. */
    public Uni<Void> redact(SqlConnection transaction, CompanyScope scope, Set<String> kinds, List<Long> subjects) {
        return redactLog(transaction, scope, kinds, subjects)
                .chain(() -> transaction.preparedQuery("""
                                update outbox set outcome_reason = '[redacted]'
                                where company_id = $1 and kind = any($2) and subject_id = any($3)
                                  and outcome_reason is not null
                                """).execute(parameters(scope, kinds, subjects)))
                .replaceWithVoid();
    }

    /** Strikes them out in the log alone, for messages none of which waits any more. */
    public Uni<Void> redactLog(SqlConnection transaction, CompanyScope scope, Set<String> kinds, List<Long> subjects) {
        return transaction
                .preparedQuery("""
                        update delivery_log set reason = '[redacted]'
                        where company_id = $1 and kind = any($2) and subject_id = any($3) and outcome = 'REFUSED'
                        """)
                .execute(parameters(scope, kinds, subjects))
                .replaceWithVoid();
    }

    private static Tuple parameters(CompanyScope scope, Set<String> kinds, List<Long> subjects) {
        return Tuple.of(scope.companyId(), kinds.toArray(String[]::new), subjects.toArray(Long[]::new));
    }

    private static List<Trace> traces(RowSet<Row> rows) {
        return Sql.list(
                rows,
                row -> new Trace(
                        row.getLong(0),
                        row.getString(1),
                        row.getLong(2),
                        Channel.valueOf(row.getString(3)),
                        row.getString(4),
                        row.getOffsetDateTime(5).toInstant()));
    }
}
