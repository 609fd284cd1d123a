package org.earshot.review;

/** Text of several lines, as people write it. */
final class AuthorText {

    private AuthorText() {}

    /** Whether PostgreSQL can store it: no NUL, no half of a surrogate pair. */
    static boolean isStorable(String text) {
        return text.codePoints()
                .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }
}
