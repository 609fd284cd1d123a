package org.earshot.kernel;

/** What text may be. */
public final class Text {

    private Text() {}

    /** Whether PostgreSQL can store it: no NUL, no half of a surrogate pair. */
    public static boolean isStorable(String text) {
        return text.codePoints().noneMatch(c -> c == 0 || isHalfOfAPair(c));
    }

    /** Whether a mail header can also carry it: no line break and no other control character either (W18). */
    public static boolean isOneLine(String text) {
        return text.codePoints()
                .noneMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || isHalfOfAPair(c));
    }

    private static boolean isHalfOfAPair(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
