package org.earshot.feedbackrequest;

/** Where a request stands between the queue and its answer (W28). */
enum RequestState {
    QUEUED,
    SENT,
    ANSWERED,
    FAILED,
    CANCELLED;

    /** Whether a request may go from this state to another. */
    boolean canBecome(RequestState next) {
        return switch (this) {
            case QUEUED -> next == SENT || next == FAILED || next == CANCELLED;
            case SENT -> next == ANSWERED;
            // a message that the provider had taken over, though it never said so
            case FAILED, CANCELLED -> next == SENT;
            case ANSWERED -> false;
        };
    }
}
