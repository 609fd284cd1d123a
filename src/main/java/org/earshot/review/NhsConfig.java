package org.earshot.review;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Whether and how published reviews are handed to the NHS (W55). */
@ConfigMapping(prefix = "earshot.nhs")
interface NhsConfig {

    /** Name of who hands them over; nobody, if it is missing. */
    Optional<String> submitter();

    /** How long the NHS may take to answer. */
    @WithDefault("10s")
    Duration timeout();
}
