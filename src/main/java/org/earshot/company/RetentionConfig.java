package org.earshot.company;

import io.smallrye.config.ConfigMapping;
import java.util.OptionalInt;

/** For how long an instance keeps what is its companies', where they say nothing of it themselves. */
@ConfigMapping(prefix = "earshot.retention")
interface RetentionConfig {

    /** Days after which requests, reviews and activity feedback are deleted; they are kept for ever, if it is missing. */
    OptionalInt days();
}
