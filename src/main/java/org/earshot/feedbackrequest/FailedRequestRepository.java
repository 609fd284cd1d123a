package org.earshot.feedbackrequest;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.earshot.access.CompanyScope;
import org.earshot.delivery.Channel;
import org.earshot.delivery.Outbox;
import org.earshot.kernel.Sql;
import org.jspecify.annotations.Nullable;

/** Requests whose invitations failed, and how they come back to life. */
@Singleton
class FailedRequestRepository {

    /**
     * A request that failed.
     *
     * @param destination null once it is redacted
     * @param unwanted whether its recipient said no, or could not be reached, since it was made
     * @param free whether its recipient may be asked, and no newer request that failed will do it
     */
    record Failed(
            RequestMark mark, Channel channel, @Nullable String destination, boolean unwanted, boolean free) {}

    private final Pool pool;

    FailedRequestRepository(Pool pool) {
        this.pool = pool;
    }

    /** So many of the requests that a replay is about, newest first. */
    Uni<List<Failed>> find(CompanyScope scope, Replay wanted, Duration threshold, Instant now, int limit) {
        // a message is not even tried any more once its request is past its life: nothing older has failed by then
        return pool.preparedQuery("""
                        select r.created_at, r.id, r.channel, r.destination, r.unwanted_at is not null,
                            not exists (select from feedback_request n
                                        where n.company_id = $1 and n.destination_hash = r.destination_hash
                                          and (n.created_at, n.id) > (r.created_at, r.id)
                                          and n.state = 'FAILED' and n.updated_at >= $2 and n.updated_at < $3)
                            and exists (select from contact c
                                        where c.company_id = $1 and c.destination_hash = r.destination_hash
                                          and %s)
                        from feedback_request r
                        where r.company_id = $1 and r.state = 'FAILED' and r.updated_at >= $2 and r.updated_at < $3
                          and r.created_at > $4 and (r.created_at, r.id) < ($5, $6) and r.channel = any($7)
                        order by r.created_at desc, r.id desc limit $8
                        """.formatted(FeedbackRequestRepository.MAY_BE_ASKED.formatted("$9", "$10")))
                .execute(Tuple.from(List.of(
                        scope.companyId(),
                        Sql.utc(wanted.from()),
                        Sql.utc(wanted.to()),
                        Sql.utc(wanted.from().minus(FeedbackRequest.LIFE)),
                        Sql.utc(wanted.after().created()),
                        wanted.after().id(),
                        wanted.channels().stream().map(Channel::name).toArray(String[]::new),
                        limit,
                        threshold.isZero(),
                        Sql.utc(FeedbackRequestRepository.askedBefore(now, threshold)))))
                .map(rows -> Sql.list(
                        rows,
                        row -> new Failed(
                                new RequestMark(row.getOffsetDateTime(0).toInstant(), row.getLong(1)),
                                Channel.valueOf(row.getString(2)),
                                row.getString(3),
                                row.getBoolean(4),
                                row.getBoolean(5))));
    }

    /**
     * Asks the recipients of these requests once more, as far as nothing has changed since they were found, and answers
     * with the messages that now have to be queued. Waits for nobody: whoever is just at a request or its recipient is
     * changing that.
     */
    Uni<List<Outbox.Entry>> askAgain(
            SqlConnection transaction,
            CompanyScope scope,
            List<Long> ids,
            Instant failedBefore,
            Duration threshold,
            Instant now) {
        return transaction
                .preparedQuery("""
                        -- the request before its recipient, as everybody locks them; materialized, so that no plan
                        -- can run the locking twice
                        with failed as materialized (
                            select id, destination_hash from feedback_request
                            where company_id = $1 and id = any($2) and state = 'FAILED' and updated_at < $3
                              and unwanted_at is null and redacted_at is null
                            for update skip locked),
                        free as materialized (
                            select f.id, c.destination_hash from contact c
                            join failed f on f.destination_hash = c.destination_hash
                            where c.company_id = $1 and %s
                            for update of c skip locked),
                        reserved as (
                            update contact c set request_id = free.id, asked_at = null, released = false
                            from free where c.company_id = $1 and c.destination_hash = free.destination_hash)
                        update feedback_request r
                        set state = 'ASKED', failure = null, updated_at = greatest($4, r.updated_at)
                        from free where r.company_id = $1 and r.id = free.id
                        returning r.id, r.channel
                        """.formatted(FeedbackRequestRepository.MAY_BE_ASKED.formatted("$5", "$6")))
                .execute(Tuple.from(List.of(
                        scope.companyId(),
                        ids.toArray(Long[]::new),
                        Sql.utc(failedBefore),
                        Sql.utc(now),
                        threshold.isZero(),
                        Sql.utc(FeedbackRequestRepository.askedBefore(now, threshold)))))
                .map(rows -> Sql.list(
                        rows, row -> new Outbox.Entry(row.getLong(0), Channel.valueOf(row.getString(1)), now)));
    }
}
