package org.earshot.delivery.inbound;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whose reports are believed. */
@ConfigMapping(prefix = "earshot.delivery.inbound")
interface InboundConfig {

    /** Number → secret of the generic webhooks; several while one is being replaced. */
    Map<Integer, String> secrets();

    /** The account at Twilio, or at somebody who signs as Twilio does. */
    Twilio twilio();

    /** How calls of Twilio are told from others. */
    interface Twilio {

        /** The account's auth token; several while it is being replaced. */
        Optional<List<String>> authToken();
    }
}
