package org.earshot.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.path.json.JsonPath;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.ParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.RSAPublicKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.earshot.testing.PackagedService;
import org.earshot.testing.Program;
import org.earshot.testing.TokenKeyFiles;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program, as an operator runs it: what it refuses to start without, and the tokens that it mints. */
class ProgramIT {

    /** What a run of the program left behind. */
    private record Run(int exit, String out, String err) {

        String all() {
            return out + err;
        }
    }

    @TempDir
    Path directory;

    @Test
    void withoutConfigurationItDoesNotStartAndNamesAllThatIsMissing() throws Exception {
        Run run = run(Map.of());
        assertNotEquals(0, run.exit());
        for (String key : List.of(
                "earshot.keys.link.1",
                "earshot.keys.hash.1",
                "earshot.public-url",
                "earshot.delivery.sender.email",
                "earshot.delivery.sender.sms",
                "mp.jwt.verify.publickey.location",
                "smallrye.jwt.sign.key.location")) {
            assertTrue(run.all().contains(key + " "), () -> key + " is not named in: " + run.all());
        }
        assertFalse(run.all().contains("\tat "), run.all());
    }

    @Test
    void unsafeSettingsStopItUnlessTheyAreAccepted() throws Exception {
        Map<String, String> settings = new HashMap<>(PackagedService.settings());
        TokenKeyFiles keys = TokenKeyFiles.in(directory);
        settings.put(
                "mp.jwt.verify.publickey.location", keys.publicKey().toUri().toString());
        settings.put("smallrye.jwt.sign.key.location", keys.privateKey().toUri().toString());
        settings.put("earshot.sandbox.enabled", "true");
        settings.put("earshot.database.address", "127.0.0.1:1/nothing-listens-there");
        Run refused = run(settings);
        assertNotEquals(0, refused.exit());
        assertTrue(refused.all().contains("earshot.sandbox.enabled opens the sandbox"), refused.all());
        assertTrue(refused.all().contains("earshot.delivery.sender.email reaches nobody"), refused.all());
        assertTrue(refused.all().contains("earshot.accept-insecure-instance"), refused.all());

        settings.put("earshot.accept-insecure-instance", "true");
        Run accepted = run(settings);
        assertFalse(accepted.all().contains("Earshot does not start"), accepted.all());
        assertTrue(accepted.all().contains("127.0.0.1:1"), accepted.all()); // the next obstacle: there is no database
        for (String line : accepted.out().lines().toList()) {
            assertTrue(JsonPath.from(line).getMap("$").containsKey("level"), "the log is JSON, line by line: " + line);
        }
    }

    @Test
    void itMintsATokenWithoutStartingTheService() throws Exception {
        TokenKeyFiles keys = TokenKeyFiles.in(directory);
        Run run = run(
                Map.of(
                        "smallrye.jwt.sign.key.location",
                        keys.privateKey().toUri().toString()),
                "token",
                "--companies",
                "1,2",
                "--scope",
                "requests:write reviews:read",
                "--days",
                "365",
                "--name",
                "First integration");
        assertEquals(0, run.exit(), run.all());
        JsonWebToken token = verified(run.out().strip(), keys);
        assertEquals("requests:write reviews:read", token.getClaim("scope"));
        assertEquals("[1,2]", token.getClaim("companies").toString());
        assertEquals("First integration", token.getClaim("name"));
        assertEquals(TimeUnit.DAYS.toSeconds(365), token.getExpirationTime() - token.getIssuedAtTime());
        assertFalse(token.getTokenID().isBlank());
    }

    @Test
    void aTokenThatMakesNoSenseIsRefusedWithAReason() throws Exception {
        Run run = run(
                Map.of(
                        "smallrye.jwt.sign.key.location",
                        TokenKeyFiles.in(directory).privateKey().toUri().toString()),
                "token",
                "--companies",
                "0",
                "--scope",
                "everything",
                "--days",
                "1");
        assertEquals(1, run.exit());
        assertEquals("", run.out());
        assertTrue(run.err().contains("companies") && run.err().contains("scope"), run.err());
    }

    private static JsonWebToken verified(String token, TokenKeyFiles keys) throws ParseException {
        JWTAuthContextInfo info =
                new JWTAuthContextInfo((RSAPublicKey) keys.pair().getPublic(), "earshot");
        info.setExpectedAudience(Set.of("earshot"));
        return new DefaultJWTParser(info).parse(token);
    }

    private Run run(Map<String, String> settings, String... arguments) throws IOException, InterruptedException {
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        Process process = new ProcessBuilder(Program.command(List.of(), settings, arguments))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("The program still runs after a minute: " + Files.readString(out));
        }
        return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
