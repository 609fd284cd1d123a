package org.earshot.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.earshot.access.CompanyId;
import org.earshot.access.CompanyScope;
import org.earshot.access.TrustedScopes;
import org.earshot.company.CompanyDirectory;
import org.earshot.delivery.OutboxRepository.Claim;
import org.earshot.delivery.OutboxRepository.Done;
import org.earshot.delivery.OutboxRepository.Retry;
import org.earshot.kernel.DueWork;
import org.jboss.logging.Logger;

/**
 * Empties the outbox: claims what is due in a short transaction, sends without one, and records the outcomes in a
 * third. A crash in between leaves the message to whoever claims it after the lease, under the same idempotency key.
 */
@Startup
@Singleton
class Dispatcher implements DueWork {

    private static final Logger LOG = Logger.getLogger(Dispatcher.class);

    /** An attempt, and what became of it; no outcome means that the message was no longer wanted. */
    private record Attempt(DueMessage message, Optional<DeliveryOutcome> outcome) {}

    private final OutboxRepository outbox;
    private final QuietTime quietTime;
    private final CompanyDirectory companies;
    private final Senders senders;
    private final Map<String, MessageComposer> composers;
    private final Map<String, DeliveryListener> listeners;
    private final DeliveryConfig config;
    private final RetryPolicy retries;
    private final Pool pool;
    private final Clock clock;
    private final MeterRegistry metrics;

    Dispatcher(
            OutboxRepository outbox,
            CompanyDirectory companies,
            Senders senders,
            @All List<MessageComposer> composers,
            @All List<DeliveryListener> listeners,
            DeliveryConfig config,
            Pool pool,
            Clock clock,
            MeterRegistry metrics) {
        this.outbox = outbox;
        this.quietTime = new QuietTime(outbox);
        this.companies = companies;
        this.senders = senders;
        this.composers = onePerKind(composers, MessageComposer::kind);
        this.listeners = onePerKind(listeners, DeliveryListener::kind);
        if (!this.composers.keySet().equals(this.listeners.keySet())) {
            throw new IllegalStateException("Each kind of message needs a composer and a listener: "
                    + this.composers.keySet() + " against " + this.listeners.keySet());
        }
        this.config = config;
        DeliveryConfig.Retry retry = config.retry();
        this.retries = new RetryPolicy(retry.first(), retry.factor(), retry.ceiling(), retry.maxAttempts());
        this.pool = pool;
        this.clock = clock;
        this.metrics = metrics;
        for (Channel channel : Channel.values()) {
            sent(channel);
            failed(channel);
        }
    }

    private static <T> Map<String, T> onePerKind(List<T> parts, Function<T, String> kind) {
        return parts.stream().collect(Collectors.toUnmodifiableMap(kind, Function.identity()));
    }

    /** Takes one batch of each company in turn, until nobody has anything due: a long queue waits its turn. */
    @Override
    public Uni<Integer> runDue() {
        return Multi.createBy()
                .repeating()
                .uni(this::round)
                .until(done -> done == 0)
                .collect()
                .with(Collectors.summingInt(Integer::intValue));
    }

    private Uni<Integer> round() {
        return outbox.companiesWithDueMessages(clock.instant(), composers.keySet())
                .onItem()
                .transformToMulti(due -> Multi.createFrom().iterable(due))
                .onItem()
                .transformToUniAndConcatenate(this::batch)
                .collect()
                .with(Collectors.summingInt(Integer::intValue));
    }

