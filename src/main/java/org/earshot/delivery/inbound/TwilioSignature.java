package org.earshot.delivery.inbound;

import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.earshot.kernel.StartupRule;
import org.earshot.problem.Problem;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The signature of Twilio's calls, over the address that was called and the fields of the form. The address is built from
 * the one that the operator made public: what a proxy makes of it, Twilio does not know.
 */
@Singleton
class TwilioSignature implements StartupRule {

    static final String HEADER = "X-Twilio-Signature";

    private static final String ALGORITHM = "HmacSHA1";
    private static final String PUBLIC_TOKEN = "for-development-only";
    private static final String KEY = "earshot.delivery.inbound.twilio.auth-token";
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final List<String> tokens;
    private final Optional<URI> publicUrl;

    TwilioSignature(InboundConfig config, @ConfigProperty(name = "earshot.public-url") Optional<URI> publicUrl) {
        this.tokens = config.twilio().authToken().orElse(List.of());
        this.publicUrl = publicUrl;
    }

    /**
     * Ends the call with NOT_FOUND if nobody could sign it, and with UNAUTHENTICATED if nobody did who may.
     *
     * @param pathAndQuery as they were called, not decoded
     */
    void demand(@Nullable String signature, String pathAndQuery, FormFields form) {
        if (tokens.isEmpty() || publicUrl.isEmpty()) {
            throw Problem.notFound();
        }
        if (signature == null || !holds(signature, spellings(publicUrl.get(), pathAndQuery), form)) {
            throw Problem.unsigned();
        }
    }

    private boolean holds(String signature, List<String> addresses, FormFields form) {
        byte[] given = signature.getBytes(StandardCharsets.UTF_8);
        return tokens.stream()
                .flatMap(token -> addresses.stream().map(address -> code(token, address, form)))
                .anyMatch(expected -> MessageDigest.isEqual(expected, given));
    }

    /** Twilio names the port in some calls and not in others, whatever it was told. */
    private static List<String> spellings(URI publicUrl, String pathAndQuery) {
        String scheme = publicUrl.getScheme() + "://";
        int usual = publicUrl.getScheme().equals("https") ? HTTPS : HTTP;
        int port = publicUrl.getPort() < 0 ? usual : publicUrl.getPort();
        return Stream.of(publicUrl.getHost(), publicUrl.getHost() + ":" + port)
                .map(authority -> scheme + authority + pathAndQuery)
                .toList();
    }

    private static byte[] code(String token, String address, FormFields form) {
        StringBuilder signed = new StringBuilder(address);
        form.values()
                .forEach((name, values) -> new TreeSet<>(values)
                        .forEach(value -> signed.append(name).append(value)));
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return Base64.getEncoder().encode(mac.doFinal(signed.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has " + ALGORITHM, e);
        }
    }

    @Override
    public List<String> missing() {
        return tokens.stream().anyMatch(String::isBlank) ? List.of(KEY + " is blank") : List.of();
    }

    /** The token of dev mode stands in the repository. */
    @Override
    public List<String> unsafe() {
        return tokens.stream().anyMatch(token -> token.startsWith(PUBLIC_TOKEN))
                ? List.of(KEY + " is that of the development mode")
                : List.of();
    }
}
