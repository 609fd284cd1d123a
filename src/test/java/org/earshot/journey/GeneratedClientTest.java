package org.earshot.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.earshot.testing.Sandbox;
import org.earshot.testing.Tenants;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A client in TypeScript that is generated from docs/openapi.yaml, compiled strictly, and run against the service. Needs
 * Node and npm; the profile {@code full} brings the generator.
 */
@QuarkusTest
@Tag("full")
class GeneratedClientTest {

    private static final int PATIENCE_MINUTES = 5;
    private static final Path DIRECTORY = Path.of("target", "generated-client");
    private static final Path OURS = Path.of("src", "test", "client");

    @TestHTTPResource
    URI service;

    @BeforeAll
    static void generateAndCompile() throws IOException {
        for (String file : List.of("package.json", "package-lock.json", ".npmrc", "tsconfig.json", "walk.ts")) {
            Files.copy(OURS.resolve(file), DIRECTORY.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        run(
                ProcessHandle.current().info().command().orElse("java"),
                "-jar",
                "openapi-generator-cli.jar",
                "generate",
                "--generator-name=typescript-fetch",
                "--input-spec=" + Path.of("docs", "openapi.yaml").toAbsolutePath(),
                "--output=generated");
        run("npm", "ci", "--loglevel=error");
        run("node", Path.of("node_modules", "typescript", "bin", "tsc").toString(), "--project", ".");
    }

    @Test
    void doesWhatTheDocumentSays() throws IOException {
        int company = Tenants.plain();
        String output = run(
                "node",
                Path.of("compiled", "walk.js").toString(),
                service.toString().replaceAll("/$", ""),
                Sandbox.token("requests:write requests:read company:admin activity:read activity:write", company),
                Integer.toString(company));
        assertTrue(output.endsWith("the walk is done\n"), output);
    }

    private static String run(String... command) throws IOException {
        Path log = DIRECTORY.resolve("output.log");
        Process process = new ProcessBuilder(command)
                .directory(DIRECTORY.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(List.of(command) + " takes too long");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        String output = Files.readString(log, StandardCharsets.UTF_8);
        assertEquals(0, process.exitValue(), () -> List.of(command) + " says:\n" + output);
        return output;
    }
}
