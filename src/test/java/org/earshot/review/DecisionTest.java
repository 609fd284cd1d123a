package org.earshot.review;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("W51")
class DecisionTest {

    @Test
    void everyWordLeadsToItsStatus() {
        Map<String, ReviewStatus> found = new TreeMap<>();
        for (Decision decision : Decision.values()) {
            found.put(decision.word(), decision.status());
            assertEquals(Optional.of(decision), Decision.of(decision.word()));
        }
        assertEquals(
                Map.of(
                        "publish",
                        ReviewStatus.PUBLISHED,
                        "reject",
                        ReviewStatus.REJECTED,
                        "restrict",
                        ReviewStatus.RESTRICTED,
                        "investigate",
                        ReviewStatus.UNDER_INVESTIGATION),
                found);
    }

    @Test
    void otherWordsAreNoDecision() {
        assertEquals(Optional.empty(), Decision.of(""));
        assertEquals(Optional.empty(), Decision.of("verify"));
        assertEquals(Optional.empty(), Decision.of("published"));
    }
}
