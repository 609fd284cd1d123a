package org.earshot.access;

import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Signs access tokens with the configured key. */
@Singleton
public class IssueToken {

    private final TokenConfig config;

    IssueToken(TokenConfig config) {
        this.config = config;
    }

    /** The signed token: a JWT in its compact form. */
    public String issue(NewToken wanted) {
        return sign(wanted, config.issuer(), config.audience());
    }

    /** The signed token under a name of the caller's choice; it lives from this moment on. */
    String issue(NewToken wanted, String id, Instant now) {
        return claims(wanted, config.issuer(), config.audience())
                .claim("jti", id)
                .issuedAt(now)
                .expiresAt(now.plus(wanted.life()))
                .sign();
    }

    static String sign(NewToken wanted, String issuer, String audience) {
        return claims(wanted, issuer, audience)
                .claim("jti", UUID.randomUUID().toString())
                .expiresIn(wanted.life())
                .sign();
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
