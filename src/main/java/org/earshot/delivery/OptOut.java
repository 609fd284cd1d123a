package org.earshot.delivery;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import org.earshot.access.CompanyScope;

/** Takes a person's word that they want no more messages of a company. */
@Singleton
class OptOut {

    private final Suppressions suppressions;
    private final Pool pool;

    OptOut(Suppressions suppressions, Pool pool) {
        this.suppressions = suppressions;
        this.pool = pool;
    }

    /** Puts them on the company's list and ends what waits to be sent to them, both or neither. */
    Uni<Void> optOut(CompanyScope scope, HashedRecipient recipient) {
        return pool.withTransaction(transaction ->
                        suppressions.suppress(transaction, scope, recipient, SuppressionReason.OPTED_OUT))
                .replaceWithVoid();
    }
}
