package org.earshot.kernel;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Versioned secret keys, and the one thing done with them: HMAC-SHA256, 32 bytes, separated by {@link Purpose}. */
@Singleton
public class Keyring implements StartupRule {

    /** What a code is made for: the same text never yields the same code for two purposes. */
    public enum Purpose {
        LINK,
        FORM_PROOF,
        DESTINATION_HASH,
        OPT_OUT
    }

    private static final int SHORTEST_SECRET = 32;
    private static final String PUBLIC_SECRET = "for-development-only";

    private final KeyConfig config;

    /** Secret → its algorithm with the key taken in, of which each code uses a clone: that takes half the time. */
    private final Map<String, Mac> prepared = new ConcurrentHashMap<>();

    Keyring(KeyConfig config) {
        this.config = config;
    }

    /** The version that new codes of this purpose are made with. */
    public int currentVersion(Purpose purpose) {
        OptionalInt current =
                switch (purpose) {
                    case LINK, FORM_PROOF -> config.current().link();
                    case DESTINATION_HASH, OPT_OUT -> config.current().hash();
                };
        return current.orElseGet(() -> Collections.max(secrets(purpose).keySet()));
    }

    /** All versions whose codes can be made and compared. */
    public Set<Integer> versions(Purpose purpose) {
        return Collections.unmodifiableSet(secrets(purpose).keySet());
    }

    /** Whether codes of this version can still be made and compared. */
    public boolean has(Purpose purpose, int version) {
        return secrets(purpose).containsKey(version);
    }

    /** The code of a text under one version of the purpose's key: 32 bytes. */
    public byte[] code(Purpose purpose, int version, String text) {
        String secret = secrets(purpose).get(version);
        if (secret == null) {
            throw new IllegalArgumentException("No " + purpose + " key of version " + version);
        }
        try {
            Mac mac = (Mac) prepared.computeIfAbsent(secret, Keyring::prepare).clone();
            return mac.doFinal((purpose + "\n" + text).getBytes(StandardCharsets.UTF_8));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's own HmacSHA256 can be cloned", e);
        }
    }

    private static Mac prepare(String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has HmacSHA256", e);
        }
    }

    private Map<Integer, String> secrets(Purpose purpose) {
        return switch (purpose) {
            case LINK, FORM_PROOF -> config.link();
            // a link to opt out works for ever: its keys are those that are never dropped
            case DESTINATION_HASH, OPT_OUT -> config.hash();
        };
    }

    @Override
    public List<String> missing() {
        List<String> violations = new ArrayList<>();
        demand("link", config.link(), config.current().link(), violations);
        demand("hash", config.hash(), config.current().hash(), violations);
        return violations;
    }

    /** The secrets of dev mode stand in the repository. */
    @Override
    public List<String> unsafe() {
        return Stream.of(config.link(), config.hash())
                        .flatMap(secrets -> secrets.values().stream())
                        .anyMatch(secret -> secret.startsWith(PUBLIC_SECRET))
                ? List.of("earshot.keys holds a secret of the development mode")
                : List.of();
    }

    private static void demand(
            String kind, Map<Integer, String> secrets, OptionalInt current, List<String> violations) {
        String key = "earshot.keys." + kind;
        if (secrets.isEmpty()) {
            violations.add(key + ".1 is missing");
        }
        secrets.forEach((version, secret) -> {
            if (secret.length() < SHORTEST_SECRET) {
                violations.add(key + "." + version + " is shorter than " + SHORTEST_SECRET + " characters");
            }
        });
        current.ifPresent(version -> {
            if (!secrets.containsKey(version)) {
                violations.add("earshot.keys.current." + kind + " is " + version + ", but " + key + "." + version
                        + " is missing");
            }
        });
    }
}
