package org.earshot.delivery;

import org.earshot.delivery.OutboxRepository.Done;

/** A claimed message, and what became of it under this claim. */
record Attempt(DueMessage message, Fate fate) {

    /** What can become of a claimed message. */
    sealed interface Fate {}

    /** It was handed to a provider, or could not even be composed. */
    record Tried(DeliveryOutcome outcome) implements Fate {}

    /** Its composer no longer wanted it sent. */
    record Unwanted() implements Fate {}

    /** It was not touched: it waits for another claim, and this one does not count. */
    record Untried() implements Fate {}

    /** An earlier claim had an outcome, of which its listener could not take note. */
    record Known(Done done) implements Fate {}
}
