package org.earshot.analytics;

/**
 * Where the difference of two shares lies with 95 % confidence, when each of so many people is in one of them, in the
 * other, or in neither: Tango's score interval (docs/decisions/023). From -1 to 1; the difference that was found lies
 * within.
 */
record ScoreInterval(double low, double high) {

    static final double LEVEL = 0.95;

    /** The normal distribution's quantile for both ends together. */
    private static final double Z = 1.959963984540054;

    /** Halvings, after which nothing is left that a double could tell. */
    private static final int STEPS = 60;

    /** The interval for the share of those who are in the first less that of those in the second; somebody must be there. */
    static ScoreInterval of(long first, long neither, long second) {
        Sample sample = new Sample(first, second, first + neither + second);
        return new ScoreInterval(sample.end(-1), sample.end(1));
    }

    private record Sample(double first, double second, double size) {

        /** The last difference that is plausible on the way from the one that was found to this limit. */
        double end(double limit) {
            double plausible = found();
            double beyond = limit;
            for (int i = 0; i < STEPS; i++) {
                double middle = (plausible + beyond) / 2;
                if (isPlausible(middle)) {
                    plausible = middle;
                } else {
                    beyond = middle;
                }
            }
            return plausible;
        }

        private double found() {
            return (first - second) / size;
        }

        /** Whether a test of this difference, with the variance that there would be if it were true, would let it stand. */
        private boolean isPlausible(double difference) {
            double distance = found() - difference;
            double variance = 2 * likelySecond(difference) + difference - difference * difference;
            return size * distance * distance <= Z * Z * variance;
        }

        /** The likeliest second share, if the first is larger by this difference: a root of the likelihood's derivative. */
        private double likelySecond(double difference) {
            double a = 2 * size;
            double b = (a - first + second) * difference - first - second;
            double c = -second * difference * (1 - difference);
            return (Math.sqrt(Math.max(0, b * b - 4 * a * c)) - b) / (2 * a);
        }
    }
}
