package org.earshot.template;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a company's own CSS may be: it cannot end the element that it stands in, loads nothing, and runs nothing. What is
 * not plainly harmless is refused, and not mended.
 */
final class StyleSheet {

    static final int LONGEST = 10_000;

    private static final Pattern COMMENT = Pattern.compile("/\\*.*?(\\*/|\\z)", Pattern.DOTALL);
    private static final Pattern AT_RULE =
            Pattern.compile("@(?!(media|supports|keyframes)\\b)", Pattern.CASE_INSENSITIVE);
    private static final Pattern LOADING = Pattern.compile(
            "(url|src|image|image-set|cross-fade|element|paint|expression)\\s*\\(", Pattern.CASE_INSENSITIVE);
    private static final Pattern RUNNING =
            Pattern.compile("(javascript|vbscript|data)\\s*:|behavior\\s*:|-moz-binding", Pattern.CASE_INSENSITIVE);

    private StyleSheet() {}

    /** What is wrong with it; empty if nothing is. */
    static Optional<String> complaint(String css) {
        if (css.chars()
                .anyMatch(c -> c == '<' || c == '\\' || (Character.isISOControl(c) && !Character.isWhitespace(c)))) {
            return Optional.of("must not contain < or \\");
        }
        return complaintAboutWords(css)
                .or(() -> complaintAboutWords(COMMENT.matcher(css).replaceAll("")));
    }

    private static Optional<String> complaintAboutWords(String css) {
        if (AT_RULE.matcher(css).find()) {
            return Optional.of("must not contain other at-rules than @media, @supports and @keyframes");
        }
        if (LOADING.matcher(css).find()) {
            return Optional.of("must not load anything: url(), image() and the like are refused");
        }
        return RUNNING.matcher(css).find() ? Optional.of("must not run anything") : Optional.empty();
    }
}
