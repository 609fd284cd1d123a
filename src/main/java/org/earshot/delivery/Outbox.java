package org.earshot.delivery;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.List;
import org.earshot.access.CompanyScope;

/** Where a message is left to be sent once it is due. */
public interface Outbox {

    /** Queues a message in the caller's transaction: it will be sent if, and only if, that commits. */
    Uni<Void> queue(
            SqlConnection transaction, CompanyScope scope, String kind, long subjectId, Channel channel, Instant dueAt);

    /** A message to be queued with others of its kind. */
    record Entry(long subjectId, Channel channel, Instant dueAt) {}

    /** Queues several messages of one kind like {@link #queue}. */
    default Uni<Void> queueAll(SqlConnection transaction, CompanyScope scope, String kind, List<Entry> entries) {
        return Multi.createFrom()
                .iterable(entries)
                .onItem()
                .call(entry -> queue(transaction, scope, kind, entry.subjectId(), entry.channel(), entry.dueAt()))
                .collect()
                .last()
                .replaceWithVoid();
    }
}
