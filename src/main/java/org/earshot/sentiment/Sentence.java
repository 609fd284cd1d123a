package org.earshot.sentiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * The words, symbols and pauses of a sentence.
 *
 * @param exclamations how many exclamation marks end it
 * @param question whether a question mark ends it
 * @param shouted whether all of it is written in capitals
 */
record Sentence(List<Token> tokens, int exclamations, boolean question, boolean shouted) {

    /** French words that melt into the next one. */
    private static final Set<String> ELIDED =
            Set.of("l", "d", "j", "n", "s", "c", "m", "t", "qu", "jusqu", "lorsqu", "puisqu");

    /** Cuts a text into its sentences, in one pass. */
    static List<Sentence> in(String text, Symbols symbols) {
        List<Sentence> sentences = new ArrayList<>();
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int letter = text.codePointAt(at);
            if (isOfWord(letter)) {
                int end = endOfWord(text, at);
                tokens.add(Token.word(text.subSequence(at, end)));
                at = end;
                continue;
            }
            String symbol = symbols.at(text, at);
            if (!symbol.isEmpty()) {
                tokens.add(Token.symbol(symbol));
                at += symbol.length();
            } else if (isEnd(letter)) {
                int end = at;
                int exclamations = 0;
                boolean question = false;
                while (end < text.length() && isEnd(text.charAt(end))) {
                    exclamations += text.charAt(end) == '!' ? 1 : 0;
                    question |= text.charAt(end) == '?';
                    end++;
                }
                finish(tokens, exclamations, question, sentences);
                tokens = new ArrayList<>();
                at = end;
            } else {
                if (isPause(text, at)) {
                    tokens.add(Token.PAUSE);
                }
                at += Character.charCount(letter);
            }
        }
        finish(tokens, 0, false, sentences);
        return sentences;
    }

    private static void finish(List<Token> tokens, int exclamations, boolean question, List<Sentence> sentences) {
        if (!tokens.isEmpty()) {
            boolean shouted = tokens.stream()
                    .noneMatch(token -> token.isWord() && token.text().length() > 2 && !token.loud());
            sentences.add(new Sentence(tokens, exclamations, question, shouted));
        }
    }

    private static boolean isOfWord(int letter) {
        return Character.isLetterOrDigit(letter)
                || switch (Character.getType(letter)) {
                    case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> !isVariation(letter);
                    default -> false;
                };
    }

    /** Says how the emoji before it is drawn. */
    private static boolean isVariation(int letter) {
        return letter >= 0xFE00 && letter <= 0xFE0F;
    }

    private static boolean isEnd(int letter) {
        return letter == '.' || letter == '!' || letter == '?' || letter == '…' || letter == '\n' || letter == '\r';
    }

    private static boolean isPause(String text, int at) {
        return switch (text.charAt(at)) {
            case ',', ';', ':', '(', ')', '–', '—', '•' -> true;
            case '-' -> at == 0 || Character.isWhitespace(text.charAt(at - 1));
            default -> false;
        };
    }

    /** Apostrophes within a word belong to it, and so do the signs within {@code 10/10} and {@code 3.5}. */
    private static int endOfWord(String text, int start) {
        int at = start;
        while (at < text.length()) {
            int letter = text.codePointAt(at);
            if (isOfWord(letter)) {
                at += Character.charCount(letter);
            } else if ((letter == '\'' || letter == '’') && followedBy(text, at, Character::isLetter)) {
                at++;
                if (at - start <= 7
                        && ELIDED.contains(text.substring(start, at - 1).toLowerCase(Locale.ROOT))) {
                    return at;
                }
            } else if ((letter == '/' || letter == '.' || letter == ',')
                    && Character.isDigit(text.charAt(at - 1))
                    && followedBy(text, at, Character::isDigit)) {
                at++;
            } else {
                return at;
            }
        }
        return at;
    }

    private static boolean followedBy(String text, int at, IntPredicate test) {
        return at + 1 < text.length() && test.test(text.codePointAt(at + 1));
    }

    /** Whether a word is louder than the others; where all are loud, none is. */
    boolean stressed(Token token) {
        return token.stretched() || (token.loud() && !shouted);
    }
}
