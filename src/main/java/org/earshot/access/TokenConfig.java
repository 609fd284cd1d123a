package org.earshot.access;

import io.smallrye.config.ConfigMapping;

/** Who issues our tokens and whom they are for; both are checked on every call. */
@ConfigMapping(prefix = "earshot.tokens")
interface TokenConfig {

    /** The {@code iss} claim. */
    String issuer();

    /** The {@code aud} claim. */
    String audience();
}
