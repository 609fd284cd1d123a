package org.earshot.delivery;

import io.smallrye.mutiny.Uni;

/** Hands messages to one provider. Chosen by its name in the configuration. */
public interface MessageSender {

    /** The name by which {@code earshot.delivery.sender.<channel>} chooses it. */
    String name();

    /** Whether what it sends can reach a person. */
    boolean real();

    /** Tries once; an answer that does not come is cut off by the caller. */
    Uni<DeliveryOutcome> send(OutgoingMessage message);
}
