package org.earshot.sentiment;

/**
 * A word or phrase of a lexicon.
 *
 * @param spelling as the lexicon spells it
 * @param denied the same after a negation
 * @param weight of an opinion, -4 to 4; of an intensifier, what it multiplies by; of a contrast, what it says itself
 */
record Entry(Role role, String spelling, String denied, double weight) {

    /** What a word does in a sentence. */
    enum Role {
        /** Nothing. */
        NONE,
        OPINION,
        /** "Solved": good, and takes away what is bad in its clause. */
        REMEDY,
        /** Turns the opinions after it round. */
        NEGATION,
        /** Turns the opinion before it round if none comes after it. */
        NEGATION_OF_WHAT_WAS,
        INTENSIFIER,
        /** "Too": bad, unless it says "also". */
        EXCESS,
        /** "But": what comes after counts more than what came before. */
        CONTRAST,
        /** "Although": what comes after, in this clause, counts less. */
        CONCESSION,
        /** "And": may begin another clause. */
        JOIN
    }

    static final Entry NONE = new Entry(Role.NONE, "", "", 0);

    boolean is(Role other) {
        return role == other;
    }

    /** The opposite, as "unhelpful" is of "helpful". */
    Entry reversed(String prefix) {
        return new Entry(role, prefix + spelling, denied.replace(spelling, prefix + spelling), -weight);
    }
}
