package org.earshot.kernel;

import java.util.Map;
import java.util.OptionalInt;

/** Keyrings for tests without a container. */
public final class Keyrings {

    /** The secrets of dev mode and tests. */
    public static final String LINK = "for-development-only-not-a-secret-link";

    public static final String HASH = "for-development-only-not-a-secret-hash";

    private Keyrings() {}

    /** Keys as a configuration would give them. */
    record Keys(Map<Integer, String> link, Map<Integer, String> hash, Current current) implements KeyConfig {

        static Keys of(Map<Integer, String> link, Map<Integer, String> hash) {
            return new Keys(link, hash, new Versions(OptionalInt.empty(), OptionalInt.empty()));
        }
    }

    /** The versions that make what is new. */
    record Versions(OptionalInt link, OptionalInt hash) implements KeyConfig.Current {}

    /** The keys of the running service. */
    public static Keyring ofService() {
        return new Keyring(Keys.of(Map.of(1, LINK), Map.of(1, HASH)));
    }

    /** Secrets of these versions, for every purpose the same; the highest makes what is new. */
    public static Keyring of(Map<Integer, String> secrets) {
        return new Keyring(Keys.of(secrets, secrets));
    }

    /** The same, but another version makes what is new. */
    public static Keyring of(Map<Integer, String> secrets, int current) {
        OptionalInt version = OptionalInt.of(current);
        return new Keyring(new Keys(secrets, secrets, new Versions(version, version)));
    }
}
