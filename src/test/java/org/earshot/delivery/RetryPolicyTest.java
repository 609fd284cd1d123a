package org.earshot.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {

    private static final Instant NOW = Instant.parse("2026-01-31T09:30:00Z");
    private static final double MIDDLE = 0.5;

    private final RetryPolicy policy =
            new RetryPolicy(Duration.ofMinutes(1), 2, Duration.ofMinutes(5), 0.2, Duration.ofHours(1));

    @Test
    void waitsGrowUpToTheCeiling() {
        assertEquals(
                IntStream.of(1, 2, 4, 5, 5)
                        .mapToObj(minutes -> Optional.of(NOW.plus(Duration.ofMinutes(minutes))))
                        .toList(),
                IntStream.rangeClosed(1, 5)
                        .mapToObj(failed -> policy.next(failed, NOW, NOW, Optional.empty(), MIDDLE))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({"0, 48", "0.5, 60", "1, 72"})
    void whatFailedTogetherComesBackSpread(double chance, int seconds) {
        assertEquals(Optional.of(NOW.plusSeconds(seconds)), policy.next(1, NOW, NOW, Optional.empty(), chance));
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 60", "PT59S, 60", "PT61S, 61", "PT59M, 3540"})
    void nobodyIsAskedAgainSoonerThanTheyWish(Duration wish, int seconds) {
        assertEquals(Optional.of(NOW.plusSeconds(seconds)), policy.next(1, NOW, NOW, Optional.of(wish), MIDDLE));
    }

    @Test
    void nothingIsTriedBeyondTheHorizon() {
        Instant early = NOW.minus(Duration.ofMinutes(59));
        assertEquals(
                Optional.of(NOW.plus(Duration.ofMinutes(1))), policy.next(1, early, NOW, Optional.empty(), MIDDLE));
        assertEquals(Optional.empty(), policy.next(1, early.minusMillis(1), NOW, Optional.empty(), MIDDLE));
        assertEquals(Optional.empty(), policy.next(1, NOW, NOW, Optional.of(Duration.ofHours(2)), MIDDLE));
    }

    @Test
    void evenALongRowOfAttemptsEndsAtTheCeiling() {
        RetryPolicy patient = new RetryPolicy(Duration.ofMinutes(1), 10, Duration.ofHours(4), 0, Duration.ofDays(9));
        assertEquals(
                Optional.of(NOW.plus(Duration.ofHours(4))),
                patient.next(Short.MAX_VALUE, NOW, NOW, Optional.empty(), MIDDLE));
    }
}
