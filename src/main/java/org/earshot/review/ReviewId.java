package org.earshot.review;

import java.util.Optional;
import org.earshot.kernel.Ids;

/**
 * What a review is called: a number, with a {@code T} before it when the review comes from elsewhere. {@code T12} and
 * {@code 12} never name the same review (W48).
 */
record ReviewId(boolean thirdParty, long number) {

    private static final String PREFIX = "T";

    /** Reads a name as it stands in a path; empty if it cannot be one. */
    static Optional<ReviewId> parse(String text) {
        boolean thirdParty = text.startsWith(PREFIX);
        var number = Ids.parse(thirdParty ? text.substring(PREFIX.length()) : text);
        return number.isPresent() ? Optional.of(new ReviewId(thirdParty, number.getAsLong())) : Optional.empty();
    }

    @Override
    public String toString() {
        return (thirdParty ? PREFIX : "") + number;
    }
}
