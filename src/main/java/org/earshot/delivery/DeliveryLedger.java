package org.earshot.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.earshot.access.CompanyScope;
import org.earshot.delivery.Attempt.Known;
import org.earshot.delivery.Attempt.Tried;
import org.earshot.delivery.Attempt.Untried;
import org.earshot.delivery.Attempt.Unwanted;
import org.earshot.delivery.OutboxRepository.Claim;
import org.earshot.delivery.OutboxRepository.Done;
import org.earshot.delivery.OutboxRepository.Retry;
import org.earshot.kernel.Outage;
import org.jboss.logging.Logger;

/**
 * Records what became of claimed messages, many in one transaction, and tells the listeners in it. An outcome that a
 * listener cannot take note of is kept with the message, and one that the database cannot take is kept in memory while the
 * lease lasts: what is known to have left is not sent again.
 */
final class DeliveryLedger {

    private static final Logger LOG = Logger.getLogger(DeliveryLedger.class);
    private static final Duration FIRST_WAIT_FOR_DATABASE = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT_FOR_DATABASE = Duration.ofSeconds(1);

    private static final int SUPPRESSION_RETRIES = 5;

    /** What is to be written of some messages. */
    private record Page(List<Retry> again, List<Long> untouched, List<Done> done, List<Unreachable> unreachable) {

        Page onlyDone(List<Done> these) {
            return new Page(List.of(), List.of(), these, unreachable);
        }
    }

    /** Whose message was refused for a reason that holds for every other, too. */
    private record Unreachable(MessageKey message, SuppressionReason reason) {}

    private final OutboxRepository outbox;
    private final Map<String, DeliveryListener> listeners;
    private final SuppressAddressee addressees;
    private final RetryPolicy retries;
    private final Duration lease;
    private final Pool pool;
    private final Clock clock;
    private final Map<Channel, Counter> sent;
    private final Map<Channel, Counter> failed;

    DeliveryLedger(
            OutboxRepository outbox,
            Map<String, DeliveryListener> listeners,
            SuppressAddressee addressees,
            DeliveryConfig config,
            Pool pool,
            Clock clock,
            MeterRegistry metrics) {
        this.outbox = outbox;
        this.listeners = listeners;
        this.addressees = addressees;
        DeliveryConfig.Retry retry = config.retry();
        this.retries = new RetryPolicy(retry.first(), retry.factor(), retry.ceiling(), retry.jitter(), retry.horizon());
        this.lease = config.lease();
        this.pool = pool;
        this.clock = clock;
        this.sent = counters(metrics, "earshot.messages.sent");
        this.failed = counters(metrics, "earshot.messages.failed");
    }

    /** Records what became of some messages of a claim. */
    Uni<Void> record(CompanyScope scope, Claim claim, List<Attempt> attempts) {
        Instant now = clock.instant();
        Page page = page(attempts, now);
        return write(scope, claim.lease(), page, now)
                .onFailure()
                .recoverWithUni(failure -> rescue(scope, claim, page, now, failure));
    }

    /** Decides what becomes of each message. */
    private Page page(List<Attempt> attempts, Instant now) {
        Page page = new Page(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Attempt attempt : attempts) {
            DueMessage message = attempt.message();
            Attempt.Fate fate = attempt.fate();
            if (fate instanceof Tried tried) {
                enter(page, message, tried.outcome(), now);
            } else if (fate instanceof Unwanted) {
                page.done().add(new Done(message, SettledMessage.Outcome.DROPPED, "no longer wanted"));
            } else if (fate instanceof Untried) {
                page.untouched().add(message.key().id());
            } else if (fate instanceof Known known) {
                page.done().add(known.done());
            }
        }
        return page;
    }

    private void enter(Page page, DueMessage message, DeliveryOutcome outcome, Instant now) {
        if (outcome instanceof DeliveryOutcome.Delivered) {
            page.done().add(new Done(message, SettledMessage.Outcome.DELIVERED, ""));
        } else if (outcome instanceof DeliveryOutcome.Refused refused) {
            page.done().add(new Done(message, SettledMessage.Outcome.REFUSED, refused.reason()));
            refused.suppression().ifPresent(reason -> page.unreachable().add(new Unreachable(message.key(), reason)));
        } else if (outcome instanceof DeliveryOutcome.Deferred deferred) {
            double chance = ThreadLocalRandom.current().nextDouble();
            retries.next(message.attempt(), message.firstTriedAt(), now, deferred.retryAfter(), chance)
                    .ifPresentOrElse(
                            next -> page.again().add(new Retry(message.key().id(), next)),
                            () -> page.done()
                                    .add(new Done(
                                            message,
                                            SettledMessage.Outcome.REFUSED,
                                            "given up after " + message.attempt() + " attempts: "
                                                    + deferred.reason())));
        }
    }

