package org.earshot.delivery;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** Choices of senders, as tests make them. */
public final class Choices {

    private Choices() {}

    /** What is chosen by these settings, such as {@code earshot.delivery.sender.email}. */
    public static ChosenSenders of(Map<String, String> settings) {
        return new ChosenSenders(new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(DeliveryConfig.class)
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(DeliveryConfig.class));
    }
}
