package org.earshot.sentiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.earshot.sentiment.Reason.Source;

/**
 * Weighs what was found.
 *
 * <p>With P and N the sums of what is good and bad, and M the number of words that mean neither, the score is
 * (P - N) / (P + N + M + 2), which lies within -1 and 1. How clear it is, |P - N| / (P + N + M), and how much of the text told
 * something make the confidence.
 */
final class Verdict {

    /** What little evidence is weighed against: one word of average weight makes a score of 0.5. */
    private static final double LITTLE = 2;

    /** How many words of a text weigh against as much evidence as 1. */
    private static final double WORDS = 50;

    /** Somebody who says the same again and again does not mean it more than this. */
    private static final int MOST_REPEATED = 3;

    /** "Very" takes at least one strong word, and not only several of the ordinary ones. */
    private static final double STRONG = 2.9;

    /** A rating of 10 weighs as much as the strongest words. */
    private static final double OF_RATING = 4;

    /** Confidence: people wrote, in a language that is known, and nothing that tells an opinion. */
    private static final double OF_NOTHING_SAID = 0.2;

    private static final double OF_RATINGS = 0.2;
    private static final double OF_CLEAR_RATINGS = 0.2;
    private static final double OF_WORDS = 0.4;
    private static final double OF_CLEAR_WORDS = 0.5;
    private static final double RATING_AGREES = 0.1;
    private static final double RATING_CONTRADICTS = -0.2;

    private final Map<String, Reason> found = new TreeMap<>();
    private final Map<String, Integer> times = new TreeMap<>();
    private double good;
    private double bad;
    private double neither;
    private double greatest;
    private double least;
    private long words;
    private boolean languageKnown;

    void words(long number, boolean known) {
        words += number;
        languageKnown |= known;
    }

    void add(Finding finding) {
        if (times.merge(finding.text(), 1, Integer::sum) > MOST_REPEATED) {
            return;
        }
        double value = finding.value();
        found.merge(finding.text(), new Reason(finding.source(), finding.text(), value), Reason::and);
        good += Math.max(value, 0);
        bad += Math.max(-value, 0);
        neither += value == 0 ? 1 : 0;
        greatest = Math.max(greatest, value);
        least = Math.min(least, value);
    }

    /** Texts decide; without a word that is known, ratings do. */
    Sentiment sentiment(Opinion opinion) {
        List<Reason> ratings = ratings(opinion);
        if (!found.isEmpty()) {
            return ofWords(ratings);
        }
        return ratings.isEmpty()
                ? new Sentiment(Polarity.NEUTRAL, languageKnown ? OF_NOTHING_SAID : 0, List.of(), List.of())
                : ofRatings(ratings);
    }

    private Sentiment ofWords(List<Reason> ratings) {
        double evidence = good + bad + neither;
        double score = (good - bad) / (evidence + LITTLE);
        Polarity polarity = Polarity.of(score);
        if ((score > 0 ? greatest : -least) < STRONG) {
            polarity = polarity.moderate();
        }
        double clarity = Math.abs(good - bad) / evidence;
        double told = evidence / (evidence + LITTLE + words / WORDS);
        double confidence = OF_WORDS + OF_CLEAR_WORDS * told * (polarity == Polarity.NEUTRAL ? 1 - clarity : clarity);
        double rated = mean(ratings);
        if (polarity != Polarity.NEUTRAL && Polarity.of(rated) != Polarity.NEUTRAL) {
            confidence += rated * score > 0 ? RATING_AGREES : RATING_CONTRADICTS;
        }
        List<Reason> reasons = new ArrayList<>(found.values().stream()
                .map(reason -> new Reason(reason.source(), reason.text(), rounded(reason.weight())))
                .sorted(Comparator.comparingDouble((Reason reason) -> -Math.abs(reason.weight()))
                        .thenComparing(Reason::text))
                .limit(Sentiment.MOST)
                .toList());
        List<String> keywords = reasons.stream()
                .filter(reason -> reason.source() == Source.WORD)
                .map(Reason::text)
                .toList();
        ratings.forEach(rating -> reasons.add(new Reason(rating.source(), rating.text(), 0)));
        return new Sentiment(polarity, rounded(confidence), keywords, reasons);
    }

    private static Sentiment ofRatings(List<Reason> ratings) {
        double score = mean(ratings);
        return new Sentiment(
                Polarity.of(score), rounded(OF_RATINGS + OF_CLEAR_RATINGS * Math.abs(score)), List.of(), ratings);
    }

    private static List<Reason> ratings(Opinion opinion) {
        List<Reason> ratings = new ArrayList<>();
        add(Source.SATISFACTION, opinion.satisfaction(), ratings);
        add(Source.NPS, opinion.nps(), ratings);
        return ratings;
    }

    private static void add(Source source, OptionalInt rating, List<Reason> ratings) {
        rating.ifPresent(number ->
                ratings.add(new Reason(source, Integer.toString(number), rounded(OF_RATING * score(source, number)))));
    }

    /** From -1 to 1. Who gives an NPS of 9 or 10 promotes, who gives 7 or 8 is passive, and everybody else detracts. */
    private static double score(Source source, int number) {
        if (source == Source.SATISFACTION) {
            return (number - 5.5) / 4.5;
        }
        return number >= 9 ? (number - 8) / 2.0 : number >= 7 ? 0 : (number - 8) / 8.0;
    }

    private static double mean(List<Reason> ratings) {
        return ratings.stream().mapToDouble(Reason::weight).average().orElse(0) / OF_RATING;
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
