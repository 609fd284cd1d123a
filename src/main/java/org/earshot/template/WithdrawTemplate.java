package org.earshot.template;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import org.earshot.access.CompanyReach;
import org.earshot.kernel.ObjectId;
import org.earshot.problem.Problem;

/** Takes a template out of use for good. What it asked is still known to the feedback that was given by it. */
@Singleton
class WithdrawTemplate {

    private final FeedbackTemplateRepository templates;
    private final Pool pool;

    WithdrawTemplate(FeedbackTemplateRepository templates, Pool pool) {
        this.templates = templates;
        this.pool = pool;
    }

    /** Fails with NOT_FOUND if there is no such template within reach, or no more. */
    Uni<Void> withdraw(CompanyReach reach, ObjectId id) {
        return templates
                .find(reach, id)
                .map(found -> found.orElseThrow(Problem::notFound))
                .flatMap(seen -> pool.withTransaction(transaction -> templates
                        .lock(transaction, seen.scope(), id)
                        .map(found -> found.orElseThrow(Problem::notFound))
                        .flatMap(template -> templates.delete(transaction, seen.scope(), template))));
    }
}
