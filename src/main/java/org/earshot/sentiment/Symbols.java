package org.earshot.sentiment;

import java.util.HashMap;
import java.util.Map;

/** The emoji and emoticons that tell an opinion, with their weights. */
final class Symbols {

    private static final int LONGEST = 4;

    private final Map<String, Double> weights = new HashMap<>();

    Symbols() {
        for (LexiconFile.Line line : LexiconFile.read("symbols")) {
            for (String symbol : line.text().split(" ", -1)) {
                if (weights.put(symbol, Double.valueOf(line.what())) != null) {
                    throw new IllegalStateException(symbol + " stands twice in the symbols");
                }
            }
        }
    }

    /** The symbol that begins here, or nothing. An emoticon ends before a letter, so that {@code x:Done} is none. */
    String at(String text, int start) {
        int first = text.codePointAt(start);
        if (Character.isSupplementaryCodePoint(first)) {
            String symbol = Character.toString(first);
            return weights.containsKey(symbol) ? symbol : "";
        }
        for (int end = Math.min(text.length(), start + LONGEST); end > start; end--) {
            String symbol = text.substring(start, end);
            if (weights.containsKey(symbol) && (first >= 0x80 || ends(text, end))) {
                return symbol;
            }
        }
        return "";
    }

    private static boolean ends(String text, int end) {
        return end == text.length() || (!Character.isLetterOrDigit(text.charAt(end)) && text.charAt(end) != '/');
    }

    double weight(String symbol) {
        return weights.getOrDefault(symbol, 0.0);
    }
}
