package org.earshot.review;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.earshot.company.CompanySettings;
import org.earshot.feedbackrequest.AskedFeedback;
import org.earshot.feedbackrequest.RequestProgress;

/** Turns an answer into a review and moves its request on, both or neither. */
@Singleton
public class SubmitReview {

    private final RequestProgress progress;
    private final ReviewRepository reviews;
    private final ReviewEventRepository events;
    private final ReviewVerification verification;
    private final Clock clock;

    SubmitReview(
            RequestProgress progress,
            ReviewRepository reviews,
            ReviewEventRepository events,
            ReviewVerification verification,
            Clock clock) {
        this.progress = progress;
        this.reviews = reviews;
        this.events = events;
        this.verification = verification;
        this.clock = clock;
    }

    /**
     * Submits the one review of a request; a second answer changes nothing.
     *
     * @param questions that the form showed, one for each rating
     * @param byPerson whether the anti-bot check is passed already
     * @param settings in force, by which the review is screened
     * @return the review's number, also of an earlier answer; empty if the link is dead
     */
    @WithTransaction
    Uni<Optional<Long>> submit(
            String link, List<String> questions, Answer answer, boolean byPerson, CompanySettings settings) {
        return progress.lockByLink(link)
                .flatMap(asked -> asked.map(known -> known.reviewId().isPresent()
                                ? Uni.createFrom().item(known.reviewId())
                                : store(known, questions, answer)
                                        .call(review -> byPerson
                                                ? verification.verify(
                                                        known.scope(), review, settings, review.submittedAt)
                                                : Uni.createFrom().voidItem())
                                        .map(review -> Optional.of(review.id)))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private Uni<Review> store(AskedFeedback asked, List<String> questions, Answer answer) {
        Instant now = clock.instant();
        return reviews.nextId()
                .flatMap(id -> reviews.persist(new Review(id, asked, questions, answer, now)))
                .call(review -> events.append(
                        List.of(new ReviewEvent(review, ReviewEventKind.SUBMITTED, ReviewEvent.AUTHOR, now)
                                .moved(null, review.status))))
                .call(review -> progress.answered(asked.scope(), asked.requestId(), review.id, now));
    }
}
