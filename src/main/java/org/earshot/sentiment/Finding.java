package org.earshot.sentiment;

/** A word or symbol of a text that tells an opinion, and what it is worth where it stands. */
final class Finding {

    /** A negated praise is almost as bad as praise is good. */
    private static final double NEGATED_GOOD = -0.75;

    /** "Not bad" is half as good as "good". */
    private static final double NEGATED_BAD = -0.5;

    /** "Not average" is rather bad. */
    private static final double NEGATED_NEITHER = -1;

    private final Reason.Source source;
    private final Entry entry;
    private boolean negated;
    private double value;

    Finding(Reason.Source source, Entry entry, double factor) {
        this.source = source;
        this.entry = entry;
        value = entry.weight() * factor;
    }

    /** Intensifiers do not make a negated word worse: "not very good" is milder than "not good". */
    void negate(double share) {
        negated = true;
        double weight = entry.weight();
        double factor = weight > 0 ? NEGATED_GOOD : NEGATED_BAD;
        value = share * (weight == 0 ? NEGATED_NEITHER : weight * factor);
    }

    void multiply(double factor) {
        value *= factor;
    }

    Reason.Source source() {
        return source;
    }

    boolean negated() {
        return negated;
    }

    String text() {
        return negated ? entry.denied() : entry.spelling();
    }

    double value() {
        return value;
    }
}
