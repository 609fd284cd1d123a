package org.earshot.sentiment;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.earshot.sentiment.Entry.Role;
import org.earshot.sentiment.Marks.Match;

/** The words of one language: what they are worth, and how they are bent. Each look-up takes a bounded number of steps. */
final class Lexicon {

    /** Shorter words are not bent. */
    private static final int SHORTEST_STEM = 3;

    /** Where a letter too many or too few leaves no other word. */
    private static final int LONG_ENOUGH_FOR_TYPOS = 6;

    /** A word of more than one. */
    private record Phrase(List<String> words, Entry entry) {}

    /** An ending, and what takes its place in the dictionary's form. */
    private record Ending(String cut, String put) {}

    private final Symbols symbols;
    private final Map<String, Entry> words = new LinkedHashMap<>();
    private final Map<String, List<Phrase>> phrases = new HashMap<>();
    private final Map<String, Entry> ofCompounds = new HashMap<>();
    private final Map<String, Entry> withoutDoubles = new HashMap<>();
    private final Set<String> common = new HashSet<>();
    private final List<Ending> endings = new ArrayList<>();
    private final Map<String, String> spelling = new LinkedHashMap<>();
    private boolean accents;
    private String negated = "";
    private String reversing = "";

    private Lexicon(Symbols symbols) {
        this.symbols = symbols;
    }

    static Lexicon read(String language, Symbols symbols) {
        Lexicon lexicon = new Lexicon(symbols);
        for (LexiconFile.Line line : LexiconFile.read(language)) {
            lexicon.add(line);
        }
        lexicon.phrases
                .values()
                .forEach(some -> some.sort(Comparator.comparingInt(
                                (Phrase phrase) -> phrase.words().size())
                        .reversed()));
        lexicon.words.forEach((word, entry) -> {
            if (word.length() >= LONG_ENOUGH_FOR_TYPOS || entry.is(Role.OPINION)) {
                lexicon.withoutDoubles.merge(
                        Token.shortened(word, 1),
                        entry,
                        (one, other) -> one.weight() == other.weight() ? one : Entry.NONE);
            }
        });
        return lexicon;
    }

    private void add(LexiconFile.Line line) {
        String[] what = line.what().split(" ", 2);
        double weight = what.length == 2 && !what[0].equals("reversing") ? Double.parseDouble(what[1]) : 0;
        switch (what[0]) {
            case "negated" -> negated = line.text() + " ";
            case "reversing" -> reversing = line.text();
            case "accents" -> accents = line.text().equals("keep");
            case "spelling" ->
                each(line, text -> {
                    String[] pair = text.split(">", -1);
                    spelling.put(pair[0], pair[1]);
                });
            case "endings" ->
                each(line, text -> {
                    String[] pair = text.split(">", -1);
                    endings.add(new Ending(pair[0], pair[1]));
                });
            case "language" ->
                each(
                        line,
                        text -> Sentence.in(text, symbols)
                                .forEach(sentence -> sentence.tokens().forEach(token -> common.add(folded(token)))));
            case "silent" -> each(line, text -> add(text, Role.NONE, 0));
            case "opinion" -> each(line, text -> add(text, Role.OPINION, weight));
            case "remedy" -> each(line, text -> add(text, Role.REMEDY, weight));
            case "negations" -> each(line, text -> add(text, Role.NEGATION, 0));
            case "backwards" -> each(line, text -> add(text, Role.NEGATION_OF_WHAT_WAS, 0));
            case "intensify" -> each(line, text -> add(text, Role.INTENSIFIER, weight));
            case "excess" -> each(line, text -> add(text, Role.EXCESS, 0));
            case "contrast" -> each(line, text -> add(text, Role.CONTRAST, weight));
            case "concession" -> each(line, text -> add(text, Role.CONCESSION, 0));
            case "join" -> each(line, text -> add(text, Role.JOIN, 0));
            default -> throw new IllegalStateException("a lexicon does not know " + what[0]);
        }
    }

    private static void each(LexiconFile.Line line, Consumer<String> adding) {
        for (String text : line.text().split(", ", -1)) {
            adding.accept(text.strip());
        }
    }

