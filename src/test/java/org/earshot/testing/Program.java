package org.earshot.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The artifact that this build made, a jar or a native executable, as an operator would run it. */
public final class Program {

    private static final Path ARTIFACT = Path.of("target", "quarkus-artifact.properties");

    private Program() {}

    /** Whether there is one. */
    public static boolean isBuilt() {
        return Files.exists(ARTIFACT);
    }

    /** Where it is. */
    public static Path built() {
        Properties artifact = new Properties();
        try (InputStream file = Files.newInputStream(ARTIFACT)) {
            artifact.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("There is no program yet: it is built by ./mvnw package", e);
        }
        return Path.of("target", artifact.getProperty("path")).toAbsolutePath();
    }

    /**
     * The command that runs what was built.
     *
     * @param machine options of the Java virtual machine; a native executable has none, and is not given them
     */
    public static List<String> command(List<String> machine, Map<String, String> settings, String... arguments) {
        return command(built(), machine, settings, arguments);
    }

    /** The command that runs another build of it, a jar or a native executable. */
    public static List<String> command(
            Path program, List<String> machine, Map<String, String> settings, String... arguments) {
        boolean isNative = !program.toString().endsWith(".jar");
        List<String> command = new ArrayList<>();
        command.add(
                isNative
                        ? program.toString()
                        : ProcessHandle.current().info().command().orElse("java"));
        if (!isNative) {
            command.addAll(machine);
        }
        new TreeMap<>(settings).forEach((key, value) -> command.add("-D" + key + "=" + value));
        if (!isNative) {
            command.addAll(List.of("-jar", program.toString()));
        }
        command.addAll(List.of(arguments));
        return command;
    }
}
