package org.earshot.review;

/** Where a reply stands on its way to the public (W72). */
enum ReplyStatus {
    /** Written or edited; moderators have not decided. */
    PENDING,
    PUBLISHED,
    REJECTED;

    /** Whether moderators may move a reply from this status to another. */
    boolean canBecome(ReplyStatus next) {
        return switch (this) {
            case PENDING -> next != PENDING;
            case PUBLISHED -> next == REJECTED;
            case REJECTED -> next == PUBLISHED;
        };
    }
}
