package org.earshot.review;

import java.util.List;

/**
 * What somebody filled in on the page.
 *
 * @param ratings one for each question, 1 to 5
 */
record Answer(List<Integer> ratings, String title, String text, boolean anonymous) {

    Answer {
        ratings = List.copyOf(ratings);
    }
}
