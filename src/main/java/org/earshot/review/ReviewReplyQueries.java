package org.earshot.review;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.earshot.access.CompanyReach;
import org.earshot.problem.Problem;

/** Reads replies. */
@Singleton
class ReviewReplyQueries {

    private final ReviewRepository reviews;
    private final ReviewReplyRepository replies;

    ReviewReplyQueries(ReviewRepository reviews, ReviewReplyRepository replies) {
        this.reviews = reviews;
        this.replies = replies;
    }

    /** The reply to a review; empty if the review is not within reach; fails with NOT_FOUND if it has none. */
    @WithSession
    Uni<Optional<ReplyView>> find(CompanyReach reach, ReviewId id) {
        return reviews.find(reach, id)
                .flatMap(found -> found.map(review -> replies.find(review.scope(reach), review.id)
                                .map(reply -> Optional.of(ReplyView.of(review, reply.orElseThrow(Problem::notFound)))))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }
}
