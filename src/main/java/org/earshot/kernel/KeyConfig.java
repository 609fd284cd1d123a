package org.earshot.kernel;

import io.smallrye.config.ConfigMapping;
import java.util.Map;

/** The secrets that links, hashes and form proofs are made with; each version at least 32 characters. */
@ConfigMapping(prefix = "earshot.keys")
interface KeyConfig {

    /** Version → secret for personal links and form proofs; the highest version makes new ones. */
    Map<Integer, String> link();

    /** Version → secret for hashes of destinations and for opt-out links; a version stays for good. */
    Map<Integer, String> hash();
}
