package org.earshot.review;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.earshot.feedbackrequest.AskedFeedback;
import org.earshot.feedbackrequest.RequestProgress;

/** Turns an answer into a review and moves its request on, both or neither. */
@Singleton
public class SubmitReview {

    private final RequestProgress progress;
    private final ReviewRepository reviews;
    private final Clock clock;

    SubmitReview(RequestProgress progress, ReviewRepository reviews, Clock clock) {
        this.progress = progress;
        this.reviews = reviews;
        this.clock = clock;
    }

    /**
     * Submits the one review of a request; a second answer changes nothing.
     *
     * @param questions that the form showed, one for each rating
     * @param byPerson whether the anti-bot check is passed already
     * @return the review's number, also of an earlier answer; empty if the link is dead
     */
    @WithTransaction
    Uni<Optional<Long>> submit(String link, List<String> questions, Answer answer, boolean byPerson) {
        return progress.lockByLink(link)
                .flatMap(asked -> asked.map(known -> known.reviewId().isPresent()
                                ? Uni.createFrom().item(known.reviewId())
                                : store(known, questions, answer, byPerson).map(Optional::of))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private Uni<Long> store(AskedFeedback asked, List<String> questions, Answer answer, boolean byPerson) {
        Instant now = clock.instant();
        return reviews.nextId().flatMap(id -> {
            Review review = new Review(id, asked, questions, answer, now);
            if (byPerson) {
                review.verify(now);
            }
            return reviews.persist(review)
                    .chain(() -> progress.answered(asked.scope(), asked.requestId(), id, now))
                    .replaceWith(id);
        });
    }
}
