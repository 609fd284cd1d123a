package org.earshot.review;

import io.smallrye.mutiny.Uni;

/** Hands a published review to the NHS. */
interface NhsSubmission {

    /** What the NHS answered. */
    sealed interface Outcome {
        /** It shows the review. */
        record Accepted() implements Outcome {}

        /** It never will. */
        record Rejected(String reason) implements Outcome {}

        /** It did not take the review this time, and may later. */
        record NotNow(String reason) implements Outcome {}
    }

    /** The name by which the configuration chooses it. */
    String name();

    /** Whether reviews really arrive at the NHS. */
    boolean real();

    /**
     * Hands a review over.
     *
     * @param idempotencyKey the same whenever this review is handed over again, because the first answer was lost
     * @param review no more of it than anybody may read
     */
    Uni<Outcome> submit(String idempotencyKey, PublicReviewView review);
}
