package org.earshot.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The chart, rendered and linted by Helm itself, which comes as a library and calls nobody. */
final class Chart {

    static final Path SOURCE = Path.of("deploy", "kubernetes", "earshot");

    /** The oldest Kubernetes that the chart is for. */
    static final String OLDEST_KUBERNETES = "1.27.0";

    private static final YAMLMapper YAML = new YAMLMapper();

    private final Path scratch;

    /** A chart whose copies and values are written below {@code scratch}. */
    Chart(Path scratch) {
        this.scratch = scratch;
    }

    /** The values files that the chart is tried with, and the example. */
    static Stream<Path> valuesFiles() {
        return Stream.of(values("minimum"), values("mock"), values("everything"), example());
    }

    static Path values(String name) {
        return SOURCE.resolve("ci").resolve(name + "-values.yaml");
    }

    static Path example() {
        return SOURCE.resolveSibling("values-production.example.yaml");
    }

    static JsonNode yaml(Path file) throws IOException {
        return YAML.readTree(file.toFile());
    }

    /** What Helm installs with these values, and with what the second ones change: YAML, without the hooks. */
    String rendered(Path values, String changes) throws IOException {
        return rendered(SOURCE, values, changes);
    }

    /** All that comes with these values: Helm tells hooks apart, so their mark is taken off. */
    Manifests manifests(Path values, String changes) throws IOException {
        return Manifests.read(withHooks(values, changes));
    }

    String withHooks(Path values, String changes) throws IOException {
        Path copy = copy();
        Path job = copy.resolve("templates").resolve("migration.yaml");
        Files.writeString(job, Files.readString(job).replace("helm.sh/hook: ", "was/hook: "));
        return rendered(copy, values, changes);
    }

    private String rendered(Path chart, Path values, String changes) throws IOException {
        JsonNode all = merged(values, changes);
        TemplateCommand template = new Helm(chart)
                .template()
                .withName("earshot")
                .withNamespace("feedback")
                .withKubeVersion(OLDEST_KUBERNETES)
                .withValuesFile(written(Files.createTempFile(scratch, "values", ".yaml"), all));
        return template.call();
    }

    /** What Helm's linter says of the chart if these values were its own. */
    LintResult linted(Path values, String changes) throws IOException {
        Path copy = copy();
        JsonNode defaults = yaml(SOURCE.resolve("values.yaml"));
        written(copy.resolve("values.yaml"), merged(defaults, merged(values, changes)));
        return new Helm(copy).lint().strict().call();
    }

    private static JsonNode merged(Path values, String changes) throws IOException {
        return merged(yaml(values), YAML.readTree(changes));
    }

    private static JsonNode merged(JsonNode values, JsonNode changes) throws IOException {
        return YAML.readerForUpdating(values).readValue(changes);
    }

    private static Path written(Path file, JsonNode values) throws IOException {
        YAML.writeValue(file.toFile(), values);
        return file;
    }

    private Path copy() throws IOException {
        Path copy = Files.createTempDirectory(scratch, "chart").resolve("earshot");
        try (Stream<Path> files = Files.walk(SOURCE)) {
            files.forEach(
                    file -> copy(file, copy.resolve(SOURCE.relativize(file).toString())));
        }
        return copy;
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
