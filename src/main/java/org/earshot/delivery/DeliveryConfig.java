package org.earshot.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** How the outbox is emptied. */
@ConfigMapping(prefix = "earshot.delivery")
interface DeliveryConfig {

    /** Channel (email, sms) → name of the sender that serves it. */
    Map<String, Optional<String>> sender();

    /** How many messages of a company are claimed at once, and at most recorded at once. */
    @WithDefault("500")
    int batch();

    /** How many messages are on their way at once. */
    @WithDefault("50")
    int concurrency();

    /** How long a provider may take to answer. */
    @WithDefault("10s")
    Duration sendTimeout();

    /** How long a claim holds; after it, another replica may take the message over. */
    @WithDefault("5m")
    Duration lease();

    /** When a deferred message is tried again. */
    Retry retry();

    /** Waits grow from {@code first} by {@code factor} up to {@code ceiling}, until {@code horizon}. */
    interface Retry {
        @WithDefault("1m")
        Duration first();

        @WithDefault("2")
        double factor();

        @WithDefault("4h")
        Duration ceiling();

        /** By how much a wait may be shorter or longer, as a fraction of it. */
        @WithDefault("0.2")
        double jitter();

        /** How long after the first attempt a message is given up. */
        @WithDefault("2d")
        Duration horizon();
    }
}
