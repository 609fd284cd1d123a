package org.earshot.delivery;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import org.earshot.access.CompanyScope;

/** Where a message is left to be sent once it is due. */
public interface Outbox {

    /** Queues a message in the caller's transaction: it will be sent if, and only if, that commits. */
    Uni<Void> queue(
            SqlConnection transaction, CompanyScope scope, String kind, long subjectId, Channel channel, Instant dueAt);
}
