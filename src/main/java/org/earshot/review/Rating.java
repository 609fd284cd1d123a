package org.earshot.review;

import java.util.List;

/**
 * What the answers to the questions amount to (W53).
 *
 * @param score 1 to 5 stars: the mean, rounded half up
 * @param percentage 20 to 100: the mean as a share of 5, rounded half up
 */
public record Rating(int score, int percentage) {

    private static final int BEST = 5;

    /** From answers of 1 to 5 each, at least one; exact until the rounding. */
    static Rating of(List<Integer> answers) {
        if (answers.isEmpty() || answers.stream().anyMatch(answer -> answer < 1 || answer > BEST)) {
            throw new IllegalArgumentException("A rating is made of answers from 1 to 5");
        }
        int sum = answers.stream().mapToInt(Integer::intValue).sum();
        int count = answers.size();
        return new Rating(roundHalfUp(sum, count), roundHalfUp(sum * 100, count * BEST));
    }

    private static int roundHalfUp(int numerator, int denominator) {
        return (2 * numerator + denominator) / (2 * denominator);
    }
}
