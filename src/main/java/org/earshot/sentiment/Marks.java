package org.earshot.sentiment;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.earshot.sentiment.Entry.Role;

/**
 * A sentence as one lexicon knows it.
 *
 * @param found for each token the longest entry that begins there
 * @param common which tokens are among the commonest words of the language; they tell which language it is
 */
record Marks(List<Match> found, BitSet common) {

    /** An entry, and how many tokens it takes. */
    record Match(Entry entry, int length) {

        static final Match NONE = new Match(Entry.NONE, 1);

        boolean isNone() {
            return entry.is(Role.NONE) && length == 1;
        }

        private boolean contradicts(Match other) {
            return entry.is(Role.OPINION) && other.entry.is(Role.OPINION) && entry.weight() * other.entry.weight() < 0;
        }
    }

    int hits() {
        return common.cardinality();
    }

    /** The sentence as several languages know it. Where they contradict each other, they say nothing. */
    Marks and(Marks other) {
        List<Match> both = new ArrayList<>(found.size());
        for (int at = 0; at < found.size(); at++) {
            Match mine = found.get(at);
            Match theirs = other.found.get(at);
            if (mine.contradicts(theirs)) {
                both.add(Match.NONE);
            } else if (mine.isNone() || (!theirs.isNone() && theirs.length() > mine.length())) {
                both.add(theirs);
            } else {
                both.add(mine);
            }
        }
        BitSet either = (BitSet) common.clone();
        either.or(other.common);
        return new Marks(both, either);
    }
}
