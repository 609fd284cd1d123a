package org.earshot.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.earshot.testing.Samples;
import org.instancio.junit.Given;
import org.instancio.junit.InstancioExtension;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A rating is that of the exact mean, however many answers there are. */
@ExtendWith(InstancioExtension.class)
@Tag("W53")
class RatingPropertiesTest {

    private static final int MANY = 5000;

    private static List<Integer> answers(Samples samples) {
        return samples.some(1, 30, () -> samples.between(1, 5));
    }

    @Test
    void theExactMeanIsRoundedHalfUp(@Given(Samples.Source.class) Samples samples) {
        for (int i = 0; i < MANY; i++) {
            List<Integer> answers = answers(samples);
            BigDecimal sum = BigDecimal.valueOf(
                    answers.stream().mapToInt(Integer::intValue).sum());
            BigDecimal count = BigDecimal.valueOf(answers.size());
            Rating rating = Rating.of(answers);
            assertEquals(
                    sum.divide(count, 0, RoundingMode.HALF_UP).intValueExact(), rating.score(), answers.toString());
            assertEquals(
                    sum.movePointRight(2)
                            .divide(count.multiply(BigDecimal.valueOf(5)), 0, RoundingMode.HALF_UP)
                            .intValueExact(),
                    rating.percentage(),
                    answers.toString());
        }
    }

    @Test
    void theOrderOfTheAnswersDoesNotMatterAndABetterOneNeverHarms(@Given(Samples.Source.class) Samples samples) {
        for (int i = 0; i < MANY; i++) {
            List<Integer> answers = answers(samples);
            Rating rating = Rating.of(answers);
            assertTrue(rating.score() >= 1 && rating.score() <= 5, answers.toString());
            assertTrue(rating.percentage() >= 20 && rating.percentage() <= 100, answers.toString());
            List<Integer> better = new ArrayList<>(answers);
            Collections.sort(better);
            assertEquals(rating, Rating.of(better));
            better.set(0, 5);
            assertTrue(Rating.of(better).score() >= rating.score(), answers.toString());
            assertTrue(Rating.of(better).percentage() >= rating.percentage(), answers.toString());
        }
    }
}
