package org.earshot.review;

import static org.earshot.review.ReviewStatus.PENDING;
import static org.earshot.review.ReviewStatus.PUBLISHED;
import static org.earshot.review.ReviewStatus.REJECTED;
import static org.earshot.review.ReviewStatus.RESTRICTED;
import static org.earshot.review.ReviewStatus.UNDER_INVESTIGATION;
import static org.earshot.review.ReviewStatus.VERIFIED;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("W51")
class ReviewStatusTest {

    private static final Map<ReviewStatus, Set<ReviewStatus>> TABLE = Map.of(
            PENDING, Set.of(VERIFIED, REJECTED),
            VERIFIED, Set.of(PUBLISHED, REJECTED, RESTRICTED, UNDER_INVESTIGATION),
            PUBLISHED, Set.of(REJECTED, RESTRICTED, UNDER_INVESTIGATION),
            REJECTED, Set.of(PUBLISHED, RESTRICTED, UNDER_INVESTIGATION),
            RESTRICTED, Set.of(PUBLISHED, REJECTED, UNDER_INVESTIGATION),
            UNDER_INVESTIGATION, Set.of(PUBLISHED, REJECTED, RESTRICTED));

    @Test
    void aReviewMovesOnlyAsTheTableSays() {
        for (ReviewStatus from : ReviewStatus.values()) {
            for (ReviewStatus to : ReviewStatus.values()) {
                assertEquals(TABLE.get(from).contains(to), from.canBecome(to), from + " to " + to);
            }
        }
    }

    @Test
    void theOpenDecisionsAreThoseThatLeadSomewhere() {
        for (ReviewStatus from : ReviewStatus.values()) {
            Set<ReviewStatus> decided =
                    from.decisions().stream().map(Decision::status).collect(Collectors.toSet());
            Set<ReviewStatus> reachable = TABLE.get(from).stream()
                    .filter(status -> status != VERIFIED)
                    .collect(Collectors.toSet());
            assertEquals(reachable, decided, from.toString());
        }
    }
}
