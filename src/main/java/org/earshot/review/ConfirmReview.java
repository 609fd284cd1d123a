package org.earshot.review;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.earshot.feedbackrequest.FeedbackRequestQueries;

/** Lets the author confirm a review that the anti-bot check was not sure of (W51). */
@Singleton
public class ConfirmReview {

    private final FeedbackRequestQueries requests;
    private final ReviewRepository reviews;
    private final Clock clock;

    ConfirmReview(FeedbackRequestQueries requests, ReviewRepository reviews, Clock clock) {
        this.requests = requests;
        this.reviews = reviews;
        this.clock = clock;
    }

    /**
     * Verifies the review if it still waits for that. Locks nothing but the review, which moderation locks before the
     * request.
     *
     * @return whether the link leads to a review at all
     */
    @WithTransaction
    Uni<Boolean> confirm(String link) {
        return requests.byLink(link)
                .flatMap(asked -> asked.flatMap(known -> known.reviewId().map(id -> reviews.lock(known.scope(), id)))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())))
                .invoke(review -> review.filter(known -> known.status == ReviewStatus.PENDING)
                        .ifPresent(pending -> pending.verify(clock.instant())))
                .map(Optional::isPresent);
    }
}
