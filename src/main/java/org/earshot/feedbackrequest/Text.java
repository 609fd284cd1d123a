package org.earshot.feedbackrequest;

/** What text may be, so that PostgreSQL can store it and a mail header can carry it. */
final class Text {

    private Text() {}

    /** Whether it has no line break, no other control character and no half of a surrogate pair (W18). */
    static boolean isOneLine(String text) {
        return text.codePoints()
                .noneMatch(c -> Character.isISOControl(c)
                        || c == 0x2028
                        || c == 0x2029
                        || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }
}
