package org.earshot.sentiment;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * Sentiment by lexicons, which are read once, at start. The work is linear in the length of the texts: they are cut in one
 * pass without regular expressions, and each word takes a bounded number of look-ups.
 */
@Singleton
@Startup
final class LexiconAnalysis implements SentimentAnalysis {

    static final List<String> LANGUAGES = List.of("en", "de", "fr");

    private final Symbols symbols = new Symbols();
    private final List<Lexicon> lexicons =
            LANGUAGES.stream().map(language -> Lexicon.read(language, symbols)).toList();

    @Override
    public Sentiment of(Opinion opinion) {
        Verdict verdict = new Verdict();
        opinion.texts().forEach(text -> read(text, verdict));
        return verdict.sentiment(opinion);
    }

    private void read(String text, Verdict verdict) {
        List<Sentence> sentences = Sentence.in(text, symbols);
        List<List<Marks>> marks = sentences.stream()
                .map(sentence ->
                        lexicons.stream().map(lexicon -> lexicon.mark(sentence)).toList())
                .toList();
        List<Integer> everywhere = new ArrayList<>();
        for (int language = 0; language < lexicons.size(); language++) {
            int each = language;
            everywhere.add(marks.stream().mapToInt(of -> of.get(each).hits()).sum());
        }
        List<Finding> before = List.of();
        List<Finding> all = new ArrayList<>();
        for (int at = 0; at < sentences.size(); at++) {
            Marks known = inItsLanguage(marks.get(at), everywhere);
            before = SentenceReading.read(sentences.get(at), known, symbols, before);
            all.addAll(before);
            verdict.words(
                    sentences.get(at).tokens().stream().filter(Token::isWord).count(), known.hits() > 0);
        }
        all.forEach(verdict::add);
    }

    /** A sentence is in the language of most of its common words, else in that of the whole text, else in any. */
    private static Marks inItsLanguage(List<Marks> marks, List<Integer> everywhere) {
        int language = most(marks.stream().map(Marks::hits).toList());
        if (language < 0) {
            language = most(everywhere);
        }
        return language < 0 ? marks.stream().reduce(Marks::and).orElseThrow() : marks.get(language);
    }

    /** Which number is the greatest, or -1 if two are. */
    private static int most(List<Integer> numbers) {
        int best = -1;
        int greatest = 0;
        for (int at = 0; at < numbers.size(); at++) {
            if (numbers.get(at) > greatest) {
                greatest = numbers.get(at);
                best = at;
            } else if (numbers.get(at) == greatest) {
                best = -1;
            }
        }
        return best;
    }
}
