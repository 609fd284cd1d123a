package org.earshot.delivery;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import org.earshot.access.CompanyScope;

/** Takes a person's word back that they want no more messages of a company. */
@Singleton
class WithdrawOptOut {

    private final SuppressionRepository suppressions;
    private final Pool pool;

    WithdrawOptOut(SuppressionRepository suppressions, Pool pool) {
        this.suppressions = suppressions;
        this.pool = pool;
    }

    /** Takes them off the company's list, unless they are there for another reason; what was ended, stays ended. */
    Uni<Void> withdraw(CompanyScope scope, HashedRecipient recipient) {
        return pool.withTransaction(transaction -> suppressions.withdraw(transaction, scope, recipient));
    }
}
