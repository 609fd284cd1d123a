package org.earshot.sentiment;

import java.util.Locale;

/** How good an opinion is, in five classes. */
public enum Polarity {
    VERY_POSITIVE,
    POSITIVE,
    NEUTRAL,
    NEGATIVE,
    VERY_NEGATIVE;

    /** From which score on, of -1 to 1, an opinion is not neutral any more. */
    static final double NOT_NEUTRAL = 0.2;

    /** From which score on it is very good, or very bad. */
    static final double VERY = 0.6;

    /** How the API calls it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Polarity of(double score) {
        if (score >= VERY) {
            return VERY_POSITIVE;
        }
        if (score >= NOT_NEUTRAL) {
            return POSITIVE;
        }
        if (score <= -VERY) {
            return VERY_NEGATIVE;
        }
        return score <= -NOT_NEUTRAL ? NEGATIVE : NEUTRAL;
    }

    /** The same without the "very", which takes a strong word. */
    Polarity moderate() {
        return switch (this) {
            case VERY_POSITIVE, POSITIVE -> POSITIVE;
            case NEUTRAL -> NEUTRAL;
            case NEGATIVE, VERY_NEGATIVE -> NEGATIVE;
        };
    }
}
