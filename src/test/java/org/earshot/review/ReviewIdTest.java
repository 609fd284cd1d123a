package org.earshot.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("W48")
class ReviewIdTest {

    @Test
    void aNumberNamesAReviewOfOurs() {
        assertEquals(Optional.of(new ReviewId(false, 12)), ReviewId.parse("12"));
    }

    @Test
    void aTBeforeItNamesOneFromElsewhere() {
        assertEquals(Optional.of(new ReviewId(true, 12)), ReviewId.parse("T12"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"12", "T12", "9223372036854775807", "T1"})
    void isWrittenAsItIsRead(String text) {
        assertEquals(text, ReviewId.parse(text).orElseThrow().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "T", "t12", "TT12", "T-1", "T0", "0", "-1", "12T", "T 12", "9223372036854775808", "abc"})
    void nothingElseIsAName(String text) {
        assertTrue(ReviewId.parse(text).isEmpty());
    }
}
