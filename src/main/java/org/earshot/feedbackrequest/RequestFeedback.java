package org.earshot.feedbackrequest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.earshot.access.CompanyScope;
import org.earshot.company.CompanyDirectory;
import org.earshot.delivery.Outbox;
import org.earshot.delivery.RecipientHash;
import org.earshot.delivery.Suppressions;
import org.earshot.problem.Problem;

/** Accepts a request for feedback and queues its invitation, both or neither. */
@Singleton
public class RequestFeedback {

    private final CompanyDirectory companies;
    private final FeedbackRequestRepository requests;
    private final FeedbackLinks links;
    private final RecipientHash recipients;
    private final Suppressions suppressions;
    private final Outbox outbox;
    private final RequestConfig config;
    private final ObjectMapper json;
    private final Pool pool;
    private final Clock clock;

    RequestFeedback(
            CompanyDirectory companies,
            FeedbackRequestRepository requests,
            FeedbackLinks links,
            RecipientHash recipients,
            Suppressions suppressions,
            Outbox outbox,
            RequestConfig config,
            ObjectMapper json,
            Pool pool,
            Clock clock) {
        this.companies = companies;
        this.requests = requests;
        this.links = links;
        this.recipients = recipients;
        this.suppressions = suppressions;
        this.outbox = outbox;
        this.config = config;
        this.json = json;
        this.pool = pool;
        this.clock = clock;
    }

    /**
     * Checks, stores and queues a request.
     *
     * @param defaultSource where it comes from when it does not say so
     * @return the request as stored; fails with FORBIDDEN for an unknown company, INVALID naming all bad fields or
     *     a recipient who opted out, or ALREADY_ASKED (W12–W33)
     */
    public Uni<FeedbackRequestView> request(CompanyScope scope, RequestFields fields, Optional<String> defaultSource) {
        Instant now = clock.instant();
        return companies.settings(scope).flatMap(revision -> {
            var settings = revision.orElseThrow(Problem::companyForbidden).settings();
            NewFeedbackRequest wanted =
                    NewFeedbackRequest.parse(fields, settings, json, now, defaultSource, config.fictionalNumbers());
            return pool.withTransaction(transaction -> refuseIfSuppressed(transaction, scope, wanted)
                    .chain(() -> store(transaction, scope, wanted, settings.threshold(), now)));
        });
    }

    /** Tells only a call that is valid otherwise (W6, W33). */
    private Uni<Void> refuseIfSuppressed(SqlConnection transaction, CompanyScope scope, NewFeedbackRequest wanted) {
        return suppressions
                .isSuppressed(transaction, scope, wanted.destination().normalised())
                .invoke(suppressed -> {
                    if (suppressed) {
                        throw Problem.invalid("destination", "has opted out or cannot be reached");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<FeedbackRequestView> store(
            SqlConnection transaction, CompanyScope scope, NewFeedbackRequest wanted, Duration threshold, Instant now) {
        byte[] recipient = recipients.of(scope, wanted.destination().normalised());
        int linkKey = links.keyVersion();
        return requests.reserve(transaction, scope, recipients.keyVersion(), recipient, now, threshold)
                .flatMap(reserved -> reserved.isPresent()
                        ? Uni.createFrom().item(reserved.get())
                        : alreadyAsked(transaction, scope, recipient, threshold))
                .flatMap(id -> requests.insert(
                        transaction,
                        scope,
                        id,
                        wanted,
                        linkKey,
                        FeedbackLinks.hash(links.token(scope.company(), id, linkKey)),
                        recipients.keyVersion(),
                        recipient,
                        now))
                .call(stored -> outbox.queue(
                        transaction,
                        scope,
                        InvitationComposer.KIND,
                        stored.id(),
                        wanted.destination().channel(),
                        wanted.sendAfter()));
    }

    private Uni<Long> alreadyAsked(
            SqlConnection transaction, CompanyScope scope, byte[] recipient, Duration threshold) {
        return requests.askedAt(transaction, scope, recipient).map(askedAt -> {
            throw Problem.alreadyAsked(askedAt.map(at ->
                            "can be asked again from " + at.plus(threshold).truncatedTo(ChronoUnit.SECONDS))
                    .orElse("has a request that is still waiting to be sent"));
        });
    }
}