    private Uni<Void> write(CompanyScope scope, UUID lease, Page page, Instant now) {
        return pool.withTransaction(transaction -> putBack(transaction, scope, lease, page)
                        .chain(() -> settle(transaction, scope, lease, page.done(), now)))
                .invoke(this::count)
                .chain(() -> suppress(scope, page.unreachable()));
    }

    /** After it is recorded why the message failed, and each in a transaction of its own, which locks one recipient. */
    private Uni<Void> suppress(CompanyScope scope, List<Unreachable> unreachable) {
        return Multi.createFrom()
                .iterable(unreachable)
                .onItem()
                .transformToUniAndConcatenate(one -> addressees
                        .suppress(scope, one.message().kind(), one.message().subjectId(), one.reason())
                        .onFailure()
                        .retry()
                        .withBackOff(FIRST_WAIT_FOR_DATABASE, LONGEST_WAIT_FOR_DATABASE)
                        .atMost(SUPPRESSION_RETRIES)
                        .onFailure()
                        .recoverWithItem(failure -> {
                            LOG.errorf(
                                    failure,
                                    "Who %s went to could not be suppressed",
                                    one.message().idempotencyKey());
                            return false;
                        }))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> putBack(SqlConnection transaction, CompanyScope scope, UUID lease, Page page) {
        Uni<Void> nothing = Uni.createFrom().voidItem();
        return (page.again().isEmpty() ? nothing : outbox.postpone(transaction, scope, lease, page.again()))
                .chain(() -> page.untouched().isEmpty()
                        ? nothing
                        : outbox.release(transaction, scope, lease, page.untouched()));
    }

    /** Removes, logs and tells, for those messages whose lease still was ours; answers with them. */
    private Uni<List<Done>> settle(
            SqlConnection transaction, CompanyScope scope, UUID lease, List<Done> done, Instant at) {
        if (done.isEmpty()) {
            return Uni.createFrom().item(done);
        }
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
                .call(kind -> Kinds.part(listeners, kind.getKey()).settled(transaction, scope, kind.getValue()))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /**
     * Something could not be written: the database is away, or a listener failed. Keeps the outcomes with the messages as
     * soon as the database can, and then writes again, at last one by one, so that one message holds up no other.
     */
    private Uni<Void> rescue(CompanyScope scope, Claim claim, Page page, Instant now, Throwable failure) {
        Outage.log(
                LOG,
                "Outcomes of messages of company " + scope.company() + " could not be recorded; it is tried again",
                failure);
        long patience = Math.max(1, (claim.takenAt() + lease.toNanos() - System.nanoTime()) / 1_000_000);
        return Uni.createFrom()
                .deferred(() -> pool.withTransaction(transaction -> putBack(transaction, scope, claim.lease(), page)
                        .chain(() -> outbox.note(transaction, scope, claim.lease(), page.done()))))
                .onFailure()
                .retry()
                .withBackOff(FIRST_WAIT_FOR_DATABASE, LONGEST_WAIT_FOR_DATABASE)
                .expireIn(patience)
                .chain(() -> write(scope, claim.lease(), page.onlyDone(page.done()), now))
                .onFailure()
                .recoverWithUni(again -> oneByOne(scope, claim.lease(), page, now));
    }

    private Uni<Void> oneByOne(CompanyScope scope, UUID lease, Page page, Instant now) {
        return Multi.createFrom()
                .iterable(page.done())
                .onItem()
                .transformToUniAndConcatenate(one -> write(scope, lease, page.onlyDone(List.of(one)), now)
                        .onFailure()
                        .recoverWithUni(failure -> tellLater(scope, lease, one, now, failure)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> tellLater(CompanyScope scope, UUID lease, Done one, Instant now, Throwable failure) {
        LOG.errorf(
                failure,
                "What became of %s could not be recorded; it is tried again, and not sent again",
                one.message().key().idempotencyKey());
        Retry later = new Retry(one.message().key().id(), now.plus(retries.first()));
        return pool.withTransaction(transaction -> outbox.postpone(transaction, scope, lease, List.of(later)));
    }

    private void count(List<Done> settled) {
        for (Done done : settled) {
            Channel channel = done.message().channel();
            switch (done.outcome()) {
                case DELIVERED -> Objects.requireNonNull(sent.get(channel)).increment();
                case REFUSED -> Objects.requireNonNull(failed.get(channel)).increment();
                case DROPPED -> {}
            }
        }
    }

    private static Map<Channel, Counter> counters(MeterRegistry metrics, String name) {
        return Arrays.stream(Channel.values())
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(), channel -> metrics.counter(name, "channel", Senders.word(channel))));
    }
}
