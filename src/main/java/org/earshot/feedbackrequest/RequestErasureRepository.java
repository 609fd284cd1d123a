package org.earshot.feedbackrequest;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.earshot.access.CompanyId;
import org.earshot.access.CompanyScope;
import org.earshot.company.Recipient;
import org.earshot.kernel.Sql;

/** Requests that are to be forgotten, for their age or for their recipient's sake. */
@Singleton
class RequestErasureRepository {

    private final Pool pool;

    RequestErasureRepository(Pool pool) {
        this.pool = pool;
    }

    /** Some companies that have requests of such an age which are not redacted; knows no company. */
    Uni<List<CompanyId>> companiesToRedact(Instant createdUntil, int limit) {
        return pool.preparedQuery("""
                        select c.id from company c
                        where exists (select from feedback_request r
                                      where r.company_id = c.id and r.created_at <= $1 and r.redacted_at is null)
                        limit $2
                        """)
                .execute(Tuple.of(Sql.utc(createdUntil), limit))
                .map(rows -> Sql.list(rows, row -> new CompanyId(row.getLong(0))));
    }

    /**
     * Redacts the oldest requests of such an age, and answers with their numbers. Those that somebody is at, such as
     * another replica with the same in mind, are skipped.
     */
    Uni<List<Long>> redact(
            SqlConnection transaction, CompanyScope scope, Instant createdUntil, int limit, Instant now) {
        return transaction
                .preparedQuery("""
                        -- the reason of a failure is a sender's, who may quote the address; materialized, so that no plan
                        -- can run the locking twice
                        with old as materialized (
                            select id from feedback_request
                            where company_id = $1 and created_at <= $2 and redacted_at is null
                            order by created_at limit $3
                            for update skip locked)
                        update feedback_request r
                        set destination = null, author = null, business_name = null, job_title = null,
                            link_key_version = null, link_hash = null,
                            failure = case when r.failure is not null then '[redacted]' end, redacted_at = $4
                        from old
                        where r.company_id = $1 and r.id = old.id
                        returning r.id
                        """)
                .execute(Tuple.of(scope.companyId(), Sql.utc(createdUntil), limit, Sql.utc(now)))
                .map(RequestErasureRepository::ids);
    }

    /** The numbers of the oldest requests from before a time. */
    Uni<List<Long>> olderThan(SqlConnection transaction, CompanyScope scope, Instant createdBefore, int limit) {
        return transaction
                .preparedQuery("""
                        select id from feedback_request where company_id = $1 and created_at < $2
                        order by created_at, id limit $3
                        """)
                .execute(Tuple.of(scope.companyId(), Sql.utc(createdBefore), limit))
                .map(RequestErasureRepository::ids);
    }

    /** The numbers of the requests to a recipient, redacted ones too. */
    Uni<List<Long>> ofRecipient(SqlConnection transaction, CompanyScope scope, Recipient recipient) {
        return transaction
                .preparedQuery("""
                        select id from feedback_request
                        where company_id = $1
                          and destination_hash = any (array(select decode(h, 'hex') from unnest($2::text[]) as h))
                        order by id
                        """)
                .execute(Tuple.of(scope.companyId(), recipient.anyHash()))
                .map(RequestErasureRepository::ids);
    }

    /** The requests to a recipient in full, as far as they are still told. */
    Uni<List<ExportedRequest>> export(SqlConnection transaction, CompanyScope scope, Recipient recipient, Instant now) {
        return transaction
                .preparedQuery(ExportedRequest.SELECT + """
                         where r.company_id = $1
                          and destination_hash = any (array(select decode(h, 'hex') from unnest($2::text[]) as h))
                        order by id
                        """)
                .execute(Tuple.of(scope.companyId(), recipient.anyHash()))
                .map(rows -> Sql.list(rows, row -> ExportedRequest.of(row, recipient, now)));
    }

    /** What is noted, without naming them, of when a recipient was asked last. */
    Uni<List<ExportedContact>> contacts(SqlConnection transaction, CompanyScope scope, Recipient recipient) {
        return transaction
                .preparedQuery("""
                        select request_id, %s as asked_at from contact c
                        where company_id = $1
                          and destination_hash = any (array(select decode(h, 'hex') from unnest($2::text[]) as h))
                        order by request_id
                        """.formatted(FeedbackRequestRepository.ASKED_AT))
                .execute(Tuple.of(scope.companyId(), recipient.anyHash()))
                .map(rows -> Sql.list(rows, ExportedContact::of));
    }

    /** Locks these requests until the transaction ends, in an order that all follow. */
    Uni<Void> lock(SqlConnection transaction, CompanyScope scope, List<Long> ids) {
        return transaction
                .preparedQuery(
                        "select id from feedback_request where company_id = $1 and id = any($2) order by id for update")
                .execute(Tuple.of(scope.companyId(), ids.toArray(Long[]::new)))
                .replaceWithVoid();
    }

    /**
     * Deletes these requests and answers with their numbers. A recipient who was still to be asked is released, as by
     * any message that is not sent (W28).
     *
     * @param asked when the invitations to these requests were delivered, by the log that is deleted with them
     */
    Uni<List<Long>> delete(SqlConnection transaction, CompanyScope scope, List<Long> ids, Map<Long, Instant> asked) {
        return transaction
                .preparedQuery("""
                        with deleted as (
                            delete from feedback_request where company_id = $1 and id = any($2) returning id),
                        released as (
                            update contact c set asked_at = a.at, released = a.at is null
                            from deleted
                            left join unnest($3::bigint[], $4::timestamptz[]) as a (request_id, at)
                                on a.request_id = deleted.id
                            where c.company_id = $1 and c.request_id = deleted.id and c.asked_at is null)
                        select id from deleted order by id
                        """)
                .execute(Tuple.of(
                        scope.companyId(),
                        ids.toArray(Long[]::new),
                        asked.keySet().toArray(Long[]::new),
                        asked.values().stream().map(Sql::utc).toArray(OffsetDateTime[]::new)))
                .map(RequestErasureRepository::ids);
    }

    /** Deletes what is noted of a recipient, unless it keeps them from being asked again too soon. */
    Uni<List<Long>> deleteContacts(SqlConnection transaction, CompanyScope scope, Recipient recipient) {
        return transaction
                .preparedQuery("""
                        delete from contact
                        where company_id = $1 and (asked_at is null or released)
                          and destination_hash = any (array(select decode(h, 'hex') from unnest($2::text[]) as h))
                        returning request_id
                        """)
                .execute(Tuple.of(scope.companyId(), recipient.anyHash()))
                .map(RequestErasureRepository::ids);
    }

    private static List<Long> ids(RowSet<Row> rows) {
        return Sql.list(rows, row -> row.getLong(0));
    }
}
