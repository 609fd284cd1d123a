package org.earshot.delivery;

/** What became of an attempt; the expert of the protocol decides which it is. */
public sealed interface DeliveryOutcome {

    /** The provider took the message over. */
    record Delivered() implements DeliveryOutcome {}

    /** Not now, but a later attempt may succeed. */
    record Deferred(String reason) implements DeliveryOutcome {}

    /** Never: no later attempt can succeed. */
    record Refused(String reason) implements DeliveryOutcome {}
}
