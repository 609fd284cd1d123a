package org.earshot;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Arrays;
import java.util.List;
import org.earshot.access.TokenCommand;
import org.eclipse.microprofile.config.ConfigProvider;

/** The program: the service, or with {@code token} as its first argument the mint of access tokens. */
@QuarkusMain
public class Earshot {

    public static void main(String[] arguments) {
        if (arguments.length > 0 && arguments[0].equals("token")) {
            List<String> options = Arrays.asList(arguments).subList(1, arguments.length);
            System.exit(new TokenCommand(ConfigProvider.getConfig(), System.out, System.err).run(options));
        }
        Quarkus.run(arguments);
    }
}
