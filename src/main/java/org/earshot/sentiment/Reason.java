package org.earshot.sentiment;

import java.util.Locale;

/**
 * One of the things that decided.
 *
 * @param text the word as the lexicon spells it, with "not" before it if it was negated; the symbol; or the rating's number
 * @param weight what it contributed, below 0 if it is bad: 1 is weak, 4 is strong, and what is said often or loudly is more;
 *     0 for a word that means neither, and for a rating that only changed the confidence
 */
public record Reason(Source source, String text, double weight) {

    /** Where a reason comes from. */
    public enum Source {
        WORD,
        SYMBOL,
        SATISFACTION,
        NPS;

        /** How the API calls it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The same word, said again. */
    Reason and(Reason again) {
        return new Reason(source, text, weight + again.weight);
    }
}
