package org.earshot.access;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import io.smallrye.jwt.util.KeyUtils;
import java.io.IOException;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.keys.RsaKeyUtil;
import org.jose4j.lang.JoseException;

/**
 * The key that tokens are signed with. It is read anew for each token, as SmallRye JWT does, so that a file that was
 * replaced never signs under the name of the one before.
 *
 * @param id what tokens name it by ({@code kid}): the thumbprint of its public half
 */
record SigningKey(PrivateKey key, String id) {

    static final String LOCATION = "smallrye.jwt.sign.key.location";
    static final String INLINE = "smallrye.jwt.sign.key";

    /**
     * Signs with the configured key. A token names its key if that is RSA in PEM; of another, such as one on a curve, the
     * public half is not known from the private one, and what names a key in a JSON Web Key is SmallRye JWT's to tell.
     */
    static String sign(JwtClaimsBuilder claims, Config config) {
        return configured(config)
                .map(key -> claims.jws().keyId(key.id()).sign(key.key()))
                .orElseGet(claims::sign);
    }

    private static Optional<SigningKey> configured(Config config) {
        return content(config)
                .map(content -> KeyUtils.tryAsPemSigningPrivateKey(content, SignatureAlgorithm.RS256))
                .filter(RSAPrivateCrtKey.class::isInstance)
                .map(RSAPrivateCrtKey.class::cast)
                .map(key -> new SigningKey(key, id(key)));
    }

    private static Optional<String> content(Config config) {
        Optional<String> location = config.getOptionalValue(LOCATION, String.class);
        if (location.isEmpty()) {
            return config.getOptionalValue(INLINE, String.class);
        }
        try {
            return Optional.of(KeyUtils.readKeyContent(location.get().trim()));
        } catch (IOException e) {
            return Optional.empty(); // whoever signs without it says what is wrong
        }
    }

    private static String id(RSAPrivateCrtKey key) {
        try {
            return PublicKeys.id(
                    new RsaJsonWebKey(new RsaKeyUtil().publicKey(key.getModulus(), key.getPublicExponent())));
        } catch (JoseException e) {
            throw new IllegalStateException("Every RSA key has a public half", e);
        }
    }
}
