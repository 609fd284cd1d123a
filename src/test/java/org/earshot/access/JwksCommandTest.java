package org.earshot.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.restassured.path.json.JsonPath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.earshot.testing.TokenKeyFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JwksCommandTest {

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** A file with the set of these public keys. */
    static Path set(Path directory, TokenKeyFiles... keys) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int exit = new JwksCommand(print(out), print(out))
                .run(Arrays.stream(keys).map(key -> key.publicKey().toString()).toList());
        assertEquals(0, exit, out.toString(StandardCharsets.UTF_8));
        try {
            Path file = Files.createTempFile(directory, "set", ".json");
            return Files.write(file, out.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void eachKeyIsNamedByItsThumbprint() throws Exception {
        TokenKeyFiles old = TokenKeyFiles.in(directory.resolve("old"));
        TokenKeyFiles next = TokenKeyFiles.in(directory.resolve("next"));
        assertEquals(0, run(old.publicKey().toString(), next.publicKey().toString()));
        List<Map<String, String>> keys =
                JsonPath.from(out.toString(StandardCharsets.UTF_8)).getList("keys");
        assertEquals(2, keys.size());
        for (Map<String, String> key : keys) {
            assertEquals(Set.of("kty", "kid", "use", "n", "e"), key.keySet());
            assertEquals("RSA", key.get("kty"));
            assertEquals("sig", key.get("use"));
            // RFC 7638, written down anew
            byte[] thumbprint = MessageDigest.getInstance("SHA-256")
                    .digest("{\"e\":\"%s\",\"kty\":\"RSA\",\"n\":\"%s\"}"
                            .formatted(key.get("e"), key.get("n"))
                            .getBytes(StandardCharsets.UTF_8));
            assertEquals(Base64.getUrlEncoder().withoutPadding().encodeToString(thumbprint), key.get("kid"));
        }
    }

    @Test
    void aKeyOnACurveIsTakenToo() throws GeneralSecurityException, IOException {
        Path file = directory.resolve("curve.pem");
        Files.writeString(
                file,
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(KeyPairGenerator.getInstance("EC")
                                        .generateKeyPair()
                                        .getPublic()
                                        .getEncoded())
                        + "\n-----END PUBLIC KEY-----\n");
        assertEquals(0, run(file.toString()), complaint());
        assertEquals("EC", JsonPath.from(out.toString(StandardCharsets.UTF_8)).getString("keys[0].kty"));
    }

    @Test
    void aPrivateKeyIsRefusedAndNotShown() {
        TokenKeyFiles keys = TokenKeyFiles.in(directory);
        assertEquals(1, run(keys.publicKey().toString(), keys.privateKey().toString()));
        assertEquals(keys.privateKey() + " is no public key in PEM form\n", complaint());
        assertEquals("", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Path none = directory.resolve("none.pem");
        assertEquals(1, run(none.toString()));
        assertEquals(none + " cannot be read\n", complaint());
    }

    @Test
    void withoutFilesItSaysHowItIsUsed() {
        assertEquals(1, run());
        assertFalse(complaint().isBlank());
        assertEquals("", out.toString(StandardCharsets.UTF_8));
    }

    private int run(String... files) {
        return new JwksCommand(print(out), print(err)).run(List.of(files));
    }

    private String complaint() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static PrintStream print(ByteArrayOutputStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }
}
