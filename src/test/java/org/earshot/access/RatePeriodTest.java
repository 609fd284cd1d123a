package org.earshot.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("W77")
class RatePeriodTest {

    @Test
    void aMinuteEndsWithTheMinute() {
        assertEnds("2026-01-31T09:31:00Z", RatePeriod.MINUTE, "2026-01-31T09:30:00Z");
        assertEnds("2026-01-31T09:31:00Z", RatePeriod.MINUTE, "2026-01-31T09:30:59.999999999Z");
        assertEnds("2026-01-31T09:32:00Z", RatePeriod.MINUTE, "2026-01-31T09:31:00Z");
    }

    @Test
    void aDayEndsAtMidnightOfUtc() {
        assertEnds("2026-02-01T00:00:00Z", RatePeriod.DAY, "2026-01-31T00:00:00Z");
        assertEnds("2026-02-01T00:00:00Z", RatePeriod.DAY, "2026-01-31T23:59:59.999Z");
    }

    private static void assertEnds(String expected, RatePeriod period, String moment) {
        assertEquals(Instant.parse(expected), period.end(Instant.parse(moment)));
    }
}
