package org.earshot.delivery;

import org.earshot.kernel.Text;

/**
 * What became of an attempt; the expert of the protocol decides which it is. A reason is kept and shown: it never quotes
 * the recipient, nor the message.
 */
public sealed interface DeliveryOutcome {

    /** The provider took the message over. */
    record Delivered() implements DeliveryOutcome {}

    /** Not now, but a later attempt may succeed. */
    record Deferred(String reason) implements DeliveryOutcome {

        public Deferred {
            requireWords(reason);
        }
    }

    /** Never: no later attempt can succeed. */
    record Refused(String reason) implements DeliveryOutcome {

        public Refused {
            requireWords(reason);
        }
    }

    private static void requireWords(String reason) {
        if (reason.isBlank() || !Text.isOneLine(reason)) {
            throw new IllegalArgumentException("A reason is one line of words that can be stored");
        }
    }
}
