package org.earshot.sentiment;

import java.util.Locale;

/**
 * A word, a symbol, or a pause in a sentence.
 *
 * @param text the word in lower case, with at most two equal letters in a row; empty for a word that is too long to be one
 * @param loud written in capitals
 * @param stretched some letter stood three times or more in a row
 */
record Token(Kind kind, String text, boolean loud, boolean stretched) {

    enum Kind {
        WORD,
        SYMBOL,
        PAUSE
    }

    static final Token PAUSE = new Token(Kind.PAUSE, "", false, false);

    /** No word that means anything is longer. */
    private static final int LONGEST = 40;

    static Token word(CharSequence text) {
        if (text.length() > LONGEST) {
            return new Token(Kind.WORD, "", false, false);
        }
        String written = text.toString().replace('’', '\'');
        String lower = written.toLowerCase(Locale.ROOT);
        String shortened = shortened(lower, 2);
        boolean loud = lower.length() > 2 && !written.equals(lower) && written.equals(written.toUpperCase(Locale.ROOT));
        return new Token(Kind.WORD, shortened, loud, shortened.length() < lower.length());
    }

    static Token symbol(String text) {
        return new Token(Kind.SYMBOL, text, false, false);
    }

    boolean isWord() {
        return kind == Kind.WORD;
    }

    /** The word with at most this many equal letters in a row. */
    static String shortened(String word, int most) {
        StringBuilder result = new StringBuilder(word.length());
        int run = 0;
        for (int at = 0; at < word.length(); at++) {
            char letter = word.charAt(at);
            run = at > 0 && word.charAt(at - 1) == letter ? run + 1 : 1;
            if (run <= most || !Character.isLetter(letter)) {
                result.append(letter);
            }
        }
        return result.toString();
    }
}
