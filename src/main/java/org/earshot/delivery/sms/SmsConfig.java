package org.earshot.delivery.sms;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Where text messages are handed over. */
@ConfigMapping(prefix = "earshot.delivery.sms")
interface SmsConfig {

    /** How many calls to the provider may be under way at once. */
    @WithDefault("500")
    int connections();

    /** How long the provider may take to take a connection. */
    @WithDefault("5s")
    Duration connectTimeout();

    /** A provider of any kind, behind a service that speaks our JSON. */
    Gateway gateway();

    /** The provider behind the sender {@code gateway}. */
    interface Gateway {

        /** Where a message is posted. */
        Optional<URI> url();

        /** The bearer token that is shown there. */
        Optional<String> token();

        /** Number or name that the message comes from; the gateway's own, if it is missing. */
        Optional<String> from();
    }
}
