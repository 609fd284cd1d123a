package org.earshot.feedbackrequest;

/** Where a request stands on its way to an answer. Whether its message has left, the log of deliveries tells. */
enum RequestState {
    /** Its message is queued, or sent. */
    ASKED,
    /** Its page was seen, which proves that the message arrived. */
    SEEN,
    ANSWERED,
    FAILED,
    CANCELLED;

    /** Whether a request may go from this state to another. */
    boolean canBecome(RequestState next) {
        return switch (this) {
            case ASKED -> next == SEEN || next == FAILED || next == CANCELLED;
            case SEEN -> next == ANSWERED;
            // seen: the provider had taken its message over, though it never said so; asked: it is replayed
            case FAILED -> next == SEEN || next == ASKED;
            case CANCELLED -> next == SEEN;
            case ANSWERED -> false;
        };
    }
}
