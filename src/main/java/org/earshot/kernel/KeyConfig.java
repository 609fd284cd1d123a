package org.earshot.kernel;

import io.smallrye.config.ConfigMapping;
import java.util.Map;
import java.util.OptionalInt;

/** The secrets that links, hashes and form proofs are made with; each version at least 32 characters. */
@ConfigMapping(prefix = "earshot.keys")
interface KeyConfig {

    /** Version → secret for personal links and form proofs. */
    Map<Integer, String> link();

    /** Version → secret for hashes of destinations and for opt-out links; a version stays for good. */
    Map<Integer, String> hash();

    /** Which versions make what is new; the highest, where it is not set. */
    Current current();

    /** The version of each key that makes what is new. */
    interface Current {

        OptionalInt link();

        OptionalInt hash();
    }
}
