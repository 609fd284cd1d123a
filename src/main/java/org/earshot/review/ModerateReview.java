package org.earshot.review;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.earshot.access.CompanyReach;
import org.earshot.feedbackrequest.RequestProgress;
import org.earshot.problem.Problem;

/** Decides, as a moderator, what becomes of a review; the request hears of it, and the log keeps it. */
@Singleton
public class ModerateReview {

    private final ReviewRepository reviews;
    private final ReviewEventRepository events;
    private final RequestProgress progress;
    private final Clock clock;

    ModerateReview(ReviewRepository reviews, ReviewEventRepository events, RequestProgress progress, Clock clock) {
        this.reviews = reviews;
        this.events = events;
        this.progress = progress;
        this.clock = clock;
    }

    /**
     * Applies a decision.
     *
     * @param moderator who decides, for the log
     * @return the review as it is now, empty if it is not within reach; fails with CONFLICT if the decision is not
     *     open now, or was taken on an older revision (W51)
     */
    @WithTransaction
    Uni<Optional<ReviewView>> moderate(CompanyReach reach, ReviewId id, Moderation moderation, String moderator) {
        return reviews.whenLocked(reach, id, review -> apply(reach, review, moderation, moderator));
    }

    private Uni<ReviewView> apply(CompanyReach reach, Review review, Moderation moderation, String moderator) {
        checkIsOpen(review, moderation);
        Instant now = clock.instant();
        ReviewStatus before = review.status;
        review.moderate(moderation.decision(), now);
        boolean published = review.status == ReviewStatus.PUBLISHED;
        return events.append(List.of(new ReviewEvent(review, ReviewEventKind.MODERATED, moderator, now)
                        .moved(before, review.status)
                        .because(moderation.reason())))
                .chain(() -> tellRequest(reach, review, published, now))
                .map(done -> ReviewView.of(review));
    }

    /** A review from elsewhere has no request. */
    private Uni<Void> tellRequest(CompanyReach reach, Review review, boolean published, Instant now) {
        Long requestId = review.requestId;
        return requestId == null
                ? Uni.createFrom().voidItem()
                : progress.moderated(review.scope(reach), requestId, published, now);
    }

    private static void checkIsOpen(Review review, Moderation moderation) {
        Integer revision = moderation.revision();
        boolean stale = revision != null && revision != review.revision;
        if (!stale && review.status.canBecome(moderation.decision().status())) {
            return;
        }
        Map<String, String> fields = new LinkedHashMap<>();
        if (stale) {
            fields.put("revision", "is " + review.revision + " by now");
        }
        fields.put(
                "decision",
                "can be one of "
                        + review.status.decisions().stream().map(Decision::word).collect(Collectors.joining(", ")));
        throw Problem.conflict(
                stale
                        ? "The review has changed since you read it"
                        : "This decision is not possible for a review that is " + review.status,
                fields);
    }
}
