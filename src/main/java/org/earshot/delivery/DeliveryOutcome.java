package org.earshot.delivery;

import java.time.Duration;
import java.util.Optional;
import org.earshot.kernel.Text;

/**
 * What became of an attempt; the expert of the protocol decides which it is. A reason is kept and shown: it never quotes
 * the recipient, nor the message.
 */
public sealed interface DeliveryOutcome {

    /** The provider took the message over. */
    record Delivered() implements DeliveryOutcome {}

    /**
     * Not now, but a later attempt may succeed.
     *
     * @param retryAfter how long the provider asks to be left alone, if it says so
     */
    record Deferred(String reason, Optional<Duration> retryAfter) implements DeliveryOutcome {

        public Deferred {
            requireWords(reason);
        }

        /** Not now, and the provider does not say when. */
        public Deferred(String reason) {
            this(reason, Optional.empty());
        }
    }

    /**
     * Never: no later attempt can succeed.
     *
     * @param suppression why the recipient is to be sent nothing any more, if that is what the refusal tells
     */
    record Refused(String reason, Optional<SuppressionReason> suppression) implements DeliveryOutcome {

        public Refused {
            requireWords(reason);
        }

        /** Never this message, which tells nothing of others to the same recipient. */
        public Refused(String reason) {
            this(reason, Optional.empty());
        }
    }

    private static void requireWords(String reason) {
        if (reason.isBlank() || !Text.isOneLine(reason)) {
            throw new IllegalArgumentException("A reason is one line of words that can be stored");
        }
    }
}
