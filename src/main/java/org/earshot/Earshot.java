package org.earshot;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;
import org.earshot.access.JwksCommand;
import org.earshot.access.TokenCommand;
import org.earshot.kernel.MigrateCommand;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The program: the service, or with {@code token} as its first argument the mint of access tokens, with {@code jwks} what
 * puts public keys together, with {@code migrate} what brings the schema up to date.
 */
@QuarkusMain
public class Earshot {

    public static void main(String[] arguments) {
        List<String> words = List.of(arguments);
        String command = words.isEmpty() ? "" : words.get(0);
        switch (command) {
            case "token" ->
                System.exit(new TokenCommand(ConfigProvider.getConfig(), System.out, System.err).run(rest(words)));
            case "jwks" -> System.exit(new JwksCommand(System.out, System.err).run(rest(words)));
            case "migrate" ->
                System.exit(new MigrateCommand(ConfigProvider.getConfig(), System.out, System.err).run(rest(words)));
            default -> Quarkus.run(null, FailedStart::end, arguments);
        }
    }

    private static List<String> rest(List<String> words) {
        return words.subList(1, words.size());
    }
}
