package org.earshot.sentiment;

import static org.earshot.sentiment.Polarity.NEGATIVE;
import static org.earshot.sentiment.Polarity.NEUTRAL;
import static org.earshot.sentiment.Polarity.POSITIVE;
import static org.earshot.sentiment.Polarity.VERY_NEGATIVE;
import static org.earshot.sentiment.Polarity.VERY_POSITIVE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.TimeZone;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.earshot.sentiment.Reason.Source;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("A19")
class SentimentAnalysisTest {

    private static final SentimentAnalysis ANALYSIS = new LexiconAnalysis();

    private static Sentiment of(String... texts) {
        return ANALYSIS.of(new Opinion(Arrays.asList(texts), OptionalInt.empty(), OptionalInt.empty()));
    }

    private static Sentiment rated(String text, int satisfaction) {
        return ANALYSIS.of(new Opinion(List.of(text), OptionalInt.of(satisfaction), OptionalInt.empty()));
    }

    /** The weight of the first reason, which is the strongest. */
    private static double weight(String text) {
        return of(text).reasons().get(0).weight();
    }

    @ParameterizedTest
    @CsvSource({
        "Excellent service, VERY_POSITIVE",
        "Good service, POSITIVE",
        "An average visit, NEUTRAL",
        "A bad visit, NEGATIVE",
        "A terrible visit, VERY_NEGATIVE",
        "Hervorragender Service, VERY_POSITIVE",
        "Guter Service, POSITIVE",
        "Ein durchschnittlicher Besuch, NEUTRAL",
        "Ein schlechter Besuch, NEGATIVE",
        "Ein katastrophaler Besuch, VERY_NEGATIVE",
        "Un excellent service, VERY_POSITIVE",
        "Un bon service, POSITIVE",
        "Une visite moyenne, NEUTRAL",
        "Une mauvaise visite, NEGATIVE",
        "Une visite catastrophique, VERY_NEGATIVE"
    })
    void eachLanguageHasAllFiveClasses(String text, Polarity polarity) {
        assertEquals(polarity, of(text).polarity());
    }

