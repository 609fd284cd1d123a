package org.earshot;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.QuarkusConfigFactory;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.ArrayList;
import java.util.List;
import org.earshot.access.JwksCommand;
import org.earshot.access.TokenCommand;
import org.earshot.kernel.MigrateCommand;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * The program: the service, or with {@code token} as its first argument the mint of access tokens, with {@code jwks} what
 * puts public keys together, with {@code migrate} what brings the schema up to date.
 */
@QuarkusMain
public class Earshot {

    /** As MicroProfile Config ranks it: below system properties, above files. */
    private static final int ENVIRONMENT_ORDINAL = 300;

    public static void main(String[] arguments) {
        List<String> words = List.of(arguments);
        String command = words.isEmpty() ? "" : words.get(0);
        switch (command) {
            case "token" -> System.exit(new TokenCommand(configuration(), System.out, System.err).run(rest(words)));
            case "jwks" -> System.exit(new JwksCommand(System.out, System.err).run(rest(words)));
            case "migrate" -> System.exit(new MigrateCommand(configuration(), System.out, System.err).run(rest(words)));
            default -> Quarkus.run(null, FailedStart::end, arguments);
        }
    }

    private static List<String> rest(List<String> words) {
        return words.subList(1, words.size());
    }

    /** A native executable has, until the service starts, the environment of its build; a command needs that of its run. */
    private static Config configuration() {
        SmallRyeConfig built = ConfigProvider.getConfig().unwrap(SmallRyeConfig.class);
        List<ConfigSource> sources = new ArrayList<>();
        built.getConfigSources().forEach(source -> {
            if (!(source instanceof EnvConfigSource)) {
                sources.add(source);
            }
        });
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withProfiles(built.getProfiles())
                .withSources(sources)
                .withSources(new EnvConfigSource(System.getenv(), ENVIRONMENT_ORDINAL))
                .build();
        QuarkusConfigFactory.setConfig(config);
        return config;
    }
}
