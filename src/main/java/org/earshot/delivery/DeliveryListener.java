package org.earshot.delivery;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import org.earshot.access.CompanyScope;

/** Hears what became of the messages of one kind, in the transaction that records it. */
public interface DeliveryListener {

    /** The kind; exactly one listener declares it. */
    String kind();

    /** Takes note of messages that will not be tried again. */
    Uni<Void> settled(SqlConnection transaction, CompanyScope scope, List<SettledMessage> messages);
}
