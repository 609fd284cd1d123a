package org.earshot.kernel;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How the Activity Feedback API names things (A4): 24 lower-case hexadecimal digits. The first 8 are the second of
 * creation, the others the thing's number.
 *
 * @param second of the Unix epoch, of 32 bits
 * @param number positive
 */
public record ObjectId(long second, long number) {

    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{24}");
    private static final int SECOND_DIGITS = 8;
    private static final long SECOND_BITS = 0xffff_ffffL;

    /** The name of something that was created then. */
    public static ObjectId of(Instant createdAt, long number) {
        return new ObjectId(createdAt.getEpochSecond() & SECOND_BITS, number);
    }

    /** Reads a name; empty if the text is none (A5). */
    public static Optional<ObjectId> parse(String text) {
        if (!DIGITS.matcher(text).matches()) {
            return Optional.empty();
        }
        return Optional.of(new ObjectId(
                HexFormat.fromHexDigitsToLong(text, 0, SECOND_DIGITS),
                HexFormat.fromHexDigitsToLong(text, SECOND_DIGITS, text.length())));
    }

    /** When the thing was created, to the second. */
    public Instant createdAt() {
        return Instant.ofEpochSecond(second);
    }

    /** Whether what was found by the number is what is named: a name that somebody made up fits nothing. */
    public boolean fits(Instant createdAt) {
        return equals(of(createdAt, number));
    }

    @Override
    public String toString() {
        HexFormat digits = HexFormat.of();
        return digits.toHexDigits(second, SECOND_DIGITS) + digits.toHexDigits(number);
    }
}
