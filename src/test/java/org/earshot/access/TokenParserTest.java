package org.earshot.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.ParseException;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Set;
import org.earshot.testing.TokenKeyFiles;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which tokens are accepted while there are two public keys. */
@Tag("W2")
class TokenParserTest {

    @TempDir
    Path directory;

    private TokenKeyFiles old;
    private TokenKeyFiles next;
    private Path set;

    @BeforeEach
    void twoKeys() {
        old = TokenKeyFiles.in(directory.resolve("old"));
        next = TokenKeyFiles.in(directory.resolve("next"));
        set = JwksCommandTest.set(directory, old, next);
    }

    private static JwtClaimsBuilder claims() {
        return Jwt.issuer("earshot").audience("earshot").subject("a test").expiresIn(60);
    }

    private static String named(String id, KeyPair pair) {
        return claims().jws().keyId(id).sign(pair.getPrivate());
    }

    private static String id(TokenKeyFiles keys) throws JoseException {
        return PublicKeys.id(PublicJsonWebKey.Factory.newPublicJwk(keys.pair().getPublic()));
    }

    private static String subject(Path publicKeys, String token) throws ParseException {
        JWTAuthContextInfo settings = new JWTAuthContextInfo(publicKeys.toUri().toString(), "earshot");
        settings.setExpectedAudience(Set.of("earshot"));
        return new DefaultJWTParser(settings, new TokenParser()).parse(token).getSubject();
    }

    private static void accepted(Path publicKeys, String token) throws ParseException {
        assertEquals("a test", subject(publicKeys, token));
    }

    private static void refused(Path publicKeys, String token) {
        assertThrows(ParseException.class, () -> subject(publicKeys, token));
    }

    @Test
    void tokensOfBothKeysAreAccepted() throws Exception {
        accepted(set, named(id(old), old.pair()));
        accepted(set, named(id(next), next.pair()));
    }

    @Test
    void tokensOfBeforeKeysHadNamesAreAccepted() throws Exception {
        accepted(set, claims().sign(old.pair().getPrivate()));
        accepted(set, claims().sign(next.pair().getPrivate()));
    }

    @Test
    void tokensOfAKeyThatWasDroppedAreRefused() throws Exception {
        Path one = JwksCommandTest.set(directory, next);
        refused(one, named(id(old), old.pair()));
        refused(one, claims().sign(old.pair().getPrivate()));
        accepted(one, named(id(next), next.pair()));
        accepted(one, claims().sign(next.pair().getPrivate()));
    }

    @Test
    void aTokenThatNamesAnotherKeyThanItsOwnIsRefused() throws Exception {
        refused(set, named(id(next), old.pair()));
        refused(set, named("unknown", old.pair()));
    }

    @Test
    void aSinglePemFileTakesNoNotice() throws Exception {
        accepted(old.publicKey(), named(id(old), old.pair()));
        accepted(old.publicKey(), named("unknown", old.pair()));
        accepted(old.publicKey(), claims().sign(old.pair().getPrivate()));
        refused(old.publicKey(), claims().sign(next.pair().getPrivate()));
    }

    @Test
    void aSetWithNothingInItRefusesAll() throws IOException {
        refused(
                Files.writeString(directory.resolve("empty.json"), "{\"keys\":[]}"),
                claims().sign(old.pair().getPrivate()));
    }
}
