package org.earshot.access;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.Use;
import org.jose4j.lang.JoseException;

/**
 * {@code jwks old-public.pem new-public.pem}: prints a JSON Web Key Set of these public keys, each under the name that
 * tokens know it by, without starting the service.
 */
public final class JwksCommand {

    /** A file that holds no public key. */
    private static final class NoKey extends Exception {
        private static final long serialVersionUID = 1;

        NoKey(String message) {
            super(message);
        }
    }

    private final PrintStream out;
    private final PrintStream err;

    public JwksCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Answers with the exit code: 0, or 1 after a line on the error stream. */
    public int run(List<String> files) {
        if (files.isEmpty()) {
            err.println("Usage: jwks old-public.pem new-public.pem");
            return 1;
        }
        try {
            JsonWebKeySet set = new JsonWebKeySet();
            for (String file : files) {
                set.addJsonWebKey(key(file));
            }
            out.println(set.toJson());
            return 0;
        } catch (NoKey e) {
            err.println(e.getMessage());
            return 1;
        }
    }

    private static PublicJsonWebKey key(String file) throws NoKey {
        try {
            PublicJsonWebKey key =
                    PublicJsonWebKey.Factory.newPublicJwk(PublicKeys.ofPem(Files.readString(Path.of(file)))
                            .orElseThrow(() -> new NoKey(file + " is no public key in PEM form")));
            key.setKeyId(PublicKeys.id(key));
            key.setUse(Use.SIGNATURE);
            return key;
        } catch (IOException | InvalidPathException e) {
            throw new NoKey(file + " cannot be read");
        } catch (JoseException e) {
            throw new NoKey(file + " is a public key of a kind that is not known");
        }
    }
}
