package org.earshot.feedbackrequest;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.List;
import org.earshot.access.CompanyScope;
import org.earshot.delivery.DeliveryListener;
import org.earshot.delivery.SettledMessage;
import org.earshot.delivery.SettledMessage.Outcome;

/** Takes note, on the request, of what became of its invitation. */
@Singleton
class SentInvitations implements DeliveryListener {

    private final FeedbackRequestRepository requests;

    SentInvitations(FeedbackRequestRepository requests) {
        this.requests = requests;
    }

    @Override
    public String kind() {
        return InvitationComposer.KIND;
    }

    @Override
    public Uni<Void> settled(SqlConnection transaction, CompanyScope scope, List<SettledMessage> messages) {
        return requests.markSent(transaction, scope, those(messages, Outcome.DELIVERED))
                .chain(() -> requests.giveUp(transaction, scope, those(messages, Outcome.REFUSED), RequestState.FAILED))
                .chain(() ->
                        requests.giveUp(transaction, scope, those(messages, Outcome.DROPPED), RequestState.CANCELLED));
    }

    private static List<SettledMessage> those(List<SettledMessage> messages, Outcome outcome) {
        return messages.stream().filter(message -> message.outcome() == outcome).toList();
    }
}
