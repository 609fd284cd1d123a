package org.earshot.review;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.earshot.access.CompanyReach;
import org.earshot.access.CompanyScope;

/** Reads reviews. */
@Singleton
public class ReviewQueries {

    private final ReviewRepository reviews;

    ReviewQueries(ReviewRepository reviews) {
        this.reviews = reviews;
    }

    /** A review, if its company lies within reach. */
    @WithSession
    Uni<Optional<ReviewView>> find(CompanyReach reach, ReviewId id) {
        return reviews.find(reach, id).map(found -> found.map(ReviewView::of));
    }

    /** A review as anybody may read it; empty unless it is published (W47). */
    @WithSession
    Uni<Optional<PublicReviewView>> findPublished(ReviewId id) {
        return reviews.findPublished(id).map(found -> found.map(PublicReviewView::of));
    }

    /** Whether a review still waits for its author to confirm it. */
    @WithSession
    Uni<Boolean> awaitsConfirmation(CompanyScope scope, long id) {
        return reviews.find(scope, id)
                .map(found -> found.filter(review -> review.status == ReviewStatus.PENDING)
                        .isPresent());
    }
}
