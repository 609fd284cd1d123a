package org.earshot.feedbackrequest;

import io.quarkus.hibernate.reactive.panache.PanacheQuery;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.earshot.access.CompanyReach;
import org.earshot.access.CompanyScope;
import org.earshot.delivery.Channel;
import org.earshot.delivery.HashedRecipient;
import org.earshot.delivery.SettledMessage;
import org.earshot.kernel.Sql;
import org.jspecify.annotations.Nullable;

/**
 * Requests, and whom each company asked last. What every call does is hand-written SQL on the pool; the progress of one
 * request goes through its entity.
 */
@Singleton
class FeedbackRequestRepository implements PanacheRepositoryBase<FeedbackRequest, FeedbackRequest.Key> {

    /** What is needed to write the invitation to a request, or a reminder. */
    record Invitation(
            long requestId,
            Destination destination,
            String author,
            @Nullable String staffName,
            int linkKeyVersion,
            HashedRecipient recipient) {}

    /**
     * A request that is not answered.
     *
     * @param arrivedAt by when its invitation had arrived, if its recipient has shown that
     */
    record Unanswered(long requestId, Channel channel, Instant createdAt, Optional<Instant> arrivedAt) {}

    /**
     * When the recipient in {@code contact c} was asked last: as their page or an earlier erasure noted, else as the log
     * of deliveries tells.
     */
    static final String ASKED_AT = """
            coalesce(c.asked_at, (select min(l.at) from delivery_log l
                                  where l.company_id = c.company_id and l.subject_id = c.request_id
                                    and l.kind = '%s' and l.outcome = 'DELIVERED'))""".formatted(InvitationComposer.KIND);

    /**
     * Whether the recipient in {@code contact c} may be asked now. Takes two parameters: whether there is no threshold, and
     * {@link #askedBefore}.
     */
    static final String MAY_BE_ASKED =
            "case when %1$s is null then c.released else %%s or %1$s < %%s end".formatted(ASKED_AT);

    private final Pool pool;

    FeedbackRequestRepository(Pool pool) {
        this.pool = pool;
    }

    /**
     * Reserves the recipient for a new request and answers with the request's number; empty if the recipient was asked
     * within the threshold, which ends with the second that {@code dates.sent} shows. The row lock makes the second of
     * two simultaneous calls wait, and then lose (W28).
     */
    Uni<Optional<Long>> reserve(
            SqlConnection transaction,
            CompanyScope scope,
            int hashKeyVersion,
            byte[] destinationHash,
            Instant now,
            Duration threshold) {
        return transaction
                .preparedQuery("""
                        insert into contact as c (company_id, hash_key_version, destination_hash, request_id)
                        select $1, $2, $3, nextval('feedback_request_id')
                        on conflict (company_id, destination_hash) do update
                        set request_id = excluded.request_id, asked_at = null, released = false
                        where %s
                        returning request_id
                        """.formatted(MAY_BE_ASKED.formatted("$5", "$4")))
                .execute(Tuple.of(
                        scope.companyId(),
                        hashKeyVersion,
                        Buffer.buffer(destinationHash),
                        Sql.utc(askedBefore(now, threshold)),
                        threshold.isZero()))
                .map(rows -> Sql.first(rows, row -> row.getLong(0)));
    }

