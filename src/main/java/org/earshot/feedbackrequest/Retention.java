package org.earshot.feedbackrequest;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.earshot.access.CompanyScope;
import org.earshot.access.TrustedScopes;
import org.earshot.company.RetentionQueries;
import org.earshot.company.RetentionQueries.Outlived;
import org.earshot.kernel.DueWork;
import org.earshot.kernel.Shares;

/** Deletes the requests of companies that do not keep them for ever, with all that came of them (W81). */
@Singleton
class Retention implements DueWork {

    private final RetentionQueries retention;
    private final RequestErasureRepository requests;
    private final RequestDeletion deletion;
    private final Pool pool;
    private final Clock clock;

    Retention(
            RetentionQueries retention,
            RequestErasureRepository requests,
            RequestDeletion deletion,
            Pool pool,
            Clock clock) {
        this.retention = retention;
        this.requests = requests;
        this.deletion = deletion;
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
                .outlived("feedback_request", now, Shares.BATCH)
                .flatMap(due -> Shares.work("Retention", due, this::delete));
    }

    private Uni<Integer> delete(Outlived outlived, int limit) {
        CompanyScope scope = TrustedScopes.scheduler(outlived.company());
        return pool.withTransaction(
                        transaction -> requests.olderThan(transaction, scope, outlived.createdBefore(), limit)
                                .flatMap(ids -> deletion.delete(transaction, scope, ids)))
                .map(deleted -> deleted.getOrDefault(RequestDeletion.REQUESTS, List.of())
                        .size());
    }
}
