package org.earshot.access;

import java.time.Duration;
import java.time.Instant;

/** For how long permits are good: windows follow one another without a gap, and are the same on each replica. */
enum RatePeriod {
    MINUTE(Duration.ofMinutes(1)),
    DAY(Duration.ofDays(1));

    private final long seconds;

    RatePeriod(Duration length) {
        this.seconds = length.toSeconds();
    }

    /** When the window ends that a moment lies in; the end belongs to the next one. */
    Instant end(Instant moment) {
        return Instant.ofEpochSecond((Math.floorDiv(moment.getEpochSecond(), seconds) + 1) * seconds);
    }
}
