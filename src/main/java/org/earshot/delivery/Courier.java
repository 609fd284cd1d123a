package org.earshot.delivery;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.earshot.access.CompanyScope;
import org.earshot.delivery.Attempt.Known;
import org.earshot.delivery.Attempt.Tried;
import org.earshot.delivery.Attempt.Untried;
import org.earshot.delivery.Attempt.Unwanted;
import org.earshot.delivery.OutboxRepository.Claim;
import org.earshot.delivery.OutboxRepository.Claimed;
import org.jboss.logging.Logger;

/** Has the messages of a claim composed and hands them to their senders, without a transaction. */
final class Courier {

    private static final Logger LOG = Logger.getLogger(Courier.class);

    private final Map<String, MessageComposer> composers;
    private final Senders senders;
    private final Circuits circuits;
    private final BooleanSupplier stopping;
    private final Duration sendTimeout;
    private final Duration lastStart;
    private final int underWay;

    /**
     * Works for one of so many lanes, which share the bound on what is under way.
     *
     * @param stopping whether nothing new is to be sent, because the service stops
     */
    Courier(
            Map<String, MessageComposer> composers,
            Senders senders,
            Circuits circuits,
            DeliveryConfig config,
            int lanes,
            BooleanSupplier stopping) {
        this.composers = composers;
        this.senders = senders;
        this.circuits = circuits;
        this.stopping = stopping;
        sendTimeout = config.sendTimeout();
        lastStart = config.lease().minus(config.sendTimeout());
        underWay = Math.max(1, config.concurrency() / lanes);
    }

    /** What becomes of each message of the claim, as it becomes known. */
    Multi<Attempt> deliver(CompanyScope scope, Claim claim) {
        List<Attempt> known = new ArrayList<>();
        List<DueMessage> due = new ArrayList<>();
        for (Claimed claimed : claim.messages()) {
            claimed.known()
                    .ifPresentOrElse(
                            done -> known.add(new Attempt(claimed.message(), new Known(done))),
                            () -> due.add(claimed.message()));
        }
        Map<String, List<DueMessage>> byKind = due.stream()
                .collect(Collectors.groupingBy(message -> message.key().kind()));
        Multi<Attempt> attempts = Multi.createFrom()
                .iterable(byKind.entrySet())
                .onItem()
                .transformToMultiAndConcatenate(
                        kind -> attemptKind(scope, claim, Kinds.part(composers, kind.getKey()), kind.getValue()));
        return Multi.createBy().concatenating().streams(Multi.createFrom().iterable(known), attempts);
    }

    private Multi<Attempt> attemptKind(
            CompanyScope scope, Claim claim, MessageComposer composer, List<DueMessage> due) {
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
                .transformToMulti(composed -> composed.map(messages -> attemptAll(claim, due, messages))
                        .orElseGet(() -> attemptOneByOne(scope, claim, composer, due)));
    }

    /** One message that cannot be composed holds up no other. */
    private Multi<Attempt> attemptOneByOne(
            CompanyScope scope, Claim claim, MessageComposer composer, List<DueMessage> due) {
        if (due.size() == 1) {
            return Multi.createFrom()
                    .item(new Attempt(
                            due.get(0), new Tried(new DeliveryOutcome.Deferred("the message could not be composed"))));
        }
        return Multi.createFrom()
                .iterable(due)
                .onItem()
                .transformToMultiAndConcatenate(message -> attemptKind(scope, claim, composer, List.of(message)));
    }

    private Multi<Attempt> attemptAll(Claim claim, List<DueMessage> due, List<OutgoingMessage> composed) {
        Map<Long, OutgoingMessage> byId = composed.stream()
                .collect(Collectors.toMap(message -> message.key().id(), Function.identity()));
        return Multi.createFrom()
                .iterable(due)
                .onItem()
                .transformToUni(message -> Optional.ofNullable(
                                byId.get(message.key().id()))
                        .map(wanted -> attempt(claim, message, wanted))
                        .orElseGet(() -> Uni.createFrom().item(new Attempt(message, new Unwanted()))))
                .merge(underWay);
    }

    private Uni<Attempt> attempt(Claim claim, DueMessage message, OutgoingMessage composed) {
        Turn turn = new Turn(message.key().company(), message.channel());
        return Uni.createFrom().deferred(() -> {
            if (stopping.getAsBoolean() || circuits.isOpen(turn) || !leaseOutlastsASending(claim)) {
                return Uni.createFrom().item(new Attempt(message, new Untried()));
            }
            return send(composed)
                    .invoke(outcome -> circuits.heard(turn, outcome))
                    .map(outcome -> new Attempt(message, new Tried(outcome)));
        });
    }

    /** A process that was frozen must not send what another replica has taken over meanwhile. */
    private boolean leaseOutlastsASending(Claim claim) {
        return System.nanoTime() - claim.takenAt() < lastStart.toNanos();
    }

    private Uni<DeliveryOutcome> send(OutgoingMessage message) {
        return Uni.createFrom()
                .deferred(() -> senders.of(message).send(message))
                .ifNoItem()
                .after(sendTimeout)
                .recoverWithItem(() -> new DeliveryOutcome.Deferred("the provider did not answer in time"))
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.warnf(failure, "Sending %s failed", message.key().idempotencyKey());
                    return new DeliveryOutcome.Deferred("the provider could not be reached");
                });
    }
}
