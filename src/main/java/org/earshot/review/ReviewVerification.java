package org.earshot.review;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.earshot.access.CompanyScope;
import org.earshot.company.CompanySettings;
import org.earshot.feedbackrequest.RequestProgress;
import org.earshot.screening.ReviewFlag;
import org.earshot.screening.Screening;
import org.earshot.screening.ScreeningConfig;

/** Verifies reviews that a person wrote, and screens them at once (W73). Joins the caller's transaction. */
@Singleton
class ReviewVerification {

    private final ReviewRepository reviews;
    private final ReviewEventRepository events;
    private final RequestProgress progress;
    private final ScreeningConfig config;

    ReviewVerification(
            ReviewRepository reviews, ReviewEventRepository events, RequestProgress progress, ScreeningConfig config) {
        this.reviews = reviews;
        this.events = events;
        this.progress = progress;
        this.config = config;
    }

    /**
     * Verifies a pending review. Its request must know of it.
     *
     * @param settings of its company, in force now
     */
    Uni<Void> verify(CompanyScope scope, Review review, CompanySettings settings, Instant now) {
        review.verify(now);
        return reviews.saidBefore(scope, review, now.minus(config.repeatedWithin()))
                .flatMap(repeated ->
                        screen(scope, review, new Screening(review.title, review.text, repeated, settings), now));
    }

    private Uni<Void> screen(CompanyScope scope, Review review, Screening screening, Instant now) {
        List<ReviewEvent> happened = new ArrayList<>();
        happened.add(new ReviewEvent(review, ReviewEventKind.VERIFIED, ReviewEvent.AUTHOR, now)
                .moved(ReviewStatus.PENDING, review.status));
        List<ReviewFlag> flags = screening.flags();
        review.flag(flags);
        for (ReviewFlag flag : flags) {
            happened.add(new ReviewEvent(review, ReviewEventKind.FLAGGED, ReviewEvent.SCREENING, now)
                    .because(flag.phase() + ": " + flag.reason()));
        }
        boolean published = config.publishRatingsOnly() && screening.ratingsOnly();
        if (published) {
            ReviewStatus before = review.status;
            review.moderate(Decision.PUBLISH, now);
            happened.add(new ReviewEvent(review, ReviewEventKind.SCREENED, ReviewEvent.SCREENING, now)
                    .moved(before, review.status)
                    .because(Screening.Phase.RATINGS_ONLY.name()));
        }
        Uni<Void> logged = events.append(happened);
        return published
                ? logged.chain(() -> progress.moderated(scope, Objects.requireNonNull(review.requestId), true, now))
                : logged;
    }
}
