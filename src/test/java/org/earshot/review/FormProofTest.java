package org.earshot.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.earshot.kernel.Keyrings;
import org.earshot.testing.HandClock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("W51")
class FormProofTest {

    private static final String LINK = "1-AAAAAAAAAAAAAAAAAAAAAA";
    private static final String OLD_SECRET = "the first secret, of 32 characters.";
    private static final String NEW_SECRET = "the other secret, of 32 characters.";
    private static final int SETTINGS = 3;
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private final HandClock clock = new HandClock(Instant.parse("2026-01-31T09:30:00Z"));
    private final FormProof proof = withKeys(Map.of(1, OLD_SECRET));

    private FormProof withKeys(Map<Integer, String> secrets) {
        return new FormProof(Keyrings.of(secrets), clock);
    }

    @Test
    void aPersonTakesThreeSecondsOrMore() {
        String issued = proof.issue(LINK, SETTINGS);
        assertFalse(proof.plausible(LINK, issued, ""));
        clock.advance(Duration.ofMillis(2999));
        assertFalse(proof.plausible(LINK, issued, ""));
        clock.advance(Duration.ofMillis(1));
        assertTrue(proof.plausible(LINK, issued, ""));
    }

    @Test
    void aPersonTakesADayAtMost() {
        String issued = proof.issue(LINK, SETTINGS);
        clock.advance(Duration.ofDays(1));
        assertTrue(proof.plausible(LINK, issued, null));
        clock.advance(Duration.ofMillis(1));
        assertFalse(proof.plausible(LINK, issued, null));
    }

    @Test
    void aProofOfTheFutureIsNone() {
        String issued = proof.issue(LINK, SETTINGS);
        clock.advance(A_MINUTE.negated());
        assertFalse(proof.plausible(LINK, issued, ""));
    }

    @Test
    void whoFillsInTheTrapIsAMachine() {
        String issued = proof.issue(LINK, SETTINGS);
        clock.advance(A_MINUTE);
        assertFalse(proof.plausible(LINK, issued, "https://spam.example"));
        assertFalse(proof.plausible(LINK, issued, " "));
        assertTrue(proof.plausible(LINK, issued, ""));
        assertTrue(proof.plausible(LINK, issued, null));
    }

    @Test
    void aProofCountsForItsLinkAlone() {
        String issued = proof.issue("2-AAAAAAAAAAAAAAAAAAAAAA", SETTINGS);
        clock.advance(A_MINUTE);
        assertFalse(proof.plausible(LINK, issued, ""));
    }

    @Test
    void noCharacterOfAProofCanBeChanged() {
        String issued = proof.issue(LINK, SETTINGS);
        clock.advance(A_MINUTE);
        for (int i = 0; i < issued.length(); i++) {
            char other = issued.charAt(i) == '1' ? '2' : '1';
            String tampered = issued.substring(0, i) + other + issued.substring(i + 1);
            assertFalse(proof.plausible(LINK, tampered, ""), tampered);
            assertEquals(Optional.empty(), proof.settings(LINK, tampered), tampered);
        }
    }

    @Test
    void aProofOutlivesANewKeyButNotTheEndOfItsOwn() {
        String issued = proof.issue(LINK, SETTINGS);
        clock.advance(A_MINUTE);
        assertTrue(withKeys(Map.of(1, OLD_SECRET, 2, NEW_SECRET)).plausible(LINK, issued, ""));
        assertFalse(withKeys(Map.of(2, NEW_SECRET)).plausible(LINK, issued, ""));
        assertFalse(withKeys(Map.of(1, NEW_SECRET)).plausible(LINK, issued, ""));
    }

    @Test
    @Tag("W66")
    void aProofTellsWhatThePageShowedHoweverLongAgo() {
        String issued = proof.issue(LINK, SETTINGS);
        assertEquals(Optional.of(SETTINGS), proof.settings(LINK, issued));
        clock.advance(Duration.ofDays(27));
        assertEquals(Optional.of(SETTINGS), proof.settings(LINK, issued));
        assertEquals(Optional.empty(), proof.settings("2-AAAAAAAAAAAAAAAAAAAAAA", issued));
        assertEquals(Optional.empty(), withKeys(Map.of(2, NEW_SECRET)).settings(LINK, issued));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "1", "1..", "1.1769851800.3.", "x.1769851800.3.x", "99999.1.x", "1.-5.x", "\u0000"})
    void garbageIsNoProof(String garbage) {
        assertFalse(proof.plausible(LINK, garbage, ""));
        assertEquals(Optional.empty(), proof.settings(LINK, garbage));
    }
}
