package org.earshot.delivery.inbound;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.earshot.kernel.StartupRule;
import org.earshot.problem.Problem;
import org.jspecify.annotations.Nullable;

/** The signature of the generic webhooks: that of Standard Webhooks, over the id, the time and the very bytes of the body. */
@Singleton
class WebhookSignature implements StartupRule {

    static final String ID = "webhook-id";
    static final String TIMESTAMP = "webhook-timestamp";
    static final String SIGNATURE = "webhook-signature";

    /** What a caller shows to prove who it is. */
    record Proof(
            @Nullable String id,
            @Nullable String timestamp,
            @Nullable String signatures) {}

    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");
    private static final String PREFIX = "whsec_";
    private static final String PUBLIC_SECRET = "for-development-only";
    private static final int SHORTEST_SECRET = 24;
    private static final String ALGORITHM = "HmacSHA256";
    private static final String KEY = "earshot.delivery.inbound.secrets";

    /** Number → secret; empty for one that cannot be used. */
    private final Map<Integer, Optional<byte[]>> secrets = new TreeMap<>();

    private final Clock clock;

    @Inject
    WebhookSignature(InboundConfig config) {
        this(config.secrets(), Clock.systemUTC());
    }

    /**
     * With this clock, which is one of real time.
     *
     * @param secrets number → base64, with or without {@code whsec_}
     */
    WebhookSignature(Map<Integer, String> secrets, Clock clock) {
        secrets.forEach((number, secret) -> this.secrets.put(number, bytes(secret)));
        this.clock = clock;
    }

    /** Ends the call with NOT_FOUND if nobody could sign it, and with UNAUTHENTICATED if nobody did who may. */
    void demand(Proof proof, byte[] body) {
        if (secrets.isEmpty()) {
            throw Problem.notFound();
        }
        if (!holds(proof, body)) {
            throw Problem.unsigned();
        }
    }

    private boolean holds(Proof proof, byte[] body) {
        String id = proof.id();
        String timestamp = proof.timestamp();
        String signatures = proof.signatures();
        if (id == null || timestamp == null || signatures == null || !isRecent(timestamp)) {
            return false;
        }
        List<byte[]> given = Arrays.stream(signatures.split(" "))
                .map(signature -> signature.getBytes(StandardCharsets.UTF_8))
                .toList();
        byte[] start = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        return secrets.values().stream()
                .flatMap(Optional::stream)
                .map(secret -> code(secret, start, body))
                .anyMatch(expected -> given.stream().anyMatch(each -> MessageDigest.isEqual(expected, each)));
    }

    private boolean isRecent(String timestamp) {
        return SECONDS.matcher(timestamp).matches()
                && Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), clock.instant())
                                .abs()
                                .compareTo(TOLERANCE)
                        <= 0;
    }

    private static byte[] code(byte[] secret, byte[] start, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            mac.update(start);
            String code = Base64.getEncoder().encodeToString(mac.doFinal(body));
            return ("v1," + code).getBytes(StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has " + ALGORITHM, e);
        }
    }

    private static Optional<byte[]> bytes(String secret) {
        try {
            byte[] bytes =
                    Base64.getDecoder().decode(secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret);
            return bytes.length >= SHORTEST_SECRET ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public List<String> missing() {
        List<String> violations = new ArrayList<>();
        secrets.forEach((number, secret) -> {
            if (secret.isEmpty()) {
                violations.add(KEY + "." + number + " must be the base64 of at least " + SHORTEST_SECRET + " bytes");
            }
        });
        return violations;
    }

    /** The secret of dev mode stands in the repository. */
    @Override
    public List<String> unsafe() {
        return secrets.values().stream()
                        .flatMap(Optional::stream)
                        .anyMatch(secret -> new String(secret, StandardCharsets.UTF_8).startsWith(PUBLIC_SECRET))
                ? List.of(KEY + " holds a secret of the development mode")
                : List.of();
    }
}
