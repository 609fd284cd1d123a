package org.earshot.review;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.earshot.access.CompanyId;
import org.earshot.access.CompanyScope;
import org.earshot.kernel.Sql;
import org.jspecify.annotations.Nullable;

/** Which reviews the NHS has to get, and what became of them. */
@Singleton
class NhsRepository {

    /** A review whose turn it is, for the so-manieth time. */
    record Due(long reviewId, int attempt) {}

    /** Reviews that are held under a lease. */
    record Claim(UUID lease, List<Due> reviews) {}

    private static final String WAITS = """
            r.treatment_type = 'NHS' and r.status = 'PUBLISHED' and r.nhs_submitted_at is null
              and not exists (select from nhs_submission s
                              where s.company_id = r.company_id and s.review_id = r.id
                                and (s.due_at > $1 or s.lease_until >= now()))
            """;

    private final Pool pool;

    NhsRepository(Pool pool) {
        this.pool = pool;
    }

    /** The companies that have a review for the NHS, if they are of those who report there; knows no company. */
    Uni<List<CompanyId>> companiesWithDueReviews(Instant now) {
        return pool.preparedQuery("select distinct r.company_id from review r where " + WAITS)
                .execute(Tuple.of(Sql.utc(now)))
                .map(rows -> Sql.list(rows, row -> new CompanyId(row.getLong(0))));
    }

    /** Takes up to so many due reviews of a company for as long as the lease holds; skips what another replica takes. */
    Uni<Claim> claim(CompanyScope scope, Instant now, int limit, Duration lease) {
        UUID token = UUID.randomUUID();
        return pool.preparedQuery("""
                        -- The lease is measured by the database's own clock. Who waited for another replica's claim to
                        -- commit sees its lease only at the conflict.
                        with due as materialized (
                            select r.id from review r
                            where r.company_id = $2 and\s""" + WAITS + """
                            order by r.id limit $3
                            for update of r skip locked)
                        insert into nhs_submission as s
                            (company_id, review_id, attempts, due_at, lease_until, lease_token)
                        select $2, due.id, 1, $1, now() + make_interval(secs => $5), $4 from due
                        on conflict (company_id, review_id) do update
                        set attempts = s.attempts + 1, lease_until = excluded.lease_until,
                            lease_token = excluded.lease_token
                        where s.lease_until is null or s.lease_until < now()
                        returning s.review_id, s.attempts
                        """)
                .execute(Tuple.of(Sql.utc(now), scope.companyId(), limit, token, (double) lease.toMillis() / 1000))
                .map(rows -> new Claim(token, Sql.list(rows, row -> new Due(row.getLong(0), row.getInteger(1)))));
    }

    /** Dates the review with what the NHS answered, once, unless the lease was lost. */
    Uni<Void> settle(
            CompanyScope scope,
            UUID lease,
            long reviewId,
            Instant submitted,
            @Nullable Instant accepted,
            @Nullable Instant rejected,
            @Nullable String reason) {
        return pool.withTransaction(transaction -> transaction
                        .preparedQuery("""
                                -- the review first, as the claim does, so that the two never wait for each other
                                update review r set nhs_submitted_at = $4, nhs_accepted_at = $5, nhs_rejected_at = $6
                                where r.company_id = $1 and r.id = $2 and r.nhs_submitted_at is null
                                  and exists (select from nhs_submission s
                                              where s.company_id = $1 and s.review_id = $2 and s.lease_token = $3)
                                """)
                        .execute(Tuple.of(
                                scope.companyId(),
                                reviewId,
                                lease,
                                Sql.utc(submitted),
                                utcOrNull(accepted),
                                utcOrNull(rejected)))
                        .chain(() -> transaction
                                .preparedQuery("""
                                        update nhs_submission
                                        set lease_until = null, lease_token = null, reason = $4
                                        where company_id = $1 and review_id = $2 and lease_token = $3
                                        """)
                                .execute(Tuple.of(scope.companyId(), reviewId, lease, reason))))
                .replaceWithVoid();
    }

    /** Puts a review back for later, unless the lease was lost. */
    Uni<Void> postpone(CompanyScope scope, UUID lease, long reviewId, Instant dueAt, String reason) {
        return pool.preparedQuery("""
                        update nhs_submission
                        set due_at = $4, lease_until = null, lease_token = null, reason = $5
                        where company_id = $1 and review_id = $2 and lease_token = $3
                        """)
                .execute(Tuple.of(scope.companyId(), reviewId, lease, Sql.utc(dueAt), reason))
                .replaceWithVoid();
    }

    private static @Nullable OffsetDateTime utcOrNull(@Nullable Instant instant) {
        return instant == null ? null : Sql.utc(instant);
    }
}