    private Uni<Integer> batch(CompanyId company) {
        CompanyScope scope = TrustedScopes.scheduler(company);
        return companies
                .settings(scope)
                .flatMap(settings -> claim(scope, settings.orElseThrow(), clock.instant()))
                .flatMap(claim -> attemptAndRecord(scope, claim))
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.errorf(
                            failure,
                            "A batch of company %s failed; its messages are taken again after the lease",
                            company);
                    return 0;
                });
    }

    private Uni<Claim> claim(CompanyScope scope, CompanyDirectory.Revision revision, Instant now) {
        return quietTime
                .open(scope, revision.settings(), now)
                .flatMap(channels -> outbox.claim(
                        scope, composers.keySet(), channels, now, config.batch(), config.lease(), revision.number()));
    }

    /** Records outcomes as they come, in slices: a crash repeats no more than what is under way. */
    private Uni<Integer> attemptAndRecord(CompanyScope scope, Claim claim) {
        Map<String, List<DueMessage>> byKind = claim.messages().stream()
                .collect(Collectors.groupingBy(message -> message.key().kind()));
        return Multi.createFrom()
                .iterable(byKind.entrySet())
                .onItem()
                .transformToMultiAndConcatenate(
                        kind -> attemptKind(scope, part(composers, kind.getKey()), kind.getValue()))
                .group()
                .intoLists()
                .of(config.concurrency())
                .onItem()
                .transformToUniAndConcatenate(attempts -> record(scope, claim.lease(), attempts))
                .collect()
                .last()
                .replaceWith(claim.messages().size());
    }

    private Multi<Attempt> attemptKind(CompanyScope scope, MessageComposer composer, List<DueMessage> due) {
        return Uni.createFrom()
                .deferred(() -> composer.compose(scope, due))
                .onItem()
                .transform(Optional::of)
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.errorf(failure, "Messages of kind %s cannot be composed", composer.kind());
                    return Optional.empty();
                })
                .onItem()
                .transformToMulti(composed -> composed.map(messages -> attemptAll(due, messages))
                        .orElseGet(() -> attemptOneByOne(scope, composer, due)));
    }

    /** One message that cannot be composed holds up no other. */
    private Multi<Attempt> attemptOneByOne(CompanyScope scope, MessageComposer composer, List<DueMessage> due) {
        if (due.size() == 1) {
            return Multi.createFrom()
                    .item(new Attempt(
                            due.get(0),
                            Optional.of(new DeliveryOutcome.Deferred("the message could not be composed"))));
        }
        return Multi.createFrom()
                .iterable(due)
                .onItem()
                .transformToMultiAndConcatenate(message -> attemptKind(scope, composer, List.of(message)));
    }

    private Multi<Attempt> attemptAll(List<DueMessage> due, List<OutgoingMessage> composed) {
        Map<MessageKey, OutgoingMessage> byKey =
                composed.stream().collect(Collectors.toMap(OutgoingMessage::key, Function.identity()));
        return Multi.createFrom()
                .iterable(due)
                .onItem()
                .transformToUni(message -> Optional.ofNullable(byKey.get(message.key()))
                        .map(wanted -> send(wanted).map(outcome -> new Attempt(message, Optional.of(outcome))))
                        .orElseGet(() -> Uni.createFrom().item(new Attempt(message, Optional.empty()))))
                .merge(config.concurrency());
    }

    private Uni<DeliveryOutcome> send(OutgoingMessage message) {
        return Uni.createFrom()
                .deferred(() -> senders.of(message).send(message))
                .ifNoItem()
                .after(config.sendTimeout())
                .recoverWithItem(() -> new DeliveryOutcome.Deferred("the provider did not answer in time"))
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.warnf(failure, "Sending %s failed", message.key().idempotencyKey());
                    return new DeliveryOutcome.Deferred("the provider could not be reached");
                });
    }

    private Uni<Void> record(CompanyScope scope, UUID lease, List<Attempt> attempts) {
        Instant now = clock.instant();
        List<Retry> again = new ArrayList<>();
        List<Done> done = new ArrayList<>();
        for (Attempt attempt : attempts) {
            sort(attempt, now, again, done);
        }
        return pool.withTransaction(transaction -> outbox.postpone(transaction, scope, lease, again)
                        .chain(() -> settle(transaction, scope, lease, done, now)))
                .invoke(this::count)
                .replaceWithVoid();
    }

    /** Decides what becomes of a message after an attempt. */
    private void sort(Attempt attempt, Instant now, List<Retry> again, List<Done> done) {
        DueMessage message = attempt.message();
        if (attempt.outcome().isEmpty()) {
            done.add(new Done(message, SettledMessage.Outcome.DROPPED, "no longer wanted"));
            return;
        }
        DeliveryOutcome outcome = attempt.outcome().get();
        if (outcome instanceof DeliveryOutcome.Delivered) {
            done.add(new Done(message, SettledMessage.Outcome.DELIVERED, ""));
        } else if (outcome instanceof DeliveryOutcome.Refused refused) {
            done.add(new Done(message, SettledMessage.Outcome.REFUSED, refused.reason()));
        } else if (outcome instanceof DeliveryOutcome.Deferred deferred) {
            retries.next(message.attempt(), now)
                    .ifPresentOrElse(
                            next -> again.add(new Retry(message.key().id(), next)),
                            () -> done.add(new Done(
                                    message,
                                    SettledMessage.Outcome.REFUSED,
                                    "given up after " + message.attempt() + " attempts: " + deferred.reason())));
        }
    }

    /** Removes, logs and tells, for those messages whose lease still was ours; answers with them. */
    private Uni<List<Done>> settle(
            SqlConnection transaction, CompanyScope scope, UUID lease, List<Done> done, Instant at) {
        List<Long> ids = done.stream().map(d -> d.message().key().id()).toList();
        return outbox.remove(transaction, scope, lease, ids).flatMap(removed -> {
            Set<Long> ours = new HashSet<>(removed);
            List<Done> settled = done.stream()
                    .filter(d -> ours.contains(d.message().key().id()))
                    .toList();
            return outbox.log(transaction, scope, settled, at)
                    .chain(() -> tell(transaction, scope, settled, at))
                    .replaceWith(settled);
        });
    }

    private Uni<Void> tell(SqlConnection transaction, CompanyScope scope, List<Done> settled, Instant at) {
        Map<String, List<SettledMessage>> byKind = settled.stream()
                .map(d -> new SettledMessage(d.message().key(), at, d.outcome(), d.reason()))
                .collect(Collectors.groupingBy(message -> message.key().kind()));
        return Multi.createFrom()
                .iterable(byKind.entrySet())
                .onItem()
                .call(kind -> part(listeners, kind.getKey()).settled(transaction, scope, kind.getValue()))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** What a kind has; only messages of kinds that have all are claimed. */
    private static <T> T part(Map<String, T> parts, String kind) {
        return Objects.requireNonNull(parts.get(kind), kind);
    }

    private void count(List<Done> settled) {
        for (Done done : settled) {
            Channel channel = done.message().channel();
            switch (done.outcome()) {
                case DELIVERED -> sent(channel).increment();
                case REFUSED -> failed(channel).increment();
                case DROPPED -> {}
            }
        }
    }

    private Counter sent(Channel channel) {
        return metrics.counter("earshot.messages.sent", "channel", Senders.word(channel));
    }

    private Counter failed(Channel channel) {
        return metrics.counter("earshot.messages.failed", "channel", Senders.word(channel));
    }
}
