package org.earshot.feedbackrequest;

import com.fasterxml.jackson.core.JsonProcessingException;
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
import org.earshot.access.CompanyReach;
import org.earshot.access.CompanyScope;
import org.earshot.company.CompanyDirectory;
import org.earshot.company.CompanySettings;
import org.earshot.delivery.Outbox;
import org.earshot.delivery.RecipientHash;
import org.earshot.delivery.RecipientIdentity;
import org.earshot.delivery.Suppressions;
import org.earshot.problem.Problem;
import org.earshot.problem.ToldFailure;

/** Accepts a request for feedback and queues its invitation, both or neither. */
@Singleton
public class RequestFeedback {

    private static final int ACCEPTED = 200;

    private final CompanyDirectory companies;
    private final FeedbackRequestRepository requests;
    private final FeedbackLinks links;
    private final RecipientHash recipients;
    private final RecipientIdentity identity;
    private final Suppressions suppressions;
    private final Outbox outbox;
    private final RequestConfig config;
    private final IdempotencyKeys keys;
    private final ObjectMapper json;
    private final Pool pool;
    private final Clock clock;

    RequestFeedback(
            CompanyDirectory companies,
            FeedbackRequestRepository requests,
            FeedbackLinks links,
            RecipientHash recipients,
            RecipientIdentity identity,
            Suppressions suppressions,
            Outbox outbox,
            RequestConfig config,
            IdempotencyKeys keys,
            ObjectMapper json,
            Pool pool,
            Clock clock) {
        this.companies = companies;
        this.requests = requests;
        this.links = links;
        this.recipients = recipients;
        this.identity = identity;
        this.suppressions = suppressions;
        this.outbox = outbox;
        this.config = config;
        this.keys = keys;
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
        return companies.demand(scope).flatMap(settings -> {
            NewFeedbackRequest wanted = parse(fields, settings, now, defaultSource);
            return pool.withTransaction(transaction -> store(transaction, scope, wanted, settings.threshold(), now));
        });
    }

    /**
     * Answers as {@link #request} would, and neither stores nor sends anything, nor draws a number (W34).
     *
     * @return the request as it would be stored, without a number; fails as {@link #request} does
     */
    public Uni<FeedbackRequestView> rehearse(CompanyScope scope, RequestFields fields, Optional<String> defaultSource) {
        Instant now = clock.instant();
        return companies.demand(scope).flatMap(settings -> {
            NewFeedbackRequest wanted = parse(fields, settings, now, defaultSource);
            return pool.withConnection(connection -> rehearse(connection, scope, wanted, settings.threshold(), now));
        });
    }

    /**
     * Does what {@link #request} does, unless the same call was answered within a day: then answers it the same way
     * again. Answer and request are stored together, or neither (W31).
     *
     * @param reach all companies of the token, among whose calls the key is looked for
     * @return what a caller hears, ALREADY_ASKED included; fails with CONFLICT while the same key is at work elsewhere,
     *     with INVALID if it was used for another body, and as {@link #request} does
     */
    Uni<OnceAnswer> requestOnce(
            CompanyReach reach,
            CompanyScope scope,
            RequestFields fields,
            Optional<String> defaultSource,
            IdempotencyKey key) {
        Instant now = clock.instant();
        return companies
                .demand(scope)
                .flatMap(settings -> pool.withTransaction(transaction -> keys.take(transaction, key)
                        .chain(() -> keys.recorded(transaction, reach, key, now))
                        .flatMap(earlier -> earlier.map(
                                        answer -> Uni.createFrom().item(answer))
                                .orElseGet(() -> firstAnswer(
                                                transaction,
                                                scope,
                                                parse(fields, settings, now, defaultSource),
                                                settings.threshold(),
                                                now)
                                        .call(answer -> keys.record(transaction, scope, key, answer, now))))));
    }

    /** A recipient who was asked already left nothing to roll back, and is an answer like any other. */
    private Uni<OnceAnswer> firstAnswer(
            SqlConnection transaction, CompanyScope scope, NewFeedbackRequest wanted, Duration threshold, Instant now) {
        return store(transaction, scope, wanted, threshold, now)
                .map(stored -> new OnceAnswer(ACCEPTED, written(stored), stored.id(), false))
                .onFailure(
                        failure -> failure instanceof Problem problem && problem.kind() == Problem.Kind.ALREADY_ASKED)
                .recoverWithItem(problem -> {
                    ToldFailure told = ToldFailure.of(problem);
                    return new OnceAnswer(told.status(), written(told.body()), null, false);
                });
    }

    private String written(Object answer) {
        try {
            return json.writeValueAsString(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An answer can always be written", e);
        }
    }

    private NewFeedbackRequest parse(
            RequestFields fields, CompanySettings settings, Instant now, Optional<String> defaultSource) {
        return NewFeedbackRequest.parse(fields, settings, json, now, defaultSource, config.fictionalNumbers());
    }

    private Uni<FeedbackRequestView> rehearse(
            SqlConnection connection, CompanyScope scope, NewFeedbackRequest wanted, Duration threshold, Instant now) {
        String destination = wanted.destination().normalised();
        return refuseIfSuppressed(connection, scope, wanted)
                .chain(() -> identity.find(connection, scope, destination))
                .map(version -> recipients.of(scope, destination, version))
                .flatMap(recipient -> requests.canReserve(connection, scope, recipient, now, threshold)
                        .flatMap(free -> free
                                ? Uni.createFrom().item(0L)
                                : alreadyAsked(connection, scope, recipient, threshold)))
                .map(none -> FeedbackRequestView.rehearsed(wanted, now));
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
        return refuseIfSuppressed(transaction, scope, wanted)
                .chain(() ->
                        identity.settle(transaction, scope, wanted.destination().normalised()))
                .flatMap(version -> store(transaction, scope, wanted, version, threshold, now));
    }

    private Uni<FeedbackRequestView> store(
            SqlConnection transaction,
            CompanyScope scope,
            NewFeedbackRequest wanted,
            int hashKey,
            Duration threshold,
            Instant now) {
        byte[] recipient = recipients.of(scope, wanted.destination().normalised(), hashKey);
        int linkKey = links.keyVersion();
        return requests.reserve(transaction, scope, hashKey, recipient, now, threshold)
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
                        hashKey,
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
