package org.earshot.delivery.inbound;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells whether an answer to a text message says that its sender wants no more of them (W85). It is read loosely, since a
 * person who is written to against their word is worse off than one who is not asked again: case, accents, punctuation
 * and invisible characters do not count, and neither do courtesies around the word. What counts is how the answer begins:
 * a word that says nothing else, such as STOP, is enough; one that also begins other sentences, such as END, must be all
 * that is said.
 */
final class StopWords {

    /** An answer that begins so means it, whatever follows. */
    private static final Set<String> OUTRIGHT = Set.of(
            "STOP",
            "STOPALL",
            "UNSUBSCRIBE",
            "UNSUB",
            "OPTOUT",
            // German
            "STOPP",
            "ABMELDEN",
            "ABBESTELLEN",
            // French
            "ARRET",
            "ARRETER",
            "ARRETEZ",
            "DESABONNER",
            "DESINSCRIRE");

    /** An answer that is no more than this means it: "Ende gut, alles gut" does not, nor does "Cancel my appointment". */
    private static final Set<String> ALONE = Set.of("END", "QUIT", "CANCEL", "REVOKE", "ENDE");

    /** What may stand around, and means nothing by itself. */
    private static final Set<String> COURTESIES = Set.of(
            "PLEASE",
            "PLS",
            "PLZ",
            "THANKS",
            "THANK",
            "YOU",
            "THX",
            "HI",
            "HELLO",
            "OK",
            "OKAY",
            "NOW",
            "KINDLY",
            // German
            "BITTE",
            "DANKE",
            "HALLO",
            "JETZT",
            "SOFORT",
            "MICH",
            // French
            "SVP",
            "STP",
            "SIL",
            "VOUS",
            "PLAIT",
            "MERCI",
            "BONJOUR",
            "ME",
            "SE");

    /** What is to end, after a word that would otherwise have to stand alone. */
    private static final Set<String> MESSAGES =
            Set.of("ALL", "MY", "THE", "THESE", "THIS", "IT", "MESSAGES", "MESSAGE", "TEXTS", "SMS", "SUBSCRIPTION");

    private static final Pattern UNSEEN = Pattern.compile("[\\p{M}\\p{Cf}'’‘´`]");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern OPT_OUT = Pattern.compile("OPT (?:ME )?OUT");
    private static final Pattern SPELLED_OUT = Pattern.compile("\\bS T O P(?: P)?\\b");
    private static final int LONGEST = 2000;

    private StopWords() {}

    /** Whether an answer asks for no more messages. */
    static boolean match(String answer) {
        List<String> words = words(answer);
        int first = 0;
        while (first < words.size() && COURTESIES.contains(words.get(first))) {
            first++;
        }
        if (first == words.size()) {
            return false;
        }
        String word = words.get(first);
        return OUTRIGHT.contains(word)
                || (ALONE.contains(word)
                        && words.subList(first + 1, words.size()).stream()
                                .allMatch(after -> COURTESIES.contains(after) || MESSAGES.contains(after)));
    }

    /** The words in capitals, without what does not count. */
    private static List<String> words(String answer) {
        String start = answer.substring(0, Math.min(answer.length(), LONGEST));
        String plain = UNSEEN.matcher(Normalizer.normalize(start, Normalizer.Form.NFKD))
                .replaceAll("")
                .toUpperCase(Locale.ROOT);
        String spaced = BETWEEN_WORDS.matcher(plain).replaceAll(" ").strip();
        String joined = OPT_OUT.matcher(spaced).replaceAll("OPTOUT");
        String whole = SPELLED_OUT.matcher(joined).replaceAll("STOP");
        return List.of(whole.split(" "));
    }
}
