package org.earshot.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("W53")
class RatingTest {

    @Test
    void everyTripleIsRoundedFromItsExactMean() {
        for (int a = 1; a <= 5; a++) {
            for (int b = 1; b <= 5; b++) {
                for (int c = 1; c <= 5; c++) {
                    BigDecimal sum = BigDecimal.valueOf(a + b + c);
                    assertEquals(
                            new Rating(halfUp(sum, 3), halfUp(sum.multiply(BigDecimal.valueOf(100)), 15)),
                            Rating.of(List.of(a, b, c)),
                            a + ", " + b + ", " + c);
                }
            }
        }
    }

    /** The quotient, rounded once and from the exact value. */
    private static int halfUp(BigDecimal sum, int divisor) {
        return sum.divide(BigDecimal.valueOf(divisor), 0, RoundingMode.HALF_UP).intValueExact();
    }

    @ParameterizedTest
    @CsvSource({
        "1 1 1, 1, 20",
        "1 1 2, 1, 27",
        "5 4 4, 4, 87",
        "5 5 4, 5, 93",
        "3 3 4, 3, 67",
        "5 5 5, 5, 100",
        "1 2,   2, 30",
        "2 3,   3, 50",
        "4 5,   5, 90",
        "3,     3, 60",
        "1 1 1 2, 1, 25",
        "4 4 5 5 5 5 5 5, 5, 95",
        "1 1 1 1 1 1 1 2, 1, 23"
    })
    void halvesAreRoundedUp(String answers, int score, int percentage) {
        List<Integer> numbers =
                List.of(answers.split(" ", -1)).stream().map(Integer::valueOf).toList();
        assertEquals(new Rating(score, percentage), Rating.of(numbers));
    }

    @Test
    void onlyAnswersFromOneToFiveMakeARating() {
        assertThrows(IllegalArgumentException.class, () -> Rating.of(List.of()));
        assertThrows(IllegalArgumentException.class, () -> Rating.of(List.of(5, 0)));
        assertThrows(IllegalArgumentException.class, () -> Rating.of(List.of(6)));
    }
}
