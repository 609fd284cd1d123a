package org.earshot.review;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What moderators can decide. */
enum Decision {
    PUBLISH(ReviewStatus.PUBLISHED),
    REJECT(ReviewStatus.REJECTED),
    RESTRICT(ReviewStatus.RESTRICTED),
    INVESTIGATE(ReviewStatus.UNDER_INVESTIGATION);

    private final ReviewStatus status;

    Decision(ReviewStatus status) {
        this.status = status;
    }

    /** The status that the review gets. */
    ReviewStatus status() {
        return status;
    }

    /** The word that stands for it over HTTP. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Decision> of(String word) {
        return Arrays.stream(values())
                .filter(decision -> decision.word().equals(word))
                .findFirst();
    }
}
