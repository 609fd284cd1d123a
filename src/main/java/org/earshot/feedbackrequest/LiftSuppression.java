package org.earshot.feedbackrequest;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.util.Map;
import org.earshot.access.CompanyScope;
import org.earshot.delivery.Suppression;
import org.earshot.delivery.Suppressions;
import org.earshot.problem.Problem;

/** Takes an entry off a company's suppression list. */
@Singleton
class LiftSuppression {

    private final Suppressions suppressions;
    private final Pool pool;

    LiftSuppression(Suppressions suppressions, Pool pool) {
        this.suppressions = suppressions;
        this.pool = pool;
    }

    /** Answers with the entry that was; fails with NOT_FOUND, or with CONFLICT for a person's own word. */
    Uni<Suppression> lift(CompanyScope scope, long id) {
        return pool.withTransaction(transaction -> suppressions
                .lift(transaction, scope, id)
                .flatMap(lifted -> lifted.isPresent()
                        ? Uni.createFrom().item(lifted.get())
                        : suppressions.find(transaction, scope, id).map(kept -> {
                            throw kept.isPresent()
                                    ? Problem.conflict(
                                            "Only the person can take this back, with the link in any message",
                                            Map.of(
                                                    "reason",
                                                    "is " + kept.get().reason().word()))
                                    : Problem.notFound();
                        })));
    }
}
