package org.earshot.review;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.earshot.kernel.Keyring;
import org.earshot.kernel.Keyring.Purpose;
import org.jspecify.annotations.Nullable;

/**
 * The anti-bot check (W51): a form carries the signed time at which its page was rendered, and a field that people do
 * not see. Who fills in that field, or answers faster than anybody reads, may be a machine, and is asked to confirm. The
 * proof also carries the revision of the company's settings, so that an answer is read against what was shown.
 */
@Singleton
class FormProof {

    private static final Duration FASTEST_PERSON = Duration.ofSeconds(3);
    private static final Duration SLOWEST_PERSON = Duration.ofDays(1);
    private static final Pattern PROOF = Pattern.compile("(\\d{1,9})\\.(\\d{1,12})\\.(\\d{1,9})\\.([A-Za-z0-9_-]{43})");

    /** How a page was rendered. */
    private record Rendering(Instant at, int settings) {}

    private final Keyring keys;
    private final Clock clock;

    FormProof(Keyring keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * The proof that a page of this link was rendered just now.
     *
     * @param settings revision of the company's settings that the page shows
     */
    String issue(String link, int settings) {
        return proof(
                link, keys.currentVersion(Purpose.FORM_PROOF), clock.instant().getEpochSecond(), settings);
    }

    /** Whether a person plausibly filled the form in. */
    boolean plausible(String link, @Nullable String proof, @Nullable String trap) {
        if (trap != null && !trap.isEmpty()) {
            return false;
        }
        return rendering(link, proof)
                .map(rendered -> Duration.between(rendered.at(), clock.instant()))
                .filter(taken -> taken.compareTo(FASTEST_PERSON) >= 0 && taken.compareTo(SLOWEST_PERSON) <= 0)
                .isPresent();
    }

    /**
     * The revision of the settings that the page showed, however long ago that was; empty if the proof is none of
     * ours.
     */
    Optional<Integer> settings(String link, @Nullable String proof) {
        return rendering(link, proof).map(Rendering::settings);
    }

    private Optional<Rendering> rendering(String link, @Nullable String proof) {
        Matcher parts = PROOF.matcher(proof == null ? "" : proof);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int version = Integer.parseInt(parts.group(1));
        long second = Long.parseLong(parts.group(2));
        int settings = Integer.parseInt(parts.group(3));
        return keys.has(Purpose.FORM_PROOF, version)
                        && MessageDigest.isEqual(
                                proof(link, version, second, settings).getBytes(StandardCharsets.US_ASCII),
                                parts.group().getBytes(StandardCharsets.US_ASCII))
                ? Optional.of(new Rendering(Instant.ofEpochSecond(second), settings))
                : Optional.empty();
    }

    private String proof(String link, int version, long second, int settings) {
        byte[] code = keys.code(Purpose.FORM_PROOF, version, link + "/" + second + "/" + settings);
        return version + "." + second + "." + settings + "."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(code);
    }
}
