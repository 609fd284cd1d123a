package org.earshot.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a deferred message is tried again: after growing waits, spread so that what failed together does not come back
 * together, and not for ever.
 *
 * @param jitter how much a wait may be shorter or longer, as a fraction of it
 * @param horizon after the first attempt, beyond which the message is given up
 */
record RetryPolicy(Duration first, double factor, Duration ceiling, double jitter, Duration horizon) {

    /**
     * The next attempt's time, or nothing when the message is to be given up.
     *
     * @param retryAfter how long the provider asks to be left alone
     * @param chance from 0 to 1, decides within the jitter
     */
    Optional<Instant> next(
            int failedAttempts, Instant firstTried, Instant now, Optional<Duration> retryAfter, double chance) {
        double millis =
                Math.min(first.toMillis() * Math.pow(factor, failedAttempts - 1.0), (double) ceiling.toMillis());
        Instant next = now.plusMillis((long) (millis * (1 + jitter * (2 * chance - 1))));
        Instant allowed = retryAfter.map(now::plus).filter(next::isBefore).orElse(next);
        return allowed.isAfter(firstTried.plus(horizon)) ? Optional.empty() : Optional.of(allowed);
    }
}
