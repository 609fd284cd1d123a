package org.earshot.journey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A certificate that nobody vouches for but itself.
 *
 * @param keys what its server needs (PKCS #12)
 * @param trusted what those need who are to trust it (PKCS #12)
 */
record ServerCertificate(Path keys, Path trusted) {

    static final String PASSWORD = "changeit";

    private static final String ALIAS = "server";

    /**
     * Makes one in a directory.
     *
     * @param name of the server, such as {@code ip:127.0.0.1} or {@code dns:mail.example}
     */
    static ServerCertificate of(Path directory, String name) {
        ServerCertificate made = new ServerCertificate(directory.resolve("keys.p12"), directory.resolve("trusted.p12"));
        String file = directory.resolve("certificate").toString();
        String subject = "CN=" + ALIAS;
        keytool(made.keys, "-genkeypair", "-keyalg", "EC", "-dname", subject, "-ext", "san=" + name);
        keytool(made.keys, "-exportcert", "-file", file);
        keytool(made.trusted, "-importcert", "-noprompt", "-file", file);
        return made;
    }

    private static void keytool(Path store, String... arguments) {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        List<String> command = new ArrayList<>(List.of(keytool));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", ALIAS, "-keystore", store.toString(), "-storepass", PASSWORD));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
