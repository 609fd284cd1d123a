package org.earshot.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmsSegmentsTest {

    @ParameterizedTest
    @CsvSource({
        "a, 0, true, 1",
        "a, 160, true, 1",
        "a, 161, true, 2",
        "a, 306, true, 2",
        "a, 307, true, 3",
        "é, 160, true, 1",
        "€, 80, true, 1",
        "€, 81, true, 2",
        "[, 80, true, 1",
        "ç, 70, false, 1",
        "ç, 71, false, 2",
        "ç, 134, false, 2",
        "ç, 135, false, 3",
        "😀, 35, false, 1",
        "😀, 36, false, 2"
    })
    void aTextHasSoMany(String character, int times, boolean gsm7, int count) {
        assertEquals(new SmsSegments(gsm7, count), SmsSegments.of(character.repeat(times)));
    }

    @Test
    void whatTakesTwoPlacesIsNotCutInTwo() {
        // 152 + 2 do not fit into 153, so that the third part is needed for what counting alone would fit into two
        assertEquals(2, SmsSegments.of("a".repeat(152) + "€" + "a".repeat(151)).count());
        assertEquals(3, SmsSegments.of("a".repeat(152) + "€" + "a".repeat(152)).count());
        assertEquals(2, SmsSegments.of("ç".repeat(66) + "😀" + "ç".repeat(65)).count());
        assertEquals(3, SmsSegments.of("ç".repeat(66) + "😀" + "ç".repeat(66)).count());
    }

    @Test
    void whatIsWideInTheSmallAlphabetIsNotInTheLargeOne() {
        assertEquals(1, SmsSegments.of("ç" + "€".repeat(69)).count());
        assertEquals(2, SmsSegments.of("ç" + "€".repeat(70)).count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Grüße aus Köln", "à demain", "£5 ¿qué?", "~{[|]}^\\€", "ΔΦΓ", "\n\r\f"})
    void theSmallAlphabetIsEnough(String text) {
        assertTrue(SmsSegments.of(text).gsm7());
    }

    @ParameterizedTest
    @ValueSource(strings = {"garçon", "être", "don’t", "“", "–", "…", "Şafak", "ё", "`", "\t", "😀", "\ud800"})
    void theSmallAlphabetIsNotEnough(String text) {
        assertFalse(SmsSegments.of(text).gsm7());
    }
}
