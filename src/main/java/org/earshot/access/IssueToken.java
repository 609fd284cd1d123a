package org.earshot.access;

import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.Config;

/** Signs access tokens with the configured key. */
@Singleton
public class IssueToken {

    private final TokenConfig config;
    private final Config keys;

    IssueToken(TokenConfig config, Config keys) {
        this.config = config;
        this.keys = keys;
    }

    /** The signed token: a JWT in its compact form. */
    public String issue(NewToken wanted) {
        return sign(wanted, config.issuer(), config.audience(), keys);
    }

    /** The signed token under a name of the caller's choice; it lives from this moment on. */
    String issue(NewToken wanted, String id, Instant now) {
        return SigningKey.sign(
                claims(wanted, config.issuer(), config.audience())
                        .claim("jti", id)
                        .issuedAt(now)
                        .expiresAt(now.plus(wanted.life())),
                keys);
    }

    static String sign(NewToken wanted, String issuer, String audience, Config keys) {
        return SigningKey.sign(
                claims(wanted, issuer, audience)
                        .claim("jti", UUID.randomUUID().toString())
                        .expiresIn(wanted.life()),
                keys);
    }

    private static JwtClaimsBuilder claims(NewToken wanted, String issuer, String audience) {
        return Jwt.issuer(issuer)
                .audience(audience)
                .subject(wanted.name())
                .claim("name", wanted.name())
                .claim("scope", wanted.scope())
                .claim("companies", wanted.everyCompany() ? List.of("*") : wanted.companies());
    }
}
