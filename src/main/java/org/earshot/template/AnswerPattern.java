package org.earshot.template;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.MatchResult;

/**
 * Patterns that companies write for answers. RE2 matches in time that grows with the text alone, times the size of the
 * compiled pattern, which is bounded here; back references and look-around it does not know.
 */
final class AnswerPattern {

    static final int LONGEST = 200;

    private static final int LARGEST_PROGRAM = 3_000;
    private static final BigInteger MOST_REPETITIONS = BigInteger.valueOf(1_000);
    private static final java.util.regex.Pattern COUNTED =
            java.util.regex.Pattern.compile("\\{([0-9]{1,9})(?:,([0-9]{0,9}))?\\}");

    private AnswerPattern() {}

    /** What is wrong with a pattern; empty if nothing is. */
    static Optional<String> complaint(String pattern) {
        if (repetitions(pattern).compareTo(MOST_REPETITIONS) > 0) {
            return Optional.of("repeats too much: its counts must not multiply to more than " + MOST_REPETITIONS);
        }
        try {
            return Pattern.compile(pattern).programSize() > LARGEST_PROGRAM
                    ? Optional.of("is too complex")
                    : Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of("must be a regular expression as RE2 knows it");
        }
    }

    /** Whether the whole of a text matches a pattern that nothing is wrong with. */
    static boolean matches(String pattern, String text) {
        return Pattern.compile(pattern).matches(text);
    }

    /** All counts multiplied, before anything is compiled: nested ones would take memory without end. */
    private static BigInteger repetitions(String pattern) {
        BigInteger product = BigInteger.ONE;
        for (MatchResult counted : COUNTED.matcher(pattern).results().toList()) {
            String most = counted.group(2) == null || counted.group(2).isEmpty() ? counted.group(1) : counted.group(2);
            product = product.multiply(new BigInteger(most).max(BigInteger.ONE));
        }
        return product;
    }
}
