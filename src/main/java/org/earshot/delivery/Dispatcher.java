package org.earshot.delivery;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.earshot.access.CompanyScope;
import org.earshot.access.TrustedScopes;
import org.earshot.company.CompanyDirectory;
import org.earshot.delivery.Attempt.Untried;
import org.earshot.delivery.OutboxRepository.Claim;
import org.earshot.kernel.DueWork;
import org.earshot.kernel.Outage;
import org.jboss.logging.Logger;

/**
 * Empties the outbox: claims what is due in a short transaction, sends without one, and records the outcomes in a
 * third. A crash in between leaves the message to whoever claims it after the lease, under the same idempotency key.
 */
@Startup
@Singleton
class Dispatcher implements DueWork {

    private static final Logger LOG = Logger.getLogger(Dispatcher.class);

    /** Claims that are worked on at once: while one is claimed or recorded, others are sent. */
    private static final int LANES = 8;

    /** How long an outcome waits for others to be recorded with. */
    private static final Duration GATHERING = Duration.ofMillis(100);

    /** A step through the queue: a claim if there was something, or the end. */
    private record Step(Optional<Work> work, boolean last) {

        private static final Step END = new Step(Optional.empty(), true);
        private static final Step NOTHING = new Step(Optional.empty(), false);

        static Step of(Work work) {
            return new Step(Optional.of(work), false);
        }
    }

    private record Work(CompanyScope scope, Turn turn, Claim claim) {}

    private final OutboxRepository outbox;
    private final QuietTime quietTime;
    private final CompanyDirectory companies;
    private final Map<String, MessageComposer> composers;
    private final DeliveryConfig config;
    private final Courier courier;
    private final DeliveryLedger ledger;
    private final Circuits circuits;
    private final Clock clock;
    private volatile Uni<Integer> running = Uni.createFrom().item(0);
    private volatile boolean stopping;

    Dispatcher(
            OutboxRepository outbox,
            CompanyDirectory companies,
            Senders senders,
            @All List<MessageComposer> composers,
            @All List<DeliveryListener> listeners,
            SuppressAddressee addressees,
            DeliveryConfig config,
            Pool pool,
            Clock clock,
            MeterRegistry metrics) {
        this.outbox = outbox;
        this.quietTime = new QuietTime(outbox);
        this.companies = companies;
        this.composers = Kinds.onePerKind(composers, MessageComposer::kind);
        Map<String, DeliveryListener> told = Kinds.onePerKind(listeners, DeliveryListener::kind);
        if (!this.composers.keySet().equals(told.keySet())) {
            throw new IllegalStateException("Each kind of message needs a composer and a listener: "
                    + this.composers.keySet() + " against " + told.keySet());
        }
        this.config = config;
        this.circuits = new Circuits(clock);
        this.courier = new Courier(this.composers, senders, circuits, config, LANES, () -> stopping);
        this.ledger = new DeliveryLedger(outbox, told, addressees, config, pool, clock, metrics);
        this.clock = clock;
        Gauge.builder("earshot.circuits.open", circuits::open)
                .description("Companies' channels on which deliveries pause")
                .register(metrics);
    }

    /** Works until nobody has anything due; one run at a time follows another. */
    @Override
    public Uni<Integer> runDue() {
        Uni<Integer> run = drain().memoize().indefinitely();
        running = run;
        return run;
    }

    /** Claims nothing more and gives back what is not under way; done when the rest is recorded. */
    Uni<Void> stop() {
        stopping = true;
        return running.replaceWithVoid();
    }

    private Uni<Integer> drain() {
        Turns turns = new Turns();
        return Multi.createBy()
                .repeating()
                .uni(() -> step(turns))
                .until(Step::last)
                .filter(step -> step.work().isPresent())
                .onItem()
                .transformToUni(step -> deliver(turns, step.work().orElseThrow()))
                .merge(LANES)
                .collect()
                .with(Collectors.summingInt(Integer::intValue));
    }

    private Uni<Step> step(Turns turns) {
        if (stopping) {
            return Uni.createFrom().item(Step.END);
        }
        Optional<Turn> next = turns.next();
        if (next.isPresent()) {
            return claim(turns, next.get());
        }
        return turns.worthALook() ? look(turns) : Uni.createFrom().item(Step.END);
    }

    private Uni<Step> look(Turns turns) {
        return outbox.turnsWithDueMessages(clock.instant(), composers.keySet())
                .invoke(turns::found)
                .map(due -> Step.NOTHING)
                .onFailure()
                .recoverWithItem(failure -> {
                    Outage.log(LOG, "Nobody can be asked what is due; it is tried again at the next tick", failure);
                    return Step.END;
                });
    }

    private Uni<Step> claim(Turns turns, Turn turn) {
        int limit = circuits.allowance(turn, config.batch());
        if (limit == 0) {
            return Uni.createFrom().item(Step.NOTHING);
        }
        CompanyScope scope = TrustedScopes.scheduler(turn.company());
        return companies
                .settings(scope)
                .map(Optional::orElseThrow)
                .flatMap(revision -> quietTime
                        .isOpen(scope, turn.channel(), revision.settings(), clock.instant())
                        .flatMap(open -> open
                                ? claim(scope, turn, limit, revision)
                                : Uni.createFrom().item(Claim.NONE)))
                .map(claim -> {
                    if (claim.messages().isEmpty()) {
                        return Step.NOTHING;
                    }
                    turns.served(turn);
                    if (claim.messages().size() == limit) {
                        turns.hasMore(turn);
                    }
                    return Step.of(new Work(scope, turn, claim));
                })
                .onFailure()
                .recoverWithItem(failure -> {
                    Outage.log(LOG, "Nothing of company " + turn.company() + " could be claimed", failure);
                    return Step.NOTHING;
                });
    }

    private Uni<Claim> claim(CompanyScope scope, Turn turn, int limit, CompanyDirectory.Revision revision) {
        return outbox.claim(
                scope, turn.channel(), composers.keySet(), clock.instant(), limit, config.lease(), revision.number());
    }

    /** Records outcomes as they come, many at once: a crash repeats no more than what is under way or just arrived. */
    private Uni<Integer> deliver(Turns turns, Work work) {
        Claim claim = work.claim();
        return courier.deliver(work.scope(), claim)
                .invoke(attempt -> {
                    if (attempt.fate() instanceof Untried) {
                        turns.leaveOut(work.turn());
                    }
                })
                .group()
                .intoLists()
                .of(config.batch(), GATHERING)
                .onOverflow()
                .buffer(claim.messages().size())
                .onItem()
                .transformToUniAndConcatenate(attempts -> ledger.record(work.scope(), claim, attempts))
                .collect()
                .last()
                .replaceWith(claim.messages().size())
                .onFailure()
                .recoverWithItem(failure -> {
                    Outage.log(
                            LOG,
                            "A batch of company " + work.turn().company()
                                    + " failed; its messages are taken again after the lease",
                            failure);
                    return 0;
                });
    }
}
