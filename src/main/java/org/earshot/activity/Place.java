package org.earshot.activity;

import java.time.LocalDate;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * Where in a list a page begins.
 *
 * @param total how long the list is
 * @param day the day, in UTC, in which the page begins; empty if the list is gone through from its beginning
 * @param skip how much comes before the page, since the beginning of that day or of the list
 */
record Place(long total, Optional<LocalDate> day, long skip) {

    /** In a list of so many that is gone through from its beginning. */
    static Place fromBeginning(long total, long skip) {
        return new Place(total, Optional.empty(), skip);
    }

    /**
     * In a list in the order of creation; the days before the page need not be gone through.
     *
     * @param counts day → how much of the list is of that day
     */
    static Place within(NavigableMap<LocalDate, Long> counts, boolean ascending, long skip) {
        long total = counts.values().stream().mapToLong(Long::longValue).sum();
        long rest = skip;
        for (Map.Entry<LocalDate, Long> day : (ascending ? counts : counts.descendingMap()).entrySet()) {
            if (rest < day.getValue()) {
                return new Place(total, Optional.of(day.getKey()), rest);
            }
            rest -= day.getValue();
        }
        return fromBeginning(total, skip);
    }
}
