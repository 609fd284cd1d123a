package org.earshot.review;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.earshot.access.CompanyReach;
import org.earshot.access.CompanyScope;
import org.jspecify.annotations.Nullable;

/** Reviews. */
@Singleton
class ReviewRepository implements PanacheRepositoryBase<Review, Review.Key> {

    /** The number of the next review. */
    Uni<Long> nextId() {
        return next("review_id");
    }

    /** A published review, whoever asks; knows no company. */
    Uni<Optional<Review>> findPublished(ReviewId id) {
        return one(null, named(id) + " and status = ?2", id.number(), ReviewStatus.PUBLISHED);
    }

    /** A review among the companies within reach; an operator's look-up names no company. */
    Uni<Optional<Review>> find(CompanyReach reach, ReviewId id) {
        return within(reach, id, null);
    }

    /** The same, locked until the transaction ends. */
    Uni<Optional<Review>> lock(CompanyReach reach, ReviewId id) {
        return within(reach, id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** A company's review. */
    Uni<Optional<Review>> find(CompanyScope scope, long id) {
        return one(null, "companyId = ?1 and id = ?2", scope.companyId(), id);
    }

    /** A company's review, locked until the transaction ends. */
    Uni<Optional<Review>> lock(CompanyScope scope, long id) {
        return one(LockModeType.PESSIMISTIC_WRITE, "companyId = ?1 and id = ?2", scope.companyId(), id);
    }

    /** Does something with a review within reach, locked until the transaction ends; empty if there is none. */
    <T> Uni<Optional<T>> whenLocked(CompanyReach reach, ReviewId id, Function<Review, Uni<T>> work) {
        return lock(reach, id)
                .flatMap(found -> found.map(review -> work.apply(review).map(Optional::of))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    /** Whether another review of the company has had the same text since then. */
    Uni<Boolean> saidBefore(CompanyScope scope, Review review, Instant since) {
        return review.textFingerprint == null
                ? Uni.createFrom().item(false)
                : count(
                                "companyId = ?1 and textFingerprint = ?2 and submittedAt >= ?3 and id <> ?4",
                                scope.companyId(),
                                review.textFingerprint,
                                since,
                                review.id)
                        .map(others -> others > 0);
    }

    private Uni<Optional<Review>> within(CompanyReach reach, ReviewId id, @Nullable LockModeType lock) {
        return reach.everyCompany()
                ? one(lock, named(id), id.number())
                : one(lock, named(id) + " and companyId in ?2", id.number(), Arrays.asList(reach.companyIds()));
    }

    private static String named(ReviewId id) {
        return "id = ?1 and source is " + (id.thirdParty() ? "not null" : "null");
    }

    private Uni<Optional<Review>> one(@Nullable LockModeType lock, String query, Object... parameters) {
        var found = find(query, parameters);
        return (lock == null ? found : found.withLock(lock)).firstResult().map(Optional::ofNullable);
    }

    private Uni<Long> next(String sequence) {
        return getSession()
                .flatMap(session -> session.createNativeQuery("select nextval('" + sequence + "')", Long.class)
                        .getSingleResult());
    }
}
