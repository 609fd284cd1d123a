package org.earshot.access;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.util.KeyUtils;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;

/** Reads the public keys that tokens are checked with. */
final class PublicKeys {

    private static final String SHA_256 = "SHA-256";

    private PublicKeys() {}

    /** What tokens name a key by: its thumbprint (RFC 7638), which everybody who has the key can tell. */
    static String id(JsonWebKey key) {
        return key.calculateBase64urlEncodedThumbprint(SHA_256);
    }

    /** The key in a PEM file, RSA or on a curve. */
    static Optional<PublicKey> ofPem(String content) {
        return Stream.of(SignatureAlgorithm.RS256, SignatureAlgorithm.ES256)
                .flatMap(algorithm -> decoded(content, algorithm).stream())
                .findFirst();
    }

    /** Whether a text is a public key, a certificate, or a set with such keys. */
    static boolean areIn(String content) {
        if (ofPem(content).isPresent()) {
            return true;
        }
        try {
            return KeyUtils.decodeCertificate(content) != null;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            List<JsonWebKey> keys = KeyUtils.loadJsonWebKeys(content);
            return keys != null && keys.stream().anyMatch(PublicJsonWebKey.class::isInstance);
        }
    }

    private static Optional<PublicKey> decoded(String content, SignatureAlgorithm algorithm) {
        try {
            return Optional.of(KeyUtils.decodePublicKey(content, algorithm));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
