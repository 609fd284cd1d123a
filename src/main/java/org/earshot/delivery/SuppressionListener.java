package org.earshot.delivery;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.List;
import org.earshot.access.CompanyScope;

/** Hears that somebody is to be sent nothing any more, in the transaction that notes it. */
public interface SuppressionListener {

    /**
     * Ends what waits to be sent to a recipient.
     *
     * @param recipient under each key that may have been used for them
     */
    Uni<Void> suppressed(SqlConnection transaction, CompanyScope scope, List<HashedRecipient> recipient, Instant at);
}
