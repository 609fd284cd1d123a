package org.earshot.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;

/** A fresh RSA key pair in two PEM files, as an operator would make it. */
public record TokenKeyFiles(Path privateKey, Path publicKey, KeyPair pair) {

    private static final int BITS = 2048;

    /** Makes a pair in a directory. */
    public static TokenKeyFiles in(Path directory) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            KeyPair pair = generator.generateKeyPair();
            Files.createDirectories(directory);
            return new TokenKeyFiles(
                    pem(directory, "PRIVATE KEY", pair.getPrivate().getEncoded()),
                    pem(directory, "PUBLIC KEY", pair.getPublic().getEncoded()),
                    pair);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path pem(Path directory, String kind, byte[] key) throws IOException {
        String lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(key);
        Path file = directory.resolve(kind.toLowerCase(Locale.ROOT).replace(' ', '-') + ".pem");
        Files.writeString(file, "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n");
        return file.toAbsolutePath();
    }
}
