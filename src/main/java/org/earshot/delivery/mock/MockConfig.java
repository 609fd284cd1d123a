package org.earshot.delivery.mock;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the mock senders behave. */
@ConfigMapping(prefix = "earshot.delivery.mock")
interface MockConfig {

    /** How long they take for a message. */
    @WithDefault("0s")
    Duration latency();
}
