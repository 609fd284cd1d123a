package org.earshot.feedbackrequest;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.earshot.access.CompanyScope;
import org.earshot.delivery.HashedRecipient;
import org.earshot.delivery.SuppressionListener;

/**
 * Ends the requests to somebody who opted out or cannot be reached: cancels the one that waits, and sees to it that those
 * that were sent are not followed by reminders. Messages that are queued already are left out when they are due.
 */
@Singleton
class UnwantedRequests implements SuppressionListener {

    private final FeedbackRequestRepository requests;

    UnwantedRequests(FeedbackRequestRepository requests) {
        this.requests = requests;
    }

    @Override
    public Uni<Void> suppressed(
            SqlConnection transaction, CompanyScope scope, List<HashedRecipient> recipient, Instant at) {
        List<String> hexes = recipient.stream().map(HashedRecipient::hex).toList();
        return requests.cancel(transaction, scope, hexes, at)
                .chain(() -> requests.markUnwanted(transaction, scope, hexes, at, at.minus(FeedbackRequest.LIFE)));
    }
}
