package org.earshot.kernel;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The keys that stand alone, and the root of all others: whatever is set below {@code earshot} and belongs to no mapping
 * stops the start. Whoever needs a single one of these has it injected by its name.
 */
@ConfigMapping(prefix = "earshot")
interface ServiceConfig {

    /** Lets production start with unsafe settings. */
    @WithDefault("false")
    boolean acceptInsecureInstance();

    /** Where recipients reach the service. */
    Optional<URI> publicUrl();

    /** Which web pages may call. */
    Cors cors();

    /** What the scripts of other web pages may do. */
    interface Cors {

        /** Where they come from. */
        Optional<List<String>> origins();
    }

    /** How much is taken. */
    Limits limits();

    /** The size of what callers send. */
    interface Limits {

        /** The largest body, but for the bulk call. */
        @WithDefault("1M")
        MemorySize body();
    }

    /** The heartbeat. */
    Rhythm tick();

    /** When due work is looked for. */
    interface Rhythm {

        /** How often. */
        @WithDefault("1s")
        Duration every();
    }
}
