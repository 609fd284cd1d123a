package org.earshot.kernel;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * Business time in UTC: the system's time plus an offset that only the sandbox moves, in whole microseconds, which is
 * what PostgreSQL keeps. Leases, token expiry and time-outs do not follow it.
 */
@Singleton
public class AdjustableClock extends Clock {

    private final Clock base = Clock.systemUTC();
    private volatile Duration offset = Duration.ZERO;

    @Override
    public Instant instant() {
        return base.instant().plus(offset).truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.offset(base.withZone(zone), offset);
    }

    /** How far business time runs ahead of the system's; zero outside the sandbox. */
    public Duration offset() {
        return offset;
    }

    /** Sets how far business time runs ahead; the sandbox is the one caller. */
    public void runAheadBy(Duration newOffset) {
        offset = newOffset;
    }
}
