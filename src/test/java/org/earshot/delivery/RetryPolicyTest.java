package org.earshot.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

    private static final Instant NOW = Instant.parse("2026-01-31T09:30:00Z");

    private final RetryPolicy policy = new RetryPolicy(Duration.ofMinutes(1), 2, Duration.ofMinutes(5), 6);

    @Test
    void waitsGrowUpToTheCeiling() {
        assertEquals(
                IntStream.of(1, 2, 4, 5, 5)
                        .mapToObj(minutes -> Optional.of(NOW.plus(Duration.ofMinutes(minutes))))
                        .toList(),
                IntStream.rangeClosed(1, 5)
                        .mapToObj(failed -> policy.next(failed, NOW))
                        .toList());
    }

    @Test
    void theLastAttemptIsFollowedByNoOther() {
        assertEquals(Optional.empty(), policy.next(6, NOW));
        assertEquals(Optional.empty(), policy.next(7, NOW));
    }

    @Test
    void evenALongRowOfAttemptsEndsAtTheCeiling() {
        RetryPolicy patient = new RetryPolicy(Duration.ofMinutes(1), 10, Duration.ofHours(4), Short.MAX_VALUE);
        assertEquals(Optional.of(NOW.plus(Duration.ofHours(4))), patient.next(Short.MAX_VALUE - 1, NOW));
    }
}
