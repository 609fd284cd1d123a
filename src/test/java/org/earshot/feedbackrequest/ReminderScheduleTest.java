package org.earshot.feedbackrequest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("W67")
class ReminderScheduleTest {

    private static final Instant CREATED = Instant.parse("2026-01-31T09:30:00Z");

    private static Optional<Duration> next(List<Integer> days, Duration sent, Duration now) {
        return new ReminderSchedule(days)
                .next(CREATED, CREATED.plus(sent), CREATED.plus(now))
                .map(due -> Duration.between(CREATED, due));
    }

    private static Optional<Duration> days(int days) {
        return Optional.of(Duration.ofDays(days));
    }

    @Test
    void theDaysCountFromTheSending() {
        assertEquals(days(3), next(List.of(3, 7), Duration.ZERO, Duration.ZERO));
        assertEquals(days(8), next(List.of(3, 7), Duration.ofDays(5), Duration.ofDays(5)));
    }

    @Test
    void oneFollowsTheOther() {
        Duration shortlyAfter = Duration.ofDays(3).plusMinutes(1);
        assertEquals(days(7), next(List.of(3, 7), Duration.ZERO, shortlyAfter));
        assertEquals(days(4), next(List.of(3, 4), Duration.ZERO, shortlyAfter));
        assertEquals(days(7), next(List.of(7, 3), Duration.ZERO, shortlyAfter));
        assertEquals(
                Optional.empty(),
                next(List.of(3, 7), Duration.ZERO, Duration.ofDays(7).plusMinutes(1)));
    }

    @Test
    void whatWasMissedIsNotMadeUpFor() {
        assertEquals(Optional.empty(), next(List.of(3, 7), Duration.ZERO, Duration.ofDays(8)));
        assertEquals(days(14), next(List.of(3, 7, 14), Duration.ZERO, Duration.ofDays(8)));
    }

    @Test
    void aLateOneIsNotFollowedByTheNextAtItsHeels() {
        Duration late = Duration.ofDays(7).minusHours(12);
        assertEquals(days(7), next(List.of(3, 7, 14), Duration.ZERO, late));
        assertEquals(days(14), next(List.of(3, 7, 14), Duration.ZERO, late.plusNanos(1)));
    }

    @Test
    void noneIsDueOnTheTwentyEighthDayOrAfter() {
        assertEquals(days(27), next(List.of(27), Duration.ZERO, Duration.ZERO));
        assertEquals(Optional.empty(), next(List.of(28), Duration.ZERO, Duration.ZERO));
        assertEquals(Optional.empty(), next(List.of(7), Duration.ofDays(21), Duration.ofDays(21)));
        assertEquals(
                Optional.of(Duration.ofDays(28).minusSeconds(1)),
                next(List.of(7), Duration.ofDays(21).minusSeconds(1), Duration.ofDays(21)));
    }

    @Test
    void noDaysAreNoReminders() {
        assertEquals(Optional.empty(), next(List.of(), Duration.ZERO, Duration.ZERO));
        assertEquals(Optional.empty(), next(List.of(0), Duration.ZERO, Duration.ZERO));
    }
}
