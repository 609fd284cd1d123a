package org.earshot.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Holds back a company's messages on a channel on which nothing leaves: after some failures in a row nothing is claimed
 * for a while, and then one message at a time until one is through. So a provider that hangs, or refuses what one company
 * sends, costs the others nothing, and its messages no attempts. Each replica learns by itself.
 */
final class Circuits {

    static final int FAILURES_THAT_OPEN = 20;
    static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private static final Logger LOG = Logger.getLogger(Circuits.class);

    /** A turn on which something failed last. */
    private record Circuit(
            int failures, Duration pause, @Nullable Instant openUntil) {

        private static final Circuit CLOSED = new Circuit(0, Duration.ZERO, null);

        /** The sandbox may set its clock back: no pause is longer than the longest. */
        boolean isOpen(Instant now) {
            return openUntil != null && now.isBefore(openUntil) && !openUntil.isAfter(now.plus(LONGEST_PAUSE));
        }

        Circuit afterFailure(Instant now) {
            if (openUntil == null && failures + 1 < FAILURES_THAT_OPEN) {
                return new Circuit(failures + 1, pause, null);
            }
            if (isOpen(now)) {
                return this; // the failure of a message that was under way already
            }
            Duration next = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
            Duration bounded = next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next;
            return new Circuit(failures, bounded, now.plus(bounded));
        }
    }

    private final Clock clock;
    private final Map<Turn, Circuit> troubled = new ConcurrentHashMap<>();

    Circuits(Clock clock) {
        this.clock = clock;
    }

    /** How many messages may be claimed, if otherwise it were so many. */
    int allowance(Turn turn, int batch) {
        @Nullable Circuit circuit = troubled.get(turn);
        if (circuit == null || circuit.openUntil() == null) {
            return batch;
        }
        return circuit.isOpen(clock.instant()) ? 0 : 1;
    }

    /** Whether nothing may be sent at the moment. */
    boolean isOpen(Turn turn) {
        @Nullable Circuit circuit = troubled.get(turn);
        return circuit != null && circuit.isOpen(clock.instant());
    }

    /** How many are open, or wait for the one message that gets through. */
    int open() {
        return (int) troubled.values().stream()
                .filter(circuit -> circuit.openUntil() != null)
                .count();
    }

    /** Takes note of what a provider said. A refusal is about one message: the way itself is fine. */
    void heard(Turn turn, DeliveryOutcome outcome) {
        if (!(outcome instanceof DeliveryOutcome.Deferred deferred)) {
            troubled.remove(turn);
            return;
        }
        boolean before = isOpen(turn);
        Circuit after = troubled.merge(
                turn,
                Circuit.CLOSED.afterFailure(clock.instant()),
                (known, first) -> known.afterFailure(clock.instant()));
        if (!before && isOpen(turn)) {
            LOG.warnf(
                    "Deliveries of company %s by %s pause for %s, since nothing has left for a while: %s",
                    turn.company(), Senders.word(turn.channel()), after.pause(), deferred.reason());
        }
    }
}