    @Test
    void severalOrdinaryWordsAreNotVeryGood() {
        assertEquals(POSITIVE, of("Good, friendly, tidy, useful and pleasant.").polarity());
        assertEquals(
                VERY_POSITIVE,
                of("Good, friendly, tidy, useful and outstanding.").polarity());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The rep was not helpful.",
                "The rep wasn't helpful.",
                "The rep wasn’t helpful.",
                "The rep wasnt helpful.",
                "I do not think that he was helpful.",
                "He was never helpful or friendly.",
                "It was anything but professional.",
                "unhelpful",
                "Der Vertreter war nicht hilfreich.",
                "Das war keine gute Beratung.",
                "Die Anlage gefällt mir nicht.",
                "unfreundlich",
                "Le vendeur n'était pas aimable.",
                "Aucune gentillesse.",
                "J'aime pas la nouvelle version."
            })
    void aNegationTurnsPraiseRound(String text) {
        assertEquals(NEGATIVE, of(text).polarity());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The offer isn't bad.",
                "We never had a problem with the device.",
                "Without any delay.",
                "Nicht schlecht!",
                "Ohne Verspätung und ohne Fehler.",
                "Aucune erreur, aucun retard.",
            })
    void aNegationTurnsBlameRoundAndPraisesLess(String text) {
        assertEquals(POSITIVE, of(text).polarity());
        assertTrue(of("The offer isn't bad.").confidence()
                < of("The offer is good.").confidence());
    }

    @Test
    void aNegationEndsWithItsClause() {
        assertEquals(
                List.of("friendly"),
                of("I did not wait, he was friendly.").keywords().subList(0, 1));
        assertEquals(POSITIVE, of("No, it was good.").polarity());
        assertEquals(
                POSITIVE,
                of("We did not order anything and the rep was friendly.").polarity());
        assertEquals(List.of("not friendly"), of("The rep was not friendly.").keywords());
        assertEquals(
                List.of("nicht freundlich"),
                of("Der Vertreter war nicht freundlich.").keywords());
    }

    @Test
    void intensifiersWeighMoreAndDiminishersLess() {
        assertEquals(2, weight("The visit was good."));
        assertEquals(2.5, weight("The visit was very good."));
        assertEquals(3, weight("The visit was extremely good."));
        assertEquals(1.2, weight("The visit was somewhat good."));
        assertEquals(-1.5, weight("The delivery was slow."));
        assertEquals(-1.87, weight("The delivery was too slow."));
        assertEquals(-0.9, weight("The delivery was a bit slow."));
        assertEquals(2.5, weight("Der Besuch war sehr gut."));
        assertEquals(2.5, weight("La visite était très agréable."));
    }

    @Test
    void tooMuchOfAnythingIsBad() {
        assertEquals(List.of("too"), of("The display is too dark.").keywords());
        assertEquals(NEGATIVE, of("The display is too dark.").polarity());
        assertEquals(List.of(), of("Me too.").keywords());
        assertEquals(List.of(), of("It is not too dark.").keywords());
    }

    @Test
    void stressWeighsMore() {
        assertEquals(2.2, weight("The visit was good!"));
        assertEquals(2.6, weight("The visit was good!!!!!!!!!!!!"));
        assertEquals(2.5, weight("The visit was GOOD"));
        assertEquals(2, weight("THE VISIT WAS GOOD"));
        assertEquals(2.5, weight("The visit was goooood"));
        assertEquals(0.5, weight("Was the visit good?"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The staff were friendly, but the machine does not work.",
                "Friendly staff. However, the machine does not work.",
                "Die Leute sind nett, aber das Gerät ist kaputt.",
                "Le personnel est aimable, mais la machine est en panne.",
                "Although the staff were friendly, the machine broke."
            })
    void whatFollowsAContrastCountsMore(String text) {
        assertEquals(NEGATIVE, of(text).polarity());
    }

    @Test
    void theOtherWayRoundItIsPraise() {
        assertEquals(
                POSITIVE,
                of("The machine was slow, but the staff were friendly.").polarity());
        assertEquals(POSITIVE, of("Despite the bad weather she came on time.").polarity());
    }

    @Test
    void whatIsGoodAndBadInEqualPartsIsNeutral() {
        assertEquals(NEUTRAL, of("Good product, bad manual.").polarity());
        assertEquals(NEUTRAL, of("Gutes Produkt, schlechte Anleitung.").polarity());
        assertEquals(NEUTRAL, of("Bon produit, mauvaise notice.").polarity());
        assertEquals(List.of("bad", "good"), of("Good product, bad manual.").keywords());
    }

    @Test
    void whatWasPutRightIsNotBad() {
        assertEquals(POSITIVE, of("The engineer solved the problem.").polarity());
        assertEquals(POSITIVE, of("Der Fehler wurde sofort behoben.").polarity());
        assertEquals(NEGATIVE, of("The engineer did not solve the problem.").polarity());
    }

    @Test
    void emojiAndEmoticonsCountInEveryLanguage() {
        assertEquals(VERY_POSITIVE, of("😍").polarity());
        assertEquals(POSITIVE, of("The visit :-)").polarity());
        assertEquals(VERY_NEGATIVE, of("Der Besuch 😡😡").polarity());
        assertEquals(NEGATIVE, of("La visite :(").polarity());
        assertEquals(POSITIVE, of("👍🏽").polarity(), "in any colour");
        assertEquals(VERY_POSITIVE, of("❤️").polarity());
        assertEquals(new Reason(Source.SYMBOL, "😍", 3), of("😍").reasons().get(0));
        assertEquals(List.of(), of("😍").keywords(), "a keyword is a word");
        assertEquals(List.of(), of("See https://example.com/x:Done (1):(2) <30").reasons());
    }

    @Test
    void eachSentenceIsReadInItsOwnLanguage() {
        Sentiment both = of("The visit was good. Der Techniker war sehr freundlich. Le service était agréable.");
        assertEquals(List.of("freundlich", "agréable", "good"), both.keywords());
        assertEquals(List.of(), of("Das Bad ist im ersten Stock.").keywords(), "a bathroom is not bad");
        assertEquals(List.of(), of("Die Lieferung war die dritte.").keywords());
        assertEquals(
                List.of("freundlich", "good"),
                of("The visit was good.", "Der Techniker war freundlich.").keywords());
    }

    @Test
    void withoutAHintOfALanguageAllAreTried() {
        assertEquals(VERY_POSITIVE, of("Ausgezeichnet!").polarity());
        assertEquals(VERY_POSITIVE, of("Génial !").polarity());
        assertEquals(VERY_POSITIVE, of("Awesome!").polarity());
    }

    @Test
    void accentsUmlautsAndDoubledLettersMayBeMissing() {
        assertEquals(
                of("Je suis très déçu.").keywords(), of("je suis tres decu").keywords());
        assertEquals(
                of("Die Lieferung war verspätet.").keywords(),
                of("die lieferung war verspaetet").keywords());
        assertEquals(List.of("excellent"), of("It was excelent").keywords());
        assertEquals(List.of("gut"), of("Das war gut.").keywords());
        assertEquals(List.of(), of("Das war schon der dritte.").keywords(), "schon is not schön");
        assertEquals(
                of("Je suis déçu.").keywords(), of("Je suis de\u0301c\u0327u.").keywords());
    }

    @Test
    void wordsAreBent() {
        assertEquals(List.of("polite"), of("He spoke to us politely.").keywords());
        assertEquals(List.of("disappointing"), of("It ended disappointingly.").keywords());
        assertEquals(
                List.of("freundlich"),
                of("Wir trafen die freundlichsten Leute.").keywords());
        assertEquals(List.of("chaleureux"), of("Une équipe chaleureuse.").keywords());
        assertEquals(List.of("problem"), of("Das Startproblem ist bekannt.").keywords());
    }

    @Test
    void politenessAndGreetingsAreNoOpinion() {
        for (String text : List.of(
                "Good morning, we would like to order two boxes.",
                "Thanks in advance, kind regards",
                "Guten Tag, wir möchten gerne bestellen. Vielen Dank im Voraus",
                "Bonjour, merci de nous rappeler. Bonne journée")) {
            Sentiment sentiment = of(text);
            assertEquals(NEUTRAL, sentiment.polarity(), text);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, VERY_NEGATIVE", "2, VERY_NEGATIVE", "3, NEGATIVE", "4, NEGATIVE", "5, NEUTRAL",
        "6, NEUTRAL", "7, POSITIVE", "8, POSITIVE", "9, VERY_POSITIVE", "10, VERY_POSITIVE"
    })
    void withoutTextsSatisfactionDecides(int satisfaction, Polarity polarity) {
        Sentiment sentiment = ANALYSIS.of(new Opinion(List.of(), OptionalInt.of(satisfaction), OptionalInt.empty()));
        assertEquals(polarity, sentiment.polarity());
        assertTrue(sentiment.confidence() >= 0.2 && sentiment.confidence() <= 0.4);
        assertEquals(List.of(), sentiment.keywords());
        assertEquals(1, sentiment.reasons().size());
        assertEquals(Source.SATISFACTION, sentiment.reasons().get(0).source());
        assertEquals(Integer.toString(satisfaction), sentiment.reasons().get(0).text());
    }

    @ParameterizedTest
    @CsvSource({
        "0, VERY_NEGATIVE",
        "3, VERY_NEGATIVE",
        "4, NEGATIVE",
        "6, NEGATIVE",
        "7, NEUTRAL",
        "8, NEUTRAL",
        "9, POSITIVE",
        "10, VERY_POSITIVE"
    })
    void promotersAndDetractorsAreThoseOfTheNps(int nps, Polarity polarity) {
        assertEquals(
                polarity,
                ANALYSIS.of(new Opinion(List.of(), OptionalInt.empty(), OptionalInt.of(nps)))
                        .polarity());
    }

    @Test
    void bothRatingsTogetherDecideByTheirMean() {
        Sentiment sentiment = ANALYSIS.of(new Opinion(List.of(""), OptionalInt.of(10), OptionalInt.of(0)));
        assertEquals(NEUTRAL, sentiment.polarity());
        assertEquals(
                List.of(new Reason(Source.SATISFACTION, "10", 4), new Reason(Source.NPS, "0", -4)),
                sentiment.reasons());
        assertEquals(0.2, sentiment.confidence());
    }

    @Test
    void aTextWithoutAKnownWordLeavesItToTheRatings() {
        assertEquals(VERY_POSITIVE, rated("We met on Tuesday.", 10).polarity());
        assertEquals(VERY_NEGATIVE, rated("Wizyta była w środę.", 1).polarity());
    }

    @Test
    void whereTextAndRatingDisagreeTheTextDecidesWithLessConfidence() {
        String text = "The delivery was late and the box was damaged.";
        double alone = of(text).confidence();
        Sentiment contradicted = rated(text, 10);
        Sentiment confirmed = rated(text, 2);
        assertEquals(of(text).polarity(), contradicted.polarity());
        assertEquals(alone - 0.2, contradicted.confidence(), 0.0101);
        assertEquals(alone + 0.1, confirmed.confidence(), 0.0101);
        assertEquals(alone, rated(text, 5).confidence(), "5 is neither");
        assertEquals(
                new Reason(Source.SATISFACTION, "10", 0),
                contradicted.reasons().get(contradicted.reasons().size() - 1),
                "it decided nothing");
    }

    @Test
    void wordsAreMoreCertainThanRatings() {
        assertTrue(rated("", 10).confidence() <= of("good").confidence());
        assertTrue(rated("", 1).confidence() <= of("bad").confidence());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t", "...", "?!", "\u00a0", "\u200d", "'", "-", "\ufe0f", "\ud83d", "1234"})
    void nothingIsNeutralWithoutConfidence(String text) {
        Sentiment nothing = new Sentiment(NEUTRAL, 0, List.of(), List.of());
        assertEquals(nothing, of(text));
        assertEquals(nothing, of(text, text));
        assertEquals(nothing, of());
    }

    @Test
    void aTextInAKnownLanguageThatTellsNothingIsNeutralWithLittleConfidence() {
        assertEquals(new Sentiment(NEUTRAL, 0.2, List.of(), List.of()), of("The visit was on Tuesday."));
        assertEquals(new Sentiment(NEUTRAL, 0, List.of(), List.of()), of("Wizyta była w środę."));
    }

    @Test
    void keywordsAreDistinctBoundedAndTheStrongestFirst() {
        Sentiment sentiment =
                of("Good, GOOD, nice, friendly, helpful, kind, polite, clean, easy, quick, fair, useful, honest,"
                        + " excellent, awful, fast.");
        assertEquals(10, sentiment.keywords().size());
        assertEquals(10, sentiment.keywords().stream().distinct().count());
        assertEquals(List.of("good", "excellent", "awful"), sentiment.keywords().subList(0, 3));
        assertEquals(10, sentiment.reasons().size());
        List<Double> weights = sentiment.reasons().stream()
                .map(reason -> Math.abs(reason.weight()))
                .toList();
        assertEquals(
                weights.stream()
                        .sorted((one, other) -> Double.compare(other, one))
                        .toList(),
                weights);
    }

    @Test
    void keywordsAreWordsOfTheLexiconAndNeverOfTheAuthor() {
        assertEquals(List.of("rude"), of("Mrs Smith of 12 Hill Road was RUDE.").keywords());
        assertEquals(List.of("excellent"), of("It was excelllent").keywords());
    }

    @Test
    void repeatingAWordDoesNotMakeItCountWithoutEnd() {
        assertEquals(of("good. good. good.").reasons(), of("good. ".repeat(50)).reasons());
    }

    @Test
    void theSameOpinionGivesTheSameAnswerWhereverItIsRead() {
        List<String> texts = List.of(
                "IT WAS INCREDIBLY TIRING, but the INSTALLATION was BRILLIANT!",
                "Die Lieferung war PÜNKTLICH, aber UNVOLLSTÄNDIG.",
                "L'ÉQUIPE était PROFESSIONNELLE et très GENTILLE :)");
        Sentiment here = of(texts.toArray(String[]::new));
        assertEquals(here, of(texts.toArray(String[]::new)));
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            for (String tag : List.of("tr-TR", "az", "lt", "ar-EG", "th-TH-u-nu-thai", "de-DE")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
                SentimentAnalysis there = new LexiconAnalysis();
                assertEquals(here, there.of(new Opinion(texts, OptionalInt.empty(), OptionalInt.empty())), tag);
            }
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
        assertTrue(here.keywords().contains("pünktlich"), here::toString);
        assertTrue(here.keywords().contains("tiring"), here::toString);
    }

    @Test
    void aLongTextIsReadToItsEnd() {
        String report = "We met on Tuesday and spoke about the order. ".repeat(200);
        Sentiment sentiment = of(report + "In the end it was disappointing.");
        assertEquals(NEGATIVE, sentiment.polarity());
        assertEquals(List.of("disappointing"), sentiment.keywords());
        assertTrue(
                sentiment.confidence() < of("In the end it was disappointing.").confidence(),
                "one word of two thousand says little");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "good ",
                "not ",
                "but ",
                "bad solved ",
                "very ",
                "! ",
                "!?",
                "'",
                "l'",
                "1/",
                "😍",
                ":(",
                "<",
                "GOOD ",
                "o\u0301\u0327",
                "\u0301\u0327",
                "sehr gut und nicht schlecht, ",
                "too ",
                "no one ",
                "ne ",
                "nicht ",
                "-",
                "\n"
            })
    @Timeout(20)
    void workGrowsWithTheTextAndNotFaster(String piece) {
        String text = piece.repeat(1_000_000 / piece.length());
        Sentiment sentiment = of(text);
        assertTrue(sentiment.confidence() >= 0 && sentiment.confidence() <= 1);
        assertTrue(sentiment.keywords().size() <= 10);
    }

    @Test
    void manyTextsAreOneOpinion() {
        String[] texts = IntStream.range(0, 1000)
                .mapToObj(number -> number % 2 == 0 ? "good" : "bad")
                .toArray(String[]::new);
        assertEquals(NEUTRAL, of(texts).polarity());
        assertEquals(of("The visit was good."), of("", "The visit was good.", " "));
    }

    @Test
    void ratingsOutOfTheirRangeAreRefused() {
        for (int satisfaction : new int[] {0, 11, -1}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new Opinion(List.of(), OptionalInt.of(satisfaction), OptionalInt.empty()));
        }
        for (int nps : new int[] {-1, 11}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new Opinion(List.of(), OptionalInt.empty(), OptionalInt.of(nps)));
        }
    }

    @Test
    void theWordsOfTheApi() {
        assertEquals(
                "very_positive positive neutral negative very_negative",
                Arrays.stream(Polarity.values()).map(Polarity::word).collect(Collectors.joining(" ")));
        assertEquals(
                "word symbol satisfaction nps",
                Arrays.stream(Source.values()).map(Source::word).collect(Collectors.joining(" ")));
    }
}
