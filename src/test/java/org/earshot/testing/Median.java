package org.earshot.testing;

import java.util.Arrays;

/** The figure in the middle, which a few odd rounds do not move. */
public final class Median {

    private Median() {}

    /** The median of some figures; of an even number of them, the larger one in the middle. */
    public static double of(double[] figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
