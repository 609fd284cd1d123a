package org.earshot.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** What a token is counted under: a hash of its {@code jti}, or else of the whole token, for one contract's paths. */
final class TokenHash {

    private final byte[] hash;

    private TokenHash(byte[] hash) {
        this.hash = hash;
    }

    static TokenHash of(JsonWebToken token, String contract) {
        String id = token.getTokenID();
        return of(contract + (id == null ? "\ntoken\n" + token.getRawToken() : "\njti\n" + id));
    }

    static TokenHash of(String text) {
        try {
            return new TokenHash(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }

    byte[] bytes() {
        return hash.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenHash that && Arrays.equals(hash, that.hash);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hash);
    }
}