    /** Whether {@link #reserve} would succeed now; locks nothing, so that nobody waits for it, or loses to it (W34). */
    Uni<Boolean> canReserve(
            SqlConnection connection, CompanyScope scope, byte[] destinationHash, Instant now, Duration threshold) {
        return connection
                .preparedQuery("""
                        select count(*) = 0 from contact c
                        where company_id = $1 and destination_hash = $2
                          and not %s
                        """.formatted(MAY_BE_ASKED.formatted("$4", "$3")))
                .execute(Tuple.of(
                        scope.companyId(),
                        Buffer.buffer(destinationHash),
                        Sql.utc(askedBefore(now, threshold)),
                        threshold.isZero()))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /** Who was asked before this may be asked again. */
    static Instant askedBefore(Instant now, Duration threshold) {
        return now.minus(threshold).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    }

    /** When this recipient was last asked; empty while that request is still queued. */
    Uni<Optional<Instant>> askedAt(SqlConnection transaction, CompanyScope scope, byte[] destinationHash) {
        return transaction
                .preparedQuery("select " + ASKED_AT + " from contact c where company_id = $1 and destination_hash = $2")
                .execute(Tuple.of(scope.companyId(), Buffer.buffer(destinationHash)))
                .map(rows -> Sql.first(rows, row -> row.getOffsetDateTime(0)).map(OffsetDateTime::toInstant));
    }

    /** Stores a new request and answers with how it looks. */
    Uni<FeedbackRequestView> insert(
            SqlConnection transaction,
            CompanyScope scope,
            long id,
            NewFeedbackRequest wanted,
            int linkKeyVersion,
            byte[] linkHash,
            int hashKeyVersion,
            byte[] destinationHash,
            Instant now) {
        return transaction
                .preparedQuery("""
                        insert into feedback_request (company_id, id, state, channel, destination, author, platform,
                            treatment_type, title, staff_name, business_name, job_title, source, metadata,
                            link_key_version, link_hash, hash_key_version, destination_hash, created_at, updated_at,
                            activity_id, activity_type, rep, template_id)
                        values ($1, $2, 'ASKED', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
                            $18, $18, $19, $20, $21, $22)
                        returning\s""" + FeedbackRequestView.COLUMNS_OF_NEW)
                .execute(Tuple.from(Arrays.asList(
                        scope.companyId(),
                        id,
                        wanted.destination().channel().name(),
                        wanted.destination().value(),
                        wanted.author(),
                        wanted.platform().word(),
                        wanted.treatmentType().word(),
                        wanted.title(),
                        wanted.staffName(),
                        wanted.businessName(),
                        wanted.jobTitle(),
                        wanted.source(),
                        wanted.metadata(),
                        linkKeyVersion,
                        Buffer.buffer(linkHash),
                        hashKeyVersion,
                        Buffer.buffer(destinationHash),
                        Sql.utc(now),
                        wanted.activity().activityId(),
                        wanted.activity().activityType(),
                        wanted.activity().rep(),
                        wanted.activity().templateId())))
                .map(rows -> FeedbackRequestView.of(rows.iterator().next(), now));
    }

    /** A request by its number, among the companies within reach; an operator's look-up names no company. */
    Uni<Optional<FeedbackRequestView>> view(CompanyReach reach, long id, Instant now) {
        String one = FeedbackRequestView.SELECT + " where r.id = $1";
        return (reach.everyCompany()
                        ? pool.preparedQuery(one).execute(Tuple.of(id))
                        : pool.preparedQuery(one + " and r.company_id = any($2)")
                                .execute(Tuple.of(id, reach.companyIds())))
                .map(rows -> Sql.first(rows, row -> FeedbackRequestView.of(row, now)));
    }

    /** A company's requests, newest first. */
    Uni<List<FeedbackRequestView>> newest(CompanyScope scope, int limit, long skip, Instant now) {
        return pool.preparedQuery(FeedbackRequestView.SELECT + """
                         where r.company_id = $1 order by r.created_at desc, r.id desc limit $2 offset $3
                        """)
                .execute(Tuple.of(scope.companyId(), limit, skip))
                .map(rows -> Sql.list(rows, row -> FeedbackRequestView.of(row, now)));
    }

    /** How many requests a company has made. */
    Uni<Long> count(CompanyScope scope) {
        return pool.preparedQuery("select count(*) from feedback_request where company_id = $1")
                .execute(Tuple.of(scope.companyId()))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** What the messages to these requests need; those that are in no state in which they are wanted are missing. */
    Uni<List<Invitation>> invitations(CompanyScope scope, List<Long> ids, Set<RequestState> states, Instant bornAfter) {
        return pool.preparedQuery("""
                        select id, channel, destination, author, staff_name, link_key_version, hash_key_version,
                            destination_hash
                        from feedback_request
                        where company_id = $1 and id = any($2) and state = any($3) and created_at > $4
                          and redacted_at is null and unwanted_at is null
                          and destination_hash is not null -- but for those of before there was one
                        """)
                .execute(Tuple.of(scope.companyId(), ids.toArray(Long[]::new), names(states), Sql.utc(bornAfter)))
                .map(rows -> Sql.list(
                        rows,
                        row -> new Invitation(
                                row.getLong(0),
                                new Destination(Channel.valueOf(row.getString(1)), row.getString(2)),
                                row.getString(3),
                                row.getString(4),
                                row.getInteger(5),
                                HashedRecipient.of(
                                        row.getInteger(6), row.getBuffer(7).getBytes()))));
    }

    /**
     * Ends requests whose invitations will not be delivered, and lets their recipients be asked again.
     *
     * @param end FAILED, which keeps the reason, or CANCELLED
     */
    Uni<Void> giveUp(
            SqlConnection transaction, CompanyScope scope, List<SettledMessage> undelivered, RequestState end) {
        if (undelivered.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .preparedQuery("""
                        with ended as (
                            update feedback_request r
                            set state = $5, failure = case $5 when 'FAILED' then m.reason end,
                                updated_at = greatest(m.at, r.updated_at)
                            from unnest($2::bigint[], $3::timestamptz[], $4::text[]) as m (request_id, at, reason)
                            where r.company_id = $1 and r.id = m.request_id and r.state = 'ASKED'
                            returning r.id)
                        update contact c set released = true from ended
                        where c.company_id = $1 and c.request_id = ended.id
                        """)
                .execute(Tuple.of(
                        scope.companyId(),
                        subjects(undelivered),
                        times(undelivered),
                        undelivered.stream().map(SettledMessage::reason).toArray(String[]::new),
                        end.name()))
                .replaceWithVoid();
    }

    /** Cancels the queued request to a recipient, who is given by the first halves of their keyed hashes. */
    Uni<Void> cancel(SqlConnection transaction, CompanyScope scope, List<String> hexes, Instant at) {
        return transaction
                .preparedQuery("""
                        with ended as (
                            update feedback_request r
                            set state = 'CANCELLED', updated_at = greatest($3, r.updated_at)
                            from unnest($2::text[]) as h
                            join contact c on c.company_id = $1
                                and c.destination_hash between decode(h, 'hex') and decode(h || repeat('ff', 16), 'hex')
                            where r.company_id = $1 and r.id = c.request_id and r.state = 'ASKED'
                              and %s is null
                            returning r.id)
                        update contact c set released = true from ended
                        where c.company_id = $1 and c.request_id = ended.id
                        """.formatted(ASKED_AT))
                .execute(Tuple.of(scope.companyId(), hexes.toArray(String[]::new), Sql.utc(at)))
                .replaceWithVoid();
    }

    /**
     * Notes that nothing more is to be sent about any living request to a recipient, who is given as for {@link #cancel}.
     * That outlasts the suppression, and reaches a request whose invitation is just on its way.
     */
    Uni<Void> markUnwanted(
            SqlConnection transaction, CompanyScope scope, List<String> hexes, Instant at, Instant bornAfter) {
        return transaction
                .preparedQuery("""
                        update feedback_request r set unwanted_at = $3
                        from unnest($2::text[]) as h
                        where r.company_id = $1
                          and r.destination_hash between decode(h, 'hex') and decode(h || repeat('ff', 16), 'hex')
                          and r.created_at > $4 and r.unwanted_at is null
                        """)
                .execute(Tuple.of(scope.companyId(), hexes.toArray(String[]::new), Sql.utc(at), Sql.utc(bornAfter)))
                .replaceWithVoid();
    }

    /** Those of these requests that are not answered, and about which more may be sent. */
    Uni<List<Unanswered>> unanswered(SqlConnection transaction, CompanyScope scope, List<Long> ids) {
        return transaction
                .preparedQuery("""
                        select id, channel, created_at, sent_at from feedback_request
                        where company_id = $1 and id = any($2) and state in ('ASKED', 'SEEN') and unwanted_at is null
                        """)
                .execute(Tuple.of(scope.companyId(), ids.toArray(Long[]::new)))
                .map(rows -> Sql.list(
                        rows,
                        row -> new Unanswered(
                                row.getLong(0),
                                Channel.valueOf(row.getString(1)),
                                row.getOffsetDateTime(2).toInstant(),
                                Optional.ofNullable(row.getOffsetDateTime(3)).map(OffsetDateTime::toInstant))));
    }

    /**
     * Those of these invitations that arrived and ask about an activity (W34a). Of an invitation that was left out since
     * its page had been seen, the page tells when it had arrived; one that was left out for another reason did not.
     */
    Uni<List<Invited>> aboutActivities(SqlConnection transaction, CompanyScope scope, List<SettledMessage> messages) {
        if (messages.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        // most requests are about none, and are not even looked at: an index holds those that are
        return transaction
                .preparedQuery("""
                        select r.id, r.activity_id, r.activity_type, r.rep, r.template_id, coalesce(r.sent_at, m.at)
                        from unnest($2::bigint[], $3::timestamptz[], $4::boolean[]) as m (request_id, at, delivered)
                        join feedback_request r
                            on r.company_id = $1 and r.id = m.request_id and r.activity_id is not null
                        where m.delivered or r.sent_at is not null
                        """)
                .execute(Tuple.of(
                        scope.companyId(),
                        subjects(messages),
                        times(messages),
                        messages.stream()
                                .map(message -> message.outcome() == SettledMessage.Outcome.DELIVERED)
                                .toArray(Boolean[]::new)))
                .map(rows -> Sql.list(
                        rows,
                        row -> new Invited(
                                row.getLong(0),
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                row.getOffsetDateTime(5).toInstant())));
    }

    /** Request → when its invitation was delivered, as the log tells. */
    Uni<Map<Long, Instant>> delivered(SqlConnection transaction, CompanyScope scope, List<Long> ids) {
        return transaction
                .preparedQuery("""
                        select subject_id, min(at) from delivery_log
                        where company_id = $1 and subject_id = any($2) and kind = '%s' and outcome = 'DELIVERED'
                        group by subject_id
                        """.formatted(InvitationComposer.KIND))
                .execute(Tuple.of(scope.companyId(), ids.toArray(Long[]::new)))
                .map(rows -> {
                    Map<Long, Instant> delivered = new HashMap<>();
                    rows.forEach(row -> delivered.put(
                            row.getLong(0), row.getOffsetDateTime(1).toInstant()));
                    return delivered;
                });
    }

    /** Dates the recipient's row when the page proved, before the sender did, that the invitation had arrived. */
    Uni<Void> markAsked(CompanyScope scope, long requestId, Instant at) {
        return getSession()
                .flatMap(session -> session.createNativeQuery(
                                "update contact set asked_at = :at, released = false where company_id = :company"
                                        + " and request_id = :request and asked_at is null")
                        .setParameter("at", Sql.utc(at))
                        .setParameter("company", scope.companyId())
                        .setParameter("request", requestId)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** The living request behind a link. */
    Uni<Optional<FeedbackRequest>> findByLink(CompanyScope scope, byte[] linkHash, Instant bornAfter) {
        return living(scope, linkHash, bornAfter).firstResult().map(Optional::ofNullable);
    }

    /** The living request behind a link, locked until the transaction ends. */
    Uni<Optional<FeedbackRequest>> lockByLink(CompanyScope scope, byte[] linkHash, Instant bornAfter) {
        return living(scope, linkHash, bornAfter)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult()
                .map(Optional::ofNullable);
    }

    private PanacheQuery<FeedbackRequest> living(CompanyScope scope, byte[] linkHash, Instant bornAfter) {
        return find("companyId = ?1 and linkHash = ?2 and createdAt > ?3", scope.companyId(), linkHash, bornAfter);
    }

    /** A request, locked until the transaction ends. */
    Uni<FeedbackRequest> lock(CompanyScope scope, long id) {
        return findById(new FeedbackRequest.Key(scope.companyId(), id), LockModeType.PESSIMISTIC_WRITE);
    }

    private static String[] names(Set<RequestState> states) {
        return states.stream().map(RequestState::name).toArray(String[]::new);
    }

    private static Long[] subjects(List<SettledMessage> messages) {
        return messages.stream().map(message -> message.key().subjectId()).toArray(Long[]::new);
    }

    private static OffsetDateTime[] times(List<SettledMessage> messages) {
        return messages.stream().map(message -> Sql.utc(message.at())).toArray(OffsetDateTime[]::new);
    }
}
