package org.earshot.review;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.earshot.access.CompanyReach;
import org.earshot.access.CompanyScope;
import org.jspecify.annotations.Nullable;

/** Reviews, and what moderators decided on them. */
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

    /** Appends a moderator's decision, already taken, to the log. */
    Uni<Void> log(Review review, ReviewStatus from, String moderator, @Nullable String reason, Instant at) {
        return next("review_moderation_id")
                .flatMap(id -> getSession()
                        .flatMap(session ->
                                session.persist(new ReviewModeration(id, review, from, moderator, reason, at))));
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
