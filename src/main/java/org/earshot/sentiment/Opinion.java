package org.earshot.sentiment;

import java.util.List;
import java.util.OptionalInt;

/**
 * All that one person said about one occasion.
 *
 * @param texts in their own words, in any number of languages
 * @param satisfaction 1 to 10
 * @param nps how likely they are to recommend it, 0 to 10
 */
public record Opinion(List<String> texts, OptionalInt satisfaction, OptionalInt nps) {

    public Opinion {
        texts = List.copyOf(texts);
        demand(satisfaction, 1);
        demand(nps, 0);
    }

    private static void demand(OptionalInt rating, int least) {
        if (rating.isPresent() && (rating.getAsInt() < least || rating.getAsInt() > 10)) {
            throw new IllegalArgumentException("a rating of " + rating.getAsInt());
        }
    }
}