    private void add(String text, Role role, double weight) {
        boolean endOfCompounds = text.startsWith("-");
        String[] spelled = (endOfCompounds ? text.substring(1) : text).split("=", 2);
        String keyword = spelled[spelled.length - 1];
        Entry entry = new Entry(role, keyword, negated + keyword, weight);
        List<String> folded = Sentence.in(spelled[0], symbols).get(0).tokens().stream()
                .filter(Token::isWord)
                .map(this::folded)
                .toList();
        Object before;
        if (folded.size() == 1) {
            before = words.put(folded.get(0), entry);
            if (endOfCompounds) {
                ofCompounds.put(folded.get(0), entry);
            }
        } else {
            List<Phrase> some = phrases.computeIfAbsent(folded.get(0), first -> new ArrayList<>());
            before = some.stream()
                    .filter(phrase -> phrase.words().equals(folded))
                    .findAny()
                    .orElse(null);
            some.add(new Phrase(folded, entry));
        }
        if (before != null) {
            throw new IllegalStateException("\"" + text + "\" stands twice in a lexicon");
        }
    }

    /** One form for all the ways in which a word is spelled. */
    private String folded(Token token) {
        String word = accents
                ? Normalizer.normalize(token.text(), Normalizer.Form.NFC)
                : withoutMarks(Normalizer.normalize(token.text(), Normalizer.Form.NFD));
        for (Map.Entry<String, String> rule : spelling.entrySet()) {
            word = word.replace(rule.getKey(), rule.getValue());
        }
        return word;
    }

    private static String withoutMarks(String decomposed) {
        StringBuilder result = new StringBuilder(decomposed.length());
        decomposed
                .codePoints()
                .filter(letter -> Character.getType(letter) != Character.NON_SPACING_MARK)
                .forEach(result::appendCodePoint);
        return result.toString();
    }

    /** What the lexicon knows of a sentence. */
    Marks mark(Sentence sentence) {
        List<String> folded = sentence.tokens().stream()
                .map(token -> token.isWord() ? folded(token) : "")
                .toList();
        List<Match> found = new ArrayList<>(folded.size());
        BitSet ofLanguage = new BitSet(folded.size());
        for (int at = 0; at < folded.size(); at++) {
            found.add(match(folded, at, sentence.tokens().get(at).stretched()));
            ofLanguage.set(at, common.contains(folded.get(at)));
        }
        return new Marks(found, ofLanguage);
    }

    private Match match(List<String> folded, int at, boolean stretched) {
        String word = folded.get(at);
        if (word.isEmpty()) {
            return Match.NONE;
        }
        for (Phrase phrase : phrases.getOrDefault(word, List.of())) {
            int end = at + phrase.words().size();
            if (end <= folded.size() && folded.subList(at, end).equals(phrase.words())) {
                return new Match(phrase.entry(), phrase.words().size());
            }
        }
        Entry entry = find(word, stretched);
        return entry.is(Role.NONE) ? Match.NONE : new Match(entry, 1);
    }

    private Entry find(String word, boolean stretched) {
        Entry known = words.get(word);
        if (known != null) {
            return known;
        }
        Entry bent = bent(word);
        if (!bent.is(Role.NONE)) {
            return bent;
        }
        if (!reversing.isEmpty() && word.startsWith(reversing)) {
            String rest = word.substring(reversing.length());
            Entry opposite = rest.length() > SHORTEST_STEM ? words.getOrDefault(rest, bent(rest)) : Entry.NONE;
            if (opposite.is(Role.OPINION) && opposite.weight() > 0) {
                return opposite.reversed(reversing);
            }
        }
        for (int at = SHORTEST_STEM; !ofCompounds.isEmpty() && at < word.length() - SHORTEST_STEM; at++) {
            Entry end = ofCompounds.get(word.substring(at));
            if (end != null) {
                return end;
            }
        }
        return stretched || word.length() >= LONG_ENOUGH_FOR_TYPOS
                ? withoutDoubles.getOrDefault(Token.shortened(word, 1), Entry.NONE)
                : Entry.NONE;
    }

    /** The opinion of which this is an inflected form. */
    private Entry bent(String word) {
        for (Ending ending : endings) {
            if (word.endsWith(ending.cut()) && word.length() - ending.cut().length() >= SHORTEST_STEM) {
                String stem = word.substring(0, word.length() - ending.cut().length()) + ending.put();
                Entry entry = words.getOrDefault(stem, Entry.NONE);
                if (entry.is(Role.OPINION) || entry.is(Role.REMEDY)) {
                    return entry;
                }
            }
        }
        return Entry.NONE;
    }
}
