package org.earshot.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.earshot.feedbackrequest.Invited;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How many invitations about one activity are noted one after the other. */
@Tag("A28")
class AskedActivitiesTest {

    private static List<List<String>> rounds(String... activities) {
        List<Invited> invitations = Stream.of(activities)
                .map(activity -> new Invited(1, activity, null, null, null, Facts.START))
                .toList();
        return AskedActivities.rounds(invitations).stream()
                .map(round -> round.stream().map(Invited::activityId).toList())
                .toList();
    }

    @Test
    void nobodyIsInARoundTwice() {
        assertEquals(List.of(), rounds());
        assertEquals(List.of(List.of("a", "b")), rounds("a", "b"));
        assertEquals(List.of(List.of("a", "b"), List.of("a"), List.of("a")), rounds("a", "a", "b", "a"));
    }
}
