package org.earshot.access;

import io.smallrye.jwt.build.Jwt;
import jakarta.inject.Singleton;
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

    static String sign(NewToken wanted, String issuer, String audience) {
        return Jwt.issuer(issuer)
                .audience(audience)
                .subject(wanted.name())
                .claim("name", wanted.name())
                .claim("scope", wanted.scope())
                .claim("companies", wanted.everyCompany() ? List.of("*") : wanted.companies())
                .claim("jti", UUID.randomUUID().toString())
                .expiresIn(wanted.life())
                .sign();
    }
}
