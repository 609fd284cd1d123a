package org.earshot.feedbackrequest;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.earshot.kernel.Ids;

/**
 * A place in a walk through requests from the newest to the oldest: right after this one.
 *
 * @param created to the microsecond, as the walk is ordered
 */
record RequestMark(Instant created, long id) {

    private static final Pattern MARK = Pattern.compile("(\\d{1,18})\\.(\\d{1,19})");

    /** Before every request that was made until then. */
    static RequestMark start(Instant until) {
        return new RequestMark(until, Long.MAX_VALUE);
    }

    /** Reads what {@link #toString} wrote. */
    static Optional<RequestMark> parse(String text) {
        Matcher parts = MARK.matcher(text);
        OptionalLong id = parts.matches() ? Ids.parse(parts.group(2)) : OptionalLong.empty();
        return id.isPresent()
                ? Optional.of(new RequestMark(
                        Instant.EPOCH.plus(Long.parseLong(parts.group(1)), ChronoUnit.MICROS), id.getAsLong()))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, created) + "." + id;
    }
}
