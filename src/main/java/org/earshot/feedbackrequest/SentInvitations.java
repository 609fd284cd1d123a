package org.earshot.feedbackrequest;

import io.quarkus.arc.All;
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
 * delivered needs no note: the log tells it. Whoever counts the activities that were asked about is told of those.
 */
@Singleton
class SentInvitations implements DeliveryListener {

    private final FeedbackRequestRepository requests;
    private final Reminders reminders;
    private final List<InvitationListener> listeners;

    SentInvitations(FeedbackRequestRepository requests, Reminders reminders, @All List<InvitationListener> listeners) {
        this.requests = requests;
        this.reminders = reminders;
        this.listeners = listeners;
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
                .chain(() -> reminders.queueFirst(transaction, scope, arrived(messages)))
                .chain(() -> requests.aboutActivities(transaction, scope, arrived(messages)))
                .chain(invited -> tell(transaction, scope, invited));
    }

    private Uni<Void> tell(SqlConnection transaction, CompanyScope scope, List<Invited> invited) {
        Uni<Void> told = Uni.createFrom().voidItem();
        if (invited.isEmpty()) {
            return told;
        }
        for (InvitationListener listener : listeners) {
            told = told.chain(() -> listener.invited(transaction, scope, invited));
        }
        return told;
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
