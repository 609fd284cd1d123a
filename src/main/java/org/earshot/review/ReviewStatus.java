package org.earshot.review;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Where a review stands on its way to the public (W51). */
public enum ReviewStatus {
    /** Submitted; whether a person wrote it is not yet clear. */
    PENDING,
    /** A person wrote it; moderators have not decided. */
    VERIFIED,
    PUBLISHED,
    REJECTED,
    RESTRICTED,
    UNDER_INVESTIGATION;

    private static final Set<ReviewStatus> DECIDED = EnumSet.of(PUBLISHED, REJECTED, RESTRICTED, UNDER_INVESTIGATION);

    /** Whether a review may go from this status to another. */
    boolean canBecome(ReviewStatus next) {
        return switch (this) {
            case PENDING -> next == VERIFIED || next == REJECTED;
            case VERIFIED -> DECIDED.contains(next);
            case PUBLISHED, REJECTED, RESTRICTED, UNDER_INVESTIGATION -> next != this && DECIDED.contains(next);
        };
    }

    /** The decisions that moderators may take now. */
    Set<Decision> decisions() {
        return Arrays.stream(Decision.values())
                .filter(decision -> canBecome(decision.status()))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Decision.class)));
    }
}
