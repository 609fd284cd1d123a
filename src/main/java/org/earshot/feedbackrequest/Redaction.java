package org.earshot.feedbackrequest;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.earshot.access.CompanyId;
import org.earshot.access.CompanyScope;
import org.earshot.access.TrustedScopes;
import org.earshot.delivery.MessageTraces;
import org.earshot.kernel.DueWork;
import org.earshot.kernel.Shares;

/**
 * Erases who was asked, 28 days after the request: address, name and all that leads to them (W37). The answers do not
 * wait for it. The keyed hash stays, by which the threshold is kept, and by which the recipient is found who asks for
 * their data.
 */
@Singleton
class Redaction implements DueWork {

    private final RequestErasureRepository requests;
    private final MessageTraces messages;
    private final Pool pool;
    private final Clock clock;

    Redaction(RequestErasureRepository requests, MessageTraces messages, Pool pool, Clock clock) {
        this.requests = requests;
        this.messages = messages;
        this.pool = pool;
        this.clock = clock;
    }

    @Override
    public Uni<Integer> runDue() {
        Instant now = clock.instant();
        return Shares.batches(() -> batch(now));
    }

    private Uni<Integer> batch(Instant now) {
        return requests.companiesToRedact(now.minus(FeedbackRequest.LIFE), Shares.BATCH)
                .flatMap(due -> Shares.work("Redaction", due, (company, share) -> redact(company, share, now)));
    }

    private Uni<Integer> redact(CompanyId company, int limit, Instant now) {
        CompanyScope scope = TrustedScopes.scheduler(company);
        return pool.withTransaction(
                        transaction -> requests.redact(transaction, scope, now.minus(FeedbackRequest.LIFE), limit, now)
                                .call(redacted -> messages.redact(
                                        transaction, scope, RequestDeletion.KINDS_OF_MESSAGES, redacted)))
                .map(List::size);
    }
}
