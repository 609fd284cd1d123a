package org.earshot.delivery.inbound;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("W85")
class StopWordsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "STOP",
                "stop",
                "Stop.",
                "  sToP \r\n",
                "STOP!!!",
                "\"STOP\"",
                "'stop'",
                "‘Stop’",
                "«STOP»",
                "> STOP",
                "🛑 STOP 🛑",
                "\u200bSTOP\u200b",
                "S\u200bT\u00adO\ufeffP",
                "\uff33\uff34\uff2f\uff30",
                "\uff53\uff54\uff4f\uff50\uff0e",
                "S.T.O.P.",
                "s t o p",
                "stop please",
                "please stop",
                "Please, stop texting me",
                "Ok, stop",
                "stop it now",
                "STOPALL",
                "STOP ALL",
                "Stop-all",
                "STOP messaging this number, you have got the wrong person",
                "UNSUBSCRIBE",
                "Unsubscribe me, please",
                "unsub",
                "END",
                "End.",
                "QUIT",
                "quit please",
                "CANCEL",
                "Cancel all messages",
                "cancel my subscription",
                "please cancel",
                "OPTOUT",
                "OPT OUT",
                "opt-out",
                "Opt me out",
                "REVOKE",
                "STOPP",
                "Stopp bitte!",
                "Bitte abmelden",
                "ABMELDEN",
                "Ende",
                "ENDE.",
                "ARRET",
                "Arrêt",
                "ARRE\u0302T",
                "arrêtez s'il vous plaît",
                "S’il vous plaît, arrêtez",
                "DESABONNER",
                "me désabonner",
                "Désabonner svp"
            })
    void thisSaysNoMore(String answer) {
        assertTrue(StopWords.match(answer), answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "\u200b",
                "!?",
                "👍",
                "please",
                "thank you",
                "START",
                "UNSTOP",
                "HELP",
                "YES",
                "5",
                "Great, thanks",
                "please don't stop asking",
                "Please don’t stop",
                "don't stop",
                "do not stop",
                "I could not stop smiling",
                "You can't stop a good dentist",
                "Non-stop service",
                "The bus stop is right outside",
                "Full stop.",
                "Stopped by on Tuesday, all good",
                "Stopping by was a good idea",
                "unstoppable",
                "End of story: great visit",
                "In the end all went well",
                "Ende gut, alles gut",
                "am Ende war alles gut",
                "Quit smoking thanks to you",
                "Cancel my appointment on Monday",
                "Cancelled twice, but nice",
                "weekend",
                "L'arrêt de bus est loin",
                "Very friendly. I would recommend you. STOP was never on my mind",
                "Loved “Hillside: how was your visit? Tell us in a minute: https://example.com/r/7 Stop: https://example.com/u/7”"
            })
    void thisDoesNot(String answer) {
        assertFalse(StopWords.match(answer), answer);
    }

    /** A person who only began with the word is not asked again; the other mistake would be worse. */
    @Test
    void whatBeginsWithTheWordCountsWhateverFollows() {
        assertTrue(StopWords.match("Stop by at any time, they are lovely"));
    }

    @Test
    void anEndlessAnswerIsReadInNoTime() {
        for (String part : new String[] {"please ", "s t o ", "opt me ", "\u0302", "\u200b", "\uff33", "\ud83d"}) {
            assertTimeoutPreemptively(Duration.ofSeconds(5), () -> StopWords.match(part.repeat(100_000)));
        }
        assertTrue(StopWords.match("STOP " + "a".repeat(100_000)));
    }
}
