package org.earshot.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class AdjustableClockTest {

    private static final Duration MONTH = Duration.ofDays(28);

    private final AdjustableClock clock = new AdjustableClock();

    @Test
    void itShowsTheSystemsTimeUntilItIsMoved() {
        assertEquals(Duration.ZERO, clock.offset());
        assertAhead(clock, Duration.ZERO);
    }

    @Test
    void itRunsAheadAsFarAsItIsTold() {
        clock.runAheadBy(MONTH);
        assertEquals(MONTH, clock.offset());
        assertAhead(clock, MONTH);
        clock.runAheadBy(MONTH.negated());
        assertAhead(clock, MONTH.negated());
    }

    @Test
    void itShowsNothingFinerThanPostgresqlKeeps() {
        Instant shown = clock.instant();
        assertEquals(shown.truncatedTo(ChronoUnit.MICROS), shown);
    }

    @Test
    void itIsAClockInUtcAndInOtherZones() {
        clock.runAheadBy(MONTH);
        ZoneId london = ZoneId.of("Europe/London");
        assertEquals(ZoneOffset.UTC, clock.getZone());
        assertEquals(london, clock.withZone(london).getZone());
        assertAhead(clock.withZone(london), MONTH);
    }

    private static void assertAhead(Clock moved, Duration expected) {
        Instant before = Clock.systemUTC().instant().minusMillis(1);
        Instant shown = moved.instant().minus(expected);
        assertFalse(shown.isBefore(before));
        assertTrue(shown.isBefore(before.plusSeconds(5)));
    }
}
