package org.earshot.feedbackrequest;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.List;
import org.earshot.access.CompanyScope;
import org.earshot.delivery.DeliveryListener;
import org.earshot.delivery.SettledMessage;
import org.earshot.delivery.SettledMessage.Outcome;

/** Has the next reminder queued when one was sent. One that failed is the last. */
@Singleton
class SentReminders implements DeliveryListener {

    private final Reminders reminders;

    SentReminders(Reminders reminders) {
        this.reminders = reminders;
    }

    @Override
    public String kind() {
        return Reminders.KIND;
    }

    @Override
    public Uni<Void> settled(SqlConnection transaction, CompanyScope scope, List<SettledMessage> messages) {
        return reminders.queueAnother(
                transaction,
                scope,
                messages.stream()
                        .filter(message -> message.outcome() == Outcome.DELIVERED)
                        .toList());
    }
}
