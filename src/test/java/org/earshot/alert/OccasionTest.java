package org.earshot.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.earshot.template.NotificationSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why somebody is told of feedback. The threshold is 5. */
@Tag("A34")
class OccasionTest {

    private static NotificationSettings wishes(boolean completion, boolean low) {
        return new NotificationSettings(completion, low, 5, List.of("ann@example.com"));
    }

    @ParameterizedTest
    @CsvSource({
        "false, false, 1,",
        "false, true, 5, LOW_RATING",
        "false, true, 6,",
        "true, false, 1, COMPLETION",
        "true, true, 5, LOW_RATING",
        "true, true, 6, COMPLETION"
    })
    void newFeedbackIsToldOfAsTheTemplateWants(boolean completion, boolean low, int rating, Occasion expected) {
        assertEquals(Optional.ofNullable(expected), Occasion.ofNew(wishes(completion, low), rating));
    }

    @ParameterizedTest
    @CsvSource({"6, 5, LOW_RATING", "10, 1, LOW_RATING", "5, 4,", "5, 6,", "7, 6,", "6, 6,"})
    void aChangeIsToldOfOnlyWhenTheRatingBecomesLow(int before, int now, Occasion expected) {
        assertEquals(Optional.ofNullable(expected), Occasion.ofChange(wishes(true, true), before, now));
        assertEquals(Optional.empty(), Occasion.ofChange(wishes(true, false), before, now));
    }
}
