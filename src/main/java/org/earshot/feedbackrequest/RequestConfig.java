package org.earshot.feedbackrequest;

import io.smallrye.config.ConfigMapping;

/** What feedback requests may be. */
@ConfigMapping(prefix = "earshot.requests")
interface RequestConfig {

    /** Whether phone numbers that are nobody's (Ofcom's for drama) may be asked; for the sandbox and tests only. */
    boolean fictionalNumbers();
}
