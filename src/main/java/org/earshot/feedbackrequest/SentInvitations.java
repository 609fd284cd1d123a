package org.earshot.feedbackrequest;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.List;
import org.earshot.access.CompanyScope;
import org.earshot.delivery.DeliveryListener;
import org.earshot.delivery.SettledMessage;
import org.earshot.delivery.SettledMessage.Outcome;

/**
 * Ends the request whose invitation will not be delivered, and has the first reminder queued for the others. That one was
 * delivered needs no note: the log tells it.
 */
@Singleton
class SentInvitations implements DeliveryListener {

    private final FeedbackRequestRepository requests;
    private final Reminders reminders;

    SentInvitations(FeedbackRequestRepository requests, Reminders reminders) {
        this.requests = requests;
        this.reminders = reminders;
    }

    @Override
    public String kind() {
        return InvitationComposer.KIND;
    }

    @Override
    public Uni<Void> settled(SqlConnection transaction, CompanyScope scope, List<SettledMessage> messages) {
        return requests.giveUp(transaction, scope, those(messages, Outcome.REFUSED), RequestState.FAILED)
                .chain(() ->
                        requests.giveUp(transaction, scope, those(messages, Outcome.DROPPED), RequestState.CANCELLED))
                .chain(() -> reminders.queueFirst(transaction, scope, arrived(messages)));
    }

    /** A message is also dropped because the page was seen, which shows that an earlier attempt did arrive. */
    private static List<SettledMessage> arrived(List<SettledMessage> messages) {
        return messages.stream()
                .filter(message -> message.outcome() != Outcome.REFUSED)
                .toList();
    }

    private static List<SettledMessage> those(List<SettledMessage> messages, Outcome outcome) {
        return messages.stream().filter(message -> message.outcome() == outcome).toList();
    }
}
