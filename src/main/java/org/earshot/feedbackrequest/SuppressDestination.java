package org.earshot.feedbackrequest;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import org.earshot.access.CompanyScope;
import org.earshot.delivery.Suppression;
import org.earshot.delivery.Suppressions;

/** Puts a destination on a company's suppression list, and cancels what waits for it, both or neither. */
@Singleton
class SuppressDestination {

    private final Suppressions suppressions;
    private final Pool pool;

    SuppressDestination(Suppressions suppressions, Pool pool) {
        this.suppressions = suppressions;
        this.pool = pool;
    }

    /** Answers with the entry as it stands then. */
    Uni<Suppression> suppress(CompanyScope scope, NewSuppression wanted) {
        return pool.withTransaction(transaction ->
                suppressions.suppress(transaction, scope, wanted.destination().normalised(), wanted.reason()));
    }
}
