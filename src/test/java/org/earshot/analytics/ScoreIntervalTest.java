package org.earshot.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a net promoter score lies, of few people and of many (docs/decisions/023). */
@Tag("A31")
class ScoreIntervalTest {

    private static final double Z = 1.959963984540054;

    /** A population: the shares of promoters and detractors. */
    private record Shares(double promoters, double detractors) {

        static Shares any(Random random) {
            double[] parts = DoubleStream.generate(() -> -Math.log(1 - random.nextDouble()))
                    .limit(3)
                    .toArray();
            double sum = DoubleStream.of(parts).sum();
            return new Shares(parts[0] / sum, parts[2] / sum);
        }

        double score() {
            return promoters - detractors;
        }

        double probability(double[] logFactorials, int first, int neither, int second) {
            return Math.exp(logFactorials[first + neither + second]
                    - logFactorials[first]
                    - logFactorials[neither]
                    - logFactorials[second]
                    + first * Math.log(promoters)
                    + neither * Math.log(1 - promoters - detractors)
                    + second * Math.log(detractors));
        }
    }

    private static boolean holds(ScoreInterval interval, double score) {
        return interval.low() <= score && score <= interval.high();
    }

    /**
     * Computed by another program, which searches the likeliest shares by trial, and not by a formula; the first line is
     * also in the literature (the matched pairs of Bentur and others, 2009).
     */
    @ParameterizedTest
    @CsvSource({
        "1,13,7,-51.723228,-2.600304",
        "1,0,0,-58.690137,100",
        "10,0,0,44.493440,100",
        "0,10,0,-27.753280,27.753280",
        "0,0,3,-100,12.299406",
        "3,0,3,-62.476739,62.476739",
        "1,1,1,-69.240474,69.240474",
        "0,4,1,-62.446537,32.137895",
        "7,2,1,4.892423,85.885832",
        "40,100,20,3.086453,21.806424",
        "600,250,150,40.282834,49.450864",
        "500000,300000,200000,29.846835,30.152991"
    })
    void itIsThatOfOtherComputations(long promoters, long passives, long detractors, double low, double high) {
        ScoreInterval interval = ScoreInterval.of(promoters, passives, detractors);
        assertEquals(low, interval.low() * 100, 1e-6);
        assertEquals(high, interval.high() * 100, 1e-6);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 30, 1_000})
    void withoutPassivesItIsWilsons(int size) {
        for (int promoters = 0; promoters <= size; promoters++) {
            double share = promoters / (double) size;
            double middle = (share + Z * Z / (2 * size)) / (1 + Z * Z / size);
            double half = Z / (1 + Z * Z / size) * Math.sqrt(share * (1 - share) / size + Z * Z / (4.0 * size * size));
            ScoreInterval interval = ScoreInterval.of(promoters, 0, size - promoters);
            assertEquals(2 * (middle - half) - 1, interval.low(), 1e-9);
            assertEquals(2 * (middle + half) - 1, interval.high(), 1e-9);
        }
    }

    @Test
    void itHoldsTheScoreThatWasFoundAndIsTheMirrorImageOfItsMirrorImage() {
        for (int size = 1; size <= 30; size++) {
            for (int promoters = 0; promoters <= size; promoters++) {
                for (int detractors = 0; promoters + detractors <= size; detractors++) {
                    ScoreInterval interval = ScoreInterval.of(promoters, size - promoters - detractors, detractors);
                    assertTrue(holds(interval, (promoters - detractors) / (double) size));
                    assertTrue(-1 <= interval.low() && interval.low() < interval.high() && interval.high() <= 1);
                    ScoreInterval mirrored = ScoreInterval.of(detractors, size - promoters - detractors, promoters);
                    assertEquals(-interval.high(), mirrored.low(), 1e-9);
                }
            }
        }
    }

    /** Exactly, by going through all that can be answered; of the worst of 400 populations, and of all on average. */
    @ParameterizedTest
    @CsvSource({"1,0.80", "2,0.80", "3,0.85", "5,0.90", "10,0.90", "20,0.92", "50,0.93"})
    void ofFewPeopleItHoldsTheTruthAsOftenAsItSays(int size, double atWorst) {
        double[] logFactorials = new double[size + 1];
        for (int i = 1; i <= size; i++) {
            logFactorials[i] = logFactorials[i - 1] + Math.log(i);
        }
        Random random = new Random(1);
        double[] coverage = DoubleStream.generate(() -> coverage(size, Shares.any(random), logFactorials))
                .limit(400)
                .toArray();
        assertTrue(DoubleStream.of(coverage).min().orElseThrow() >= atWorst, "at worst");
        assertEquals(0.965, DoubleStream.of(coverage).average().orElseThrow(), 0.025, "on average");
    }

    private static double coverage(int size, Shares shares, double[] logFactorials) {
        double covered = 0;
        for (int promoters = 0; promoters <= size; promoters++) {
            for (int detractors = 0; promoters + detractors <= size; detractors++) {
                int passives = size - promoters - detractors;
                if (holds(ScoreInterval.of(promoters, passives, detractors), shares.score())) {
                    covered += shares.probability(logFactorials, promoters, passives, detractors);
                }
            }
        }
        return covered;
    }

    @ParameterizedTest
    @CsvSource({"0.5,0.2", "0.9,0.05", "0.05,0.05", "0.2,0.7", "0.97,0.01"})
    void ofManyPeopleItHoldsTheTruthAsOftenAsItSays(double promoters, double detractors) {
        Shares shares = new Shares(promoters, detractors);
        Random random = new Random(1);
        int samples = 4_000;
        int held = 0;
        for (int sample = 0; sample < samples; sample++) {
            int[] found = new int[3];
            for (int person = 0; person < 300; person++) {
                double draw = random.nextDouble();
                found[draw < promoters ? 0 : draw < promoters + detractors ? 2 : 1]++;
            }
            held += holds(ScoreInterval.of(found[0], found[1], found[2]), shares.score()) ? 1 : 0;
        }
        assertEquals(ScoreInterval.LEVEL, held / (double) samples, 0.011);
    }
}
