package org.earshot.screening;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Notices the words that a company has blocked: whole words, or several in a row, in any case. */
final class BlockedWords {

    /** How many of them a reason names. */
    private static final int NAMED = 5;

    private static final Pattern SPACES = Pattern.compile("\\s+");

    private BlockedWords() {}

    static Optional<String> notice(Screening review) {
        String words = comparable(review.words());
        List<String> found = review.settings().blockedWords().stream()
                .filter(blocked -> contains(words, comparable(blocked)))
                .limit(NAMED)
                .toList();
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of("contains "
                        + found.stream().map(word -> "“" + word + "”").collect(Collectors.joining(", ")));
    }

    private static String comparable(String text) {
        return SPACES.matcher(Wording.folded(text)).replaceAll(" ").strip();
    }

    private static boolean contains(String words, String blocked) {
        if (blocked.isEmpty()) {
            return false;
        }
        for (int at = words.indexOf(blocked); at >= 0; at = words.indexOf(blocked, at + 1)) {
            int end = at + blocked.length();
            boolean begins = at == 0 || !Wording.isOfWord(words.codePointBefore(at));
            boolean ends = end == words.length() || !Wording.isOfWord(words.codePointAt(end));
            if (begins && ends) {
                return true;
            }
        }
        return false;
    }
}
