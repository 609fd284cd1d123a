package org.earshot.activity;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.earshot.access.CompanyReach;
import org.earshot.access.CompanyScope;
import org.earshot.analytics.FeedbackRollup;
import org.earshot.kernel.ObjectId;
import org.earshot.problem.Problem;

/** Deletes a piece of feedback, which is then counted no more (A10). */
@Singleton
class DeleteActivityFeedback {

    private final ActivityFeedbackRepository feedback;
    private final FeedbackRollup rollup;
    private final Pool pool;

    DeleteActivityFeedback(ActivityFeedbackRepository feedback, FeedbackRollup rollup, Pool pool) {
        this.feedback = feedback;
        this.rollup = rollup;
        this.pool = pool;
    }

    /** Deletes it; fails with NOT_FOUND. */
    Uni<Void> delete(CompanyReach reach, ObjectId id) {
        return feedback.owner(reach, id)
                .map(owner -> owner.orElseThrow(Problem::notFound))
                .flatMap(owner -> pool.withTransaction(transaction -> delete(transaction, owner, id)));
    }

    private Uni<Void> delete(SqlConnection transaction, CompanyScope owner, ObjectId id) {
        return feedback.delete(transaction, owner, id)
                .map(deleted -> deleted.orElseThrow(Problem::notFound))
                .flatMap(deleted -> rollup.append(transaction, owner, Optional.of(deleted.fact()), Optional.empty()));
    }
}
