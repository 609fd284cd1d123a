package org.earshot.kernel;

import java.util.Map;

/** Keyrings for tests without a container. */
public final class Keyrings {

    private Keyrings() {}

    /** Secrets of these versions, for every purpose the same. */
    public static Keyring of(Map<Integer, String> secrets) {
        return new Keyring(new KeyConfig() {
            @Override
            public Map<Integer, String> link() {
                return secrets;
            }

            @Override
            public Map<Integer, String> hash() {
                return secrets;
            }
        });
    }
}
