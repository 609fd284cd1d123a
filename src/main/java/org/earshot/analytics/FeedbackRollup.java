package org.earshot.analytics;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.earshot.access.CompanyScope;
import org.earshot.analytics.RollupRepository.SignedFact;

/** Has every change of feedback counted; joins the transaction of the change. */
@Singleton
public class FeedbackRollup {

    private final RollupRepository rollup;

    FeedbackRollup(RollupRepository rollup) {
        this.rollup = rollup;
    }

    /**
     * Counts feedback that was removed, added, or, if both are there, changed. What was removed must be what was once
     * added; when feedback changes, its activity stays the same. Who adds or removes several in one transaction does so
     * in the order of the ids of their activities, each of which is locked.
     */
    public Uni<Void> append(
            SqlConnection transaction,
            CompanyScope scope,
            Optional<FeedbackFact> removed,
            Optional<FeedbackFact> added) {
        if (removed.equals(added)) {
            return Uni.createFrom().voidItem();
        }
        List<SignedFact> facts = new ArrayList<>();
        removed.ifPresent(fact -> facts.add(new SignedFact(fact, -1)));
        added.ifPresent(fact -> facts.add(new SignedFact(fact, 1)));
        return rollup.append(transaction, scope, facts, removed.isEmpty() || added.isEmpty());
    }

    /**
     * Counts feedback no more that is forgotten for its age, or for its giver's sake. That their activities were answered
     * stays counted, as it does that they were asked about (A28): or the rate of responses would wane with time.
     */
    public Uni<Void> forget(SqlConnection transaction, CompanyScope scope, List<FeedbackFact> forgotten) {
        return forgotten.isEmpty()
                ? Uni.createFrom().voidItem()
                : rollup.append(
                        transaction,
                        scope,
                        forgotten.stream().map(fact -> new SignedFact(fact, -1)).toList(),
                        false);
    }
}
