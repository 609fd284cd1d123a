package org.earshot;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;
import org.earshot.access.JwksCommand;
import org.earshot.access.TokenCommand;
import org.earshot.kernel.MigrateCommand;

/**
 * The program: the service, or with {@code token} as its first argument the mint of access tokens, with {@code jwks} what
 * puts public keys together, with {@code migrate} what brings the schema up to date.
 */
@QuarkusMain
public class Earshot {

    public static void main(String[] arguments) {
        List<String> words = List.of(arguments);
        String command = words.isEmpty() ? "" : words.get(0);
        List<String> rest = words.subList(Math.min(1, words.size()), words.size());
        switch (command) {
            case "token" ->
                System.exit(new TokenCommand(CommandConfiguration.read(), System.out, System.err).run(rest));
            case "jwks" -> System.exit(new JwksCommand(System.out, System.err).run(rest));
            case "migrate" ->
                System.exit(new MigrateCommand(CommandConfiguration.read(), System.out, System.err).run(rest));
            default -> serve(command, arguments);
        }
    }

    /** A word that is no command must not become a replica that was never meant; options may be for the machine below. */
    private static void serve(String word, String[] arguments) {
        if (!word.isEmpty() && !word.startsWith("-")) {
            System.err.println("There is no command " + word + ": token, jwks, migrate, or none to serve");
            System.exit(1);
        }
        Quarkus.run(null, FailedStart::end, arguments);
    }
}
