package org.earshot.review;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a list of reviews: right after this one. It stays where it is, whatever is published above it or leaves the
 * list meanwhile.
 *
 * @param submitted to the microsecond, as the list is ordered
 */
record ReviewMark(Instant submitted, ReviewId id) {

    private static final Pattern MARK = Pattern.compile("(\\d{1,18})\\.(T?\\d{1,19})");

    static ReviewMark of(Review review) {
        return new ReviewMark(review.submittedAt, review.reviewId());
    }

    /** Reads what {@link #toString} wrote. */
    static Optional<ReviewMark> parse(String text) {
        Matcher parts = MARK.matcher(text);
        return parts.matches()
                ? ReviewId.parse(parts.group(2))
                        .map(id -> new ReviewMark(
                                Instant.EPOCH.plus(Long.parseLong(parts.group(1)), ChronoUnit.MICROS), id))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, submitted) + "." + id;
    }
}
