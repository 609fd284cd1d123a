package org.earshot.screening;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How reviews are screened before moderators see them. */
@ConfigMapping(prefix = "earshot.screening")
public interface ScreeningConfig {

    /** Whether a review without a word, ratings alone, is published at once. */
    @WithDefault("false")
    boolean publishRatingsOnly();

    /** How far back the same text is looked for. */
    @WithDefault("90d")
    Duration repeatedWithin();
}
