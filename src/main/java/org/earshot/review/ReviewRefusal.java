package org.earshot.review;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.earshot.problem.Problem;

/** Refuses reviews that a caller cannot reach: with 401 if their existence is public, and else as unknown (W5). */
@Singleton
class ReviewRefusal {

    private final ReviewQueries queries;

    ReviewRefusal(ReviewQueries queries) {
        this.queries = queries;
    }

    /** What was found of a review, or a refusal if nothing was within reach. */
    <T> Uni<T> orElseRefuse(Optional<T> found, ReviewId id) {
        return found.map(known -> Uni.createFrom().item(known))
                .orElseGet(() -> queries.findPublished(id).map(published -> {
                    throw published.isPresent() ? Problem.companyForbidden() : Problem.notFound();
                }));
    }

    /** Which review a path names; what cannot name one is not found. */
    static ReviewId named(String reviewId) {
        return ReviewId.parse(reviewId).orElseThrow(Problem::notFound);
    }
}
