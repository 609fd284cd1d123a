package org.earshot.access;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.DefaultJWTTokenParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.KeyLocationResolver;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.security.Key;
import java.util.List;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.consumer.JwtContext;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.UnresolvableKeyException;
import org.jspecify.annotations.Nullable;

/**
 * Checks tokens as SmallRye JWT does, and also those that do not name their key while there are several: such tokens are
 * of before keys had names, and live for up to ten years.
 */
@Singleton
@Alternative
@Priority(1)
class TokenParser extends JWTCallerPrincipalFactory {

    private final DefaultJWTTokenParser parser = new DefaultJWTTokenParser() {

        private volatile @Nullable VerificationKeyResolver keys;

        @Override
        protected VerificationKeyResolver getVerificationKeyResolver(JWTAuthContextInfo settings)
                throws UnresolvableKeyException {
            VerificationKeyResolver known = keys;
            if (known == null) {
                known = settings.isVerifyCertificateThumbprint()
                        ? super.getVerificationKeyResolver(settings)
                        : new KeyOfToken(settings);
                keys = known;
            }
            return known;
        }
    };

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo settings) throws ParseException {
        JwtContext parsed = parser.parse(token, settings);
        return new DefaultJWTCallerPrincipal(parsed.getJoseObjects().get(0).getHeader("typ"), parsed.getJwtClaims());
    }

    /** Finds the key that a token names, or if it names none, the one whose signature it has. */
    private static final class KeyOfToken extends KeyLocationResolver {

        KeyOfToken(JWTAuthContextInfo settings) throws UnresolvableKeyException {
            super(settings);
        }

        @Override
        public Key resolveKey(JsonWebSignature token, List<JsonWebStructure> nesting) throws UnresolvableKeyException {
            if (key != null || jsonWebKeys == null || token.getKeyIdHeaderValue() != null) {
                return super.resolveKey(token, nesting);
            }
            JwksVerificationKeyResolver any = new JwksVerificationKeyResolver(jsonWebKeys);
            any.setDisambiguateWithVerifySignature(true);
            return any.resolveKey(token, nesting);
        }
    }
}
