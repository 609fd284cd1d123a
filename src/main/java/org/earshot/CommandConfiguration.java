package org.earshot;

import io.quarkus.runtime.configuration.QuarkusConfigFactory;
import io.smallrye.config.DotEnvConfigSourceProvider;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * What a command of the program is configured with: the same as the service. A native executable has, until the service
 * starts, the environment and the files of its build; a command needs those of its run.
 */
final class CommandConfiguration {

    /** As Quarkus ranks them: below system properties, the environment, then {@code .env}, and then the file. */
    private static final int ENVIRONMENT_ORDINAL = 300;

    private static final int FILE_ORDINAL = 260;

    private static final Path FILE = Path.of("config", "application.properties");
    private static final Pattern OF_A_FILE = Pattern.compile(".*\\[source=file:.*/config/application\\.properties]");

    private CommandConfiguration() {}

    /** Reads it, and has it found by libraries that ask for the program's configuration. */
    static Config read() {
        SmallRyeConfig built = ConfigProvider.getConfig().unwrap(SmallRyeConfig.class);
        List<ConfigSource> sources = new ArrayList<>();
        built.getConfigSources().forEach(source -> {
            if (!isOfTheBuild(source)) {
                sources.add(source);
            }
        });
        sources.add(new EnvConfigSource(System.getenv(), ENVIRONMENT_ORDINAL));
        new DotEnvConfigSourceProvider()
                .getConfigSources(CommandConfiguration.class.getClassLoader())
                .forEach(sources::add);
        if (Files.exists(FILE)) {
            sources.add(file());
        }
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withProfiles(built.getProfiles())
                .withSources(sources)
                .build();
        QuarkusConfigFactory.setConfig(config);
        return config;
    }

    private static boolean isOfTheBuild(ConfigSource source) {
        return source instanceof EnvConfigSource
                || OF_A_FILE.matcher(source.getName()).matches();
    }

    private static ConfigSource file() {
        try {
            return new PropertiesConfigSource(FILE.toUri().toURL(), FILE_ORDINAL);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
