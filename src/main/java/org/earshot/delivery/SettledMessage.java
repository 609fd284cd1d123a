package org.earshot.delivery;

import java.time.Instant;

/**
 * A message that has left the queue.
 *
 * @param reason why it was refused or dropped, in words for a person; empty when it was delivered
 */
public record SettledMessage(MessageKey key, Instant at, Outcome outcome, String reason) {

    /** How a message leaves the queue. */
    public enum Outcome {
        /** The provider took it over. */
        DELIVERED,
        /** The provider refused it for good, or it was given up. */
        REFUSED,
        /** Its composer no longer wanted it sent. */
        DROPPED
    }
}
