package org.earshot.alert;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import org.earshot.access.CompanyScope;
import org.earshot.delivery.DeliveryListener;
import org.earshot.delivery.MessageTraces;
import org.earshot.delivery.SettledMessage;

/** Erases what an alert said, and to whom, as soon as it has left or is not to leave any more; the sender's words too. */
@Singleton
class SentAlerts implements DeliveryListener {

    private final AlertRepository alerts;
    private final MessageTraces messages;

    SentAlerts(AlertRepository alerts, MessageTraces messages) {
        this.alerts = alerts;
        this.messages = messages;
    }

    @Override
    public String kind() {
        return AlertComposer.KIND;
    }

    @Override
    public Uni<Void> settled(SqlConnection transaction, CompanyScope scope, List<SettledMessage> settled) {
        List<Long> ids =
                settled.stream().map(message -> message.key().subjectId()).toList();
        return alerts.redact(transaction, scope, ids)
                .chain(() -> messages.redactLog(transaction, scope, Set.of(AlertComposer.KIND), ids));
    }
}
