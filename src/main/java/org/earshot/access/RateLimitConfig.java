package org.earshot.access;

import io.smallrye.config.ConfigMapping;

/** How many calls a token may make, in real time and over all replicas; 0 is no limit (W77). */
@ConfigMapping(prefix = "earshot.rate-limit")
interface RateLimitConfig {

    /** On the paths of feedback requests and reviews. */
    Limit feedback();

    /** On the paths of activity feedback. */
    Limit activity();

    /** For each contract, a limit in the short and one in the long run. */
    interface Limit {

        /** Calls in each minute. */
        int perMinute();

        /** Calls in each day of UTC. */
        int perDay();
    }
}
