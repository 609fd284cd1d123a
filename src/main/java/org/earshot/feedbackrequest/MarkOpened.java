package org.earshot.feedbackrequest;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Notes that a person saw the page behind a link (W38). */
@Singleton
public class MarkOpened {

    private final FeedbackRequestRepository requests;
    private final Clock clock;

    MarkOpened(FeedbackRequestRepository requests, Clock clock) {
        this.requests = requests;
        this.clock = clock;
    }

    /** Does so once; answers with whether the link is alive. */
    @WithTransaction
    public Uni<Boolean> opened(String link) {
        Instant now = clock.instant();
        return FeedbackLinks.read(link)
                .map(found -> requests.lockByLink(found.scope(), found.hash(), now.minus(FeedbackRequest.LIFE))
                        .call(request -> request.map(known -> {
                                    known.open(now);
                                    return requests.markAsked(found.scope(), known.id, now);
                                })
                                .orElseGet(() -> Uni.createFrom().voidItem()))
                        .map(Optional::isPresent))
                .orElseGet(() -> Uni.createFrom().item(false));
    }
}
