package org.earshot.feedbackrequest;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.earshot.access.CompanyScope;

/** Moves a request on as its review does. Every method joins the caller's transaction. */
@Singleton
public class RequestProgress {

    private final FeedbackRequestRepository requests;
    private final Clock clock;

    RequestProgress(FeedbackRequestRepository requests, Clock clock) {
        this.requests = requests;
        this.clock = clock;
    }

    /** The request behind a living link, locked: of two simultaneous answers the second waits for the first. */
    public Uni<Optional<AskedFeedback>> lockByLink(String link) {
        Instant bornAfter = clock.instant().minus(FeedbackRequest.LIFE);
        return FeedbackLinks.read(link)
                .map(found -> requests.lockByLink(found.scope(), found.hash(), bornAfter)
                        .map(request -> request.map(known -> AskedFeedback.of(found.scope(), known))))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    /** A review came of it (W39). */
    public Uni<Void> answered(CompanyScope scope, long requestId, long reviewId, Instant at) {
        return requests.lock(scope, requestId)
                .invoke(request -> request.answer(reviewId, at))
                .chain(() -> requests.markAsked(scope, requestId, at));
    }

    /** Moderators decided on the review (W39, W40). */
    public Uni<Void> moderated(CompanyScope scope, long requestId, boolean published, Instant at) {
        return requests.lock(scope, requestId)
                .invoke(request -> request.moderate(published, at))
                .replaceWithVoid();
    }
}
