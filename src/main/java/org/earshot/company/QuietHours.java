package org.earshot.company;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

/**
 * The part of each day in which nobody wants to be woken (W86), by the clock on the wall: from one time, which is in it,
 * to another, which is not, over midnight if that is the earlier one. Equal times are no part at all.
 */
@RegisterForReflection
public record QuietHours(LocalTime from, LocalTime to) {

    /** The quiet hours of a company that has not chosen its own. */
    public static final QuietHours DEFAULT = new QuietHours(LocalTime.of(21, 0), LocalTime.of(8, 0));

    /** No quiet hours. */
    public static final QuietHours NONE = new QuietHours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

    /**
     * When the quiet hours end in which a moment lies; empty if it lies in none. Where clocks are put back over one of
     * the two times, so that they show it twice, quiet begins at the first and ends at the second. Where they are put
     * forward over it, so that they never show it, it is reached in that instant.
     */
    public Optional<Instant> endAfter(Instant now, ZoneId zone) {
        if (from.equals(to)) {
            return Optional.empty();
        }
        Instant end = now;
        LocalDate today = now.atZone(zone).toLocalDate();
        // yesterday's may last until today; and if clocks jump over a whole day, one night's are followed by the next's
        for (int day = -1; day <= 1; day++) {
            LocalDate began = today.plusDays(day);
            LocalDate ends = from.isBefore(to) ? began : began.plusDays(1);
            if (!firstly(began.atTime(from), zone).isAfter(end)
                    && lastly(ends.atTime(to), zone).isAfter(end)) {
                end = lastly(ends.atTime(to), zone);
            }
        }
        return end.equals(now) ? Optional.empty() : Optional.of(end);
    }

    private static Instant firstly(LocalDateTime wall, ZoneId zone) {
        ZoneOffsetTransition change = zone.getRules().getTransition(wall);
        if (change == null) {
            return wall.atZone(zone).toInstant();
        }
        return change.isGap() ? change.getInstant() : wall.toInstant(change.getOffsetBefore());
    }

    private static Instant lastly(LocalDateTime wall, ZoneId zone) {
        ZoneOffsetTransition change = zone.getRules().getTransition(wall);
        if (change == null) {
            return wall.atZone(zone).toInstant();
        }
        return change.isGap() ? change.getInstant() : wall.toInstant(change.getOffsetAfter());
    }
}
