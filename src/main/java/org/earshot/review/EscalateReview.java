package org.earshot.review;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.earshot.access.CompanyReach;
import org.earshot.problem.Problem;

/** Disputes a published review on behalf of its company, once (W71). */
@Singleton
public class EscalateReview {

    private final ReviewRepository reviews;
    private final ReviewEventRepository events;
    private final Clock clock;

    EscalateReview(ReviewRepository reviews, ReviewEventRepository events, Clock clock) {
        this.reviews = reviews;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Notes the dispute; the status stays.
     *
     * @param by who disputes, for the log
     * @return the review as it is now, empty if it is not within reach; fails with CONFLICT if it is not published, or
     *     was disputed before
     */
    @WithTransaction
    Uni<Optional<ReviewView>> escalate(CompanyReach reach, ReviewId id, Escalation escalation, String by) {
        return reviews.whenLocked(reach, id, review -> {
            checkCanBeDisputed(review);
            Instant now = clock.instant();
            review.escalate(now);
            return events.append(List.of(
                            new ReviewEvent(review, ReviewEventKind.ESCALATED, by, now).because(escalation.reason())))
                    .map(done -> ReviewView.of(review));
        });
    }

    private static void checkCanBeDisputed(Review review) {
        if (review.escalatedAt != null) {
            throw Problem.conflict(
                    "The review has been disputed before",
                    Map.of("escalated", "was at " + ReviewView.second(review.escalatedAt)));
        }
        if (review.status != ReviewStatus.PUBLISHED) {
            throw Problem.conflict("Only a published review can be disputed", Map.of("status", "is " + review.status));
        }
    }
}
