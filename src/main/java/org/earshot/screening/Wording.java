package org.earshot.screening;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Text as the screening reads it: what looks the same is the same. */
final class Wording {

    /** Characters that nobody sees, such as a soft hyphen or a joiner of no width. */
    private static final Pattern UNSEEN = Pattern.compile("\\p{Cf}+");

    private static final Pattern WRITTEN_OUT_DOT =
            Pattern.compile("\\s{0,3}[(\\[{]\\s{0,3}(?:dot|\\.)\\s{0,3}[)\\]}]\\s{0,3}", Pattern.CASE_INSENSITIVE);
    private static final Pattern WRITTEN_OUT_AT =
            Pattern.compile("\\s{0,3}[(\\[{]\\s{0,3}(?:at|@)\\s{0,3}[)\\]}]\\s{0,3}", Pattern.CASE_INSENSITIVE);

    private Wording() {}

    /** One form for each character, and none that is not seen. */
    static String plain(String text) {
        return UNSEEN.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC)).replaceAll("");
    }

    /** The same without the difference of upper and lower case, in any script. */
    static String folded(String text) {
        // first up, then down, each character by itself: so ß is ss, and a final sigma is like any other
        StringBuilder folded = new StringBuilder();
        plain(text)
                .toUpperCase(Locale.ROOT)
                .codePoints()
                .map(Character::toLowerCase)
                .forEach(folded::appendCodePoint);
        return folded.toString();
    }

    /** An address as it was meant: {@code jane (at) example [dot] com}. */
    static String spelledOut(String plain) {
        return WRITTEN_OUT_AT
                .matcher(WRITTEN_OUT_DOT.matcher(plain).replaceAll("."))
                .replaceAll("@");
    }

    /** Whether a character belongs to a word. */
    static boolean isOfWord(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> Character.isLetterOrDigit(codePoint);
        };
    }
}
