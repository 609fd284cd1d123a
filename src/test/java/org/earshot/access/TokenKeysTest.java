package org.earshot.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.earshot.testing.TokenKeyFiles;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What production does not start with, because it would refuse the tokens that it signs. */
class TokenKeysTest {

    private static final String STRANGE = "mp.jwt.verify.publickey.location has no public key that belongs to"
            + " smallrye.jwt.sign.key.location, so that tokens signed here would be refused";

    @TempDir
    Path directory;

    private TokenKeyFiles old;
    private TokenKeyFiles next;

    @BeforeEach
    void twoPairs() {
        old = TokenKeyFiles.in(directory.resolve("old"));
        next = TokenKeyFiles.in(directory.resolve("next"));
    }

    private static List<String> violations(String publicKeys, Path privateKey) {
        Config config = new SmallRyeConfigBuilder()
                .withDefaultValue("mp.jwt.verify.publickey.location", publicKeys)
                .withDefaultValue(
                        "smallrye.jwt.sign.key.location", privateKey.toUri().toString())
                .build();
        JWTAuthContextInfo settings = new JWTAuthContextInfo(publicKeys, "earshot");
        settings.setExpectedAudience(Set.of("earshot"));
        TokenConfig names = new TokenConfig() {
            @Override
            public String issuer() {
                return "earshot";
            }

            @Override
            public String audience() {
                return "earshot";
            }
        };
        return new TokenKeys(config, new DefaultJWTParser(settings, new TokenParser()), new IssueToken(names, config))
                .missing();
    }

    private static List<String> violations(Path publicKeys, Path privateKey) {
        return violations(publicKeys.toUri().toString(), privateKey);
    }

    @Test
    void aPairInTwoPemFilesIsAllThatItTakes() {
        assertEquals(List.of(), violations(old.publicKey(), old.privateKey()));
    }

    @Test
    void whileThereAreTwoKeysEitherMaySign() {
        Path set = JwksCommandTest.set(directory, old, next);
        assertEquals(List.of(), violations(set, old.privateKey()));
        assertEquals(List.of(), violations(set, next.privateKey()));
    }

    @Test
    void aPrivateKeyWithoutItsPublicHalfIsNamed() {
        assertEquals(List.of(STRANGE), violations(old.publicKey(), next.privateKey()));
        assertEquals(List.of(STRANGE), violations(JwksCommandTest.set(directory, old), next.privateKey()));
    }

    @Test
    void aFileThatCannotBeReadIsNamed() {
        assertEquals(
                List.of("mp.jwt.verify.publickey.location cannot be read"),
                violations(directory.resolve("none.json"), old.privateKey()));
    }

    @Test
    void aFileWithoutAPublicKeyIsNamed() throws Exception {
        for (String content : List.of("", "nonsense", "{", "{}", "{\"keys\":[]}", Files.readString(old.privateKey()))) {
            assertEquals(
                    List.of("mp.jwt.verify.publickey.location holds no public key,"
                            + " neither as PEM nor as a JSON Web Key Set"),
                    violations(Files.writeString(directory.resolve("keys"), content), old.privateKey()),
                    content);
        }
    }

    @Test
    void aPrivateKeyThatCannotSignIsNamed() {
        List<String> unusable =
                List.of("smallrye.jwt.sign.key.location is no private key that tokens can be signed with");
        assertEquals(unusable, violations(old.publicKey(), old.publicKey()));
        assertEquals(unusable, violations(old.publicKey(), directory.resolve("none.pem")));
    }

    @Test
    void theKeysOfAnIdentityProviderAreNotFetchedForIt() {
        assertEquals(List.of(), violations("https://127.0.0.1:1/keys", old.privateKey()));
    }
}
