package org.earshot.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When a deferred message is tried again: after growing waits, a bounded number of times. */
record RetryPolicy(Duration first, double factor, Duration ceiling, int maxAttempts) {

    /** The next attempt's time, or nothing when the message is to be given up. */
    Optional<Instant> next(int failedAttempts, Instant now) {
        if (failedAttempts >= maxAttempts) {
            return Optional.empty();
        }
        double millis = first.toMillis() * Math.pow(factor, failedAttempts - 1.0);
        return Optional.of(now.plusMillis((long) Math.min(millis, (double) ceiling.toMillis())));
    }
}
