package org.earshot.feedbackrequest;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.List;
import org.earshot.access.CompanyScope;
import org.earshot.delivery.DeliveryListener;
import org.earshot.delivery.SettledMessage;
import org.earshot.delivery.SettledMessage.Outcome;

/** Counts, on the request, the reminders that were sent, and queues the next. One that failed is the last. */
@Singleton
class SentReminders implements DeliveryListener {

    private final FeedbackRequestRepository requests;
    private final Reminders reminders;

    SentReminders(FeedbackRequestRepository requests, Reminders reminders) {
        this.requests = requests;
        this.reminders = reminders;
    }

    @Override
    public String kind() {
        return Reminders.KIND;
    }

    @Override
    public Uni<Void> settled(SqlConnection transaction, CompanyScope scope, List<SettledMessage> messages) {
        List<SettledMessage> delivered = messages.stream()
                .filter(message -> message.outcome() == Outcome.DELIVERED)
                .toList();
        return requests.countReminders(transaction, scope, delivered)
                .chain(() -> reminders.queueNext(transaction, scope, delivered));
    }
}
