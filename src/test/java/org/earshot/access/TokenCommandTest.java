package org.earshot.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

/** How the command takes bad options; that it signs is shown on the packaged service. */
class TokenCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void aMissingOptionIsNamed() {
        assertEquals(1, run("--companies", "1", "--days", "1"));
        assertComplains("Missing required option: scope");
    }

    @Test
    void anUnknownOptionIsNamed() {
        assertEquals(1, run("--companies", "1", "--scope", "requests:read", "--days", "1", "--forever"));
        assertComplains("Unrecognized option: --forever");
    }

    @Test
    void badValuesAreNamedAllAtOnce() {
        assertEquals(1, run("--companies", "one", "--scope", "everything", "--days", "0"));
        assertComplains("The request was rejected: companies must be positive company numbers, or * for an operator;"
                + " scope must be space-separated words out of ");
        assertTrue(complaint().contains("; days must be between 1 and 3650"));
    }

    @Test
    void daysThatAreNoNumberOfDaysAreNamed() {
        for (String days : List.of("many", "", "1.5", "99999999999999999999", "999999999999999999")) {
            err.reset();
            assertEquals(1, run("--companies", "1", "--scope", "requests:read", "--days", days), days);
            assertComplains("The request was rejected: days must be an integer");
        }
    }

    private int run(String... options) {
        Config config = new SmallRyeConfigBuilder()
                .withDefaultValue("earshot.tokens.issuer", "earshot")
                .withDefaultValue("earshot.tokens.audience", "earshot")
                .build();
        return new TokenCommand(config, print(out), print(err)).run(List.of(options));
    }

    /** One line says what is wrong and a second how it is done; nothing is mistaken for a token. */
    private void assertComplains(String reason) {
        List<String> lines = complaint().lines().toList();
        assertEquals(2, lines.size(), complaint());
        assertTrue(lines.get(0).startsWith(reason), complaint());
        assertTrue(lines.get(1).startsWith("Usage: token --companies "), complaint());
        assertEquals("", out.toString(StandardCharsets.UTF_8));
    }

    private String complaint() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static PrintStream print(ByteArrayOutputStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }
}
