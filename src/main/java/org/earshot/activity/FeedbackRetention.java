package org.earshot.activity;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.earshot.access.CompanyScope;
import org.earshot.access.TrustedScopes;
import org.earshot.analytics.FeedbackRollup;
import org.earshot.company.RetentionQueries;
import org.earshot.company.RetentionQueries.Outlived;
import org.earshot.kernel.DueWork;
import org.earshot.kernel.Shares;

/** Deletes the feedback of companies that do not keep it for ever; it is then counted no more (W81). */
@Singleton
class FeedbackRetention implements DueWork {

    private final RetentionQueries retention;
    private final FeedbackErasureRepository feedback;
    private final FeedbackRollup rollup;
    private final Pool pool;
    private final Clock clock;

    FeedbackRetention(
            RetentionQueries retention,
            FeedbackErasureRepository feedback,
            FeedbackRollup rollup,
            Pool pool,
            Clock clock) {
        this.retention = retention;
        this.feedback = feedback;
        this.rollup = rollup;
        this.pool = pool;
        this.clock = clock;
    }

    @Override
    public Uni<Integer> runDue() {
        Instant now = clock.instant();
        return Shares.batches(() -> batch(now));
    }

    private Uni<Integer> batch(Instant now) {
        return retention
                .outlived("activity_feedback", now, Shares.BATCH)
                .flatMap(due -> Shares.work("Retention", due, this::delete));
    }

    private Uni<Integer> delete(Outlived outlived, int limit) {
        CompanyScope scope = TrustedScopes.scheduler(outlived.company());
        return pool.withTransaction(
                        transaction -> feedback.olderThan(transaction, scope, outlived.createdBefore(), limit)
                                .flatMap(ids -> feedback.delete(transaction, scope, ids))
                                .call(deleted -> rollup.forget(transaction, scope, ActivityFeedback.facts(deleted))))
                .map(List::size);
    }
}
