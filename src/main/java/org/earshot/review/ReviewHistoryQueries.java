package org.earshot.review;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.earshot.access.CompanyReach;

/** Reads what happened to reviews. */
@Singleton
class ReviewHistoryQueries {

    private final ReviewRepository reviews;
    private final ReviewEventRepository events;

    ReviewHistoryQueries(ReviewRepository reviews, ReviewEventRepository events) {
        this.reviews = reviews;
        this.events = events;
    }

    /** A review's history, if its company lies within reach. */
    @WithSession
    Uni<Optional<ReviewHistoryView>> find(CompanyReach reach, ReviewId id) {
        return reviews.find(reach, id)
                .flatMap(found -> found.map(review -> events.of(review.scope(reach), review.id)
                                .map(happened -> Optional.of(ReviewHistoryView.of(happened))))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }
}
