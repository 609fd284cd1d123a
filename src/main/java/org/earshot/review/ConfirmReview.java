package org.earshot.review;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.earshot.access.CompanyScope;
import org.earshot.company.CompanySettings;

/** Lets the author confirm a review that the anti-bot check was not sure of (W51). */
@Singleton
public class ConfirmReview {

    private final ReviewRepository reviews;
    private final ReviewVerification verification;
    private final Clock clock;

    ConfirmReview(ReviewRepository reviews, ReviewVerification verification, Clock clock) {
        this.reviews = reviews;
        this.verification = verification;
        this.clock = clock;
    }

    /**
     * Verifies the review if it still waits for that. Locks the review before the request, as moderation does.
     *
     * @param settings in force, by which the review is screened
     */
    @WithTransaction
    Uni<Void> confirm(CompanyScope scope, long reviewId, CompanySettings settings) {
        return reviews.lock(scope, reviewId)
                .flatMap(found -> found.filter(review -> review.status == ReviewStatus.PENDING)
                        .map(pending -> verification.verify(scope, pending, settings, clock.instant()))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }
}
