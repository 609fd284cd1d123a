package org.earshot.review;

/** What can happen to a review (W70). */
enum ReviewEventKind {
    SUBMITTED,
    VERIFIED,
    /** A phase of the screening noticed something. */
    FLAGGED,
    /** The screening decided. */
    SCREENED,
    /** A moderator decided. */
    MODERATED,
    ESCALATED,
    REPLY_WRITTEN,
    REPLY_EDITED,
    REPLY_WITHDRAWN,
    REPLY_MODERATED
}
