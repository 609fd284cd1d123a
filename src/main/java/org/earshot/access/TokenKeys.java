package org.earshot.access;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.earshot.kernel.StartupRule;
import org.eclipse.microprofile.config.Config;

/** Production verifies and signs tokens with keys of its own. */
@Singleton
class TokenKeys implements StartupRule {

    private final Config config;

    TokenKeys(Config config) {
        this.config = config;
    }

    @Override
    public List<String> missing() {
        List<String> missing = new ArrayList<>();
        demandOneOf("mp.jwt.verify.publickey.location", "mp.jwt.verify.publickey", missing);
        demandOneOf("smallrye.jwt.sign.key.location", "smallrye.jwt.sign.key", missing);
        return missing;
    }

    private void demandOneOf(String location, String inline, List<String> missing) {
        if (config.getOptionalValue(location, String.class).isEmpty()
                && config.getOptionalValue(inline, String.class).isEmpty()) {
            missing.add(location + " is missing");
        }
    }
}
