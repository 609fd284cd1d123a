package org.earshot.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.path.json.JsonPath;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.ParseException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.earshot.testing.PackagedService;
import org.earshot.testing.ProgramRun;
import org.earshot.testing.TokenKeyFiles;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program, as an operator runs it: what it refuses to start without, and the tokens that it mints. */
class ProgramIT {

    @TempDir
    Path directory;

    @Test
    void withoutConfigurationItDoesNotStartAndNamesAllThatIsMissing() throws Exception {
        ProgramRun run = run(Map.of());
        assertNotEquals(0, run.exit());
        for (String key : List.of(
                "earshot.keys.link.1",
                "earshot.keys.hash.1",
                "earshot.public-url",
                "earshot.delivery.sender.email",
                "earshot.delivery.sender.sms",
                "mp.jwt.verify.publickey.location",
                "smallrye.jwt.sign.key.location",
                "earshot.retention.days")) {
            assertTrue(run.err().contains(key + " "), () -> key + " is not named in: " + run.all());
        }
        assertFalse(run.all().contains("\tat "), run.all());
    }

    @Test
    void oneSentenceNamesWhatIsMissingAndWhatIsUnsafe() {
        Map<String, String> settings = Map.of(
                "earshot.sandbox.enabled", "true",
                "earshot.delivery.sender.email", "mock",
                "earshot.nhs.submitter", "mock",
                "earshot.keys.link.1", "for-development-only-not-a-secret-link",
                "earshot.delivery.inbound.secrets.1", "whsec_Zm9yLWRldmVsb3BtZW50LW9ubHktbm90LWEtc2VjcmV0LXdlYmhvb2s=",
                "earshot.delivery.inbound.twilio.auth-token", "for-development-only-not-a-secret-twilio",
                "earshot.delivery.batch", "0",
                "earshot.timeout.silence", "1s");
        String sentence = refusal(run(settings));
        for (String part : List.of(
                "earshot.keys.hash.1 is missing",
                "earshot.public-url is missing",
                "mp.jwt.verify.publickey.location is missing",
                "smallrye.jwt.sign.key.location is missing",
                "earshot.delivery.sender.sms names none of",
                "earshot.delivery.batch and earshot.delivery.concurrency must be at least 1",
                "earshot.timeout.silence must be longer than earshot.timeout.statement",
                "earshot.sandbox.enabled opens the sandbox to anybody",
                "earshot.delivery.sender.email reaches nobody",
                "earshot.nhs.submitter reaches nobody",
                "earshot.keys holds a secret of the development mode",
                "earshot.delivery.inbound.secrets",
                "earshot.delivery.inbound.twilio.auth-token",
                "earshot.retention.days is missing",
                "earshot.accept-insecure-instance=true")) {
            assertTrue(sentence.contains(part), () -> part + " is not in: " + sentence);
        }
        assertTrue(refusal(run(Map.of("earshot.retention.days", "27")))
                .contains("earshot.retention.days must be 28 to 3650"));
    }

    @Test
    void valuesThatMakeNoSenseAndKeysThatNobodyKnowsAreToldInASentence() {
        assertEquals(
                "Earshot does not start: earshot.delivery.batch: Expected an integer value, got \"abc\".",
                refusal(run(Map.of("earshot.delivery.batch", "abc"))));
        for (String key : List.of(
                "earshot.timeout.call",
                "earshot.tick.every",
                "earshot.limits.body",
                "earshot.retention.days",
                "quarkus.http.port")) {
            String sentence = refusal(run(Map.of(key, "soon")));
            assertTrue(sentence.startsWith("Earshot does not start: " + key), sentence);
        }
        assertTrue(refusal(run(Map.of("earshot.public-url", "http://[x")))
                .startsWith("Earshot does not start: earshot.public-url: Expected closing bracket"));
        String unknown = refusal(run(Map.of(
                "earshot.delivery.bacth", "5", "earshot.delivery.retry.max-attempts", "3", "earshot.publik-url", "x")));
        for (String key :
                List.of("earshot.delivery.bacth", "earshot.delivery.retry.max-attempts", "earshot.publik-url")) {
            assertTrue(unknown.contains(key + " is no key of Earshot"), unknown);
        }
    }

    @Test
    void ofEnvironmentVariablesThatMeanNothingTheLogWarns() {
        ProgramRun run = ProgramRun.of(
                directory,
                Map.of(
                        "EARSHOT_DELIVERY_BACTH", "5",
                        "EARSHOT_DELIVERY_BATCH", "5",
                        "EARSHOT_KEYS_LINK_1", "a-secret-of-the-tests-for-the-links",
                        "EARSHOT_DELIVERY_SENDER_SMS", "mock",
                        "EARSHOT_SERVICE_HOST", "10.0.0.1"),
                Map.of());
        assertTrue(run.out().contains("EARSHOT_DELIVERY_BACTH is no key of Earshot, and is not heeded"), run.all());
        assertEquals(1, run.out().split("is no key of Earshot", -1).length - 1, run.all());
        assertFalse(refusal(run).contains("earshot.keys.link"), run.all());
    }

    /** The last thing it says, which is one line, without a stack trace. */
    private static String refusal(ProgramRun run) {
        assertEquals(1, run.exit(), run.all());
        assertFalse(run.all().contains("\tat "), run.all());
        List<String> lines =
                run.err().lines().filter(line -> line.startsWith("Earshot")).toList();
        assertEquals(1, lines.size(), run.all());
        return lines.get(0);
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
        ProgramRun refused = run(settings);
        assertNotEquals(0, refused.exit());
        assertTrue(refused.all().contains("earshot.sandbox.enabled opens the sandbox"), refused.all());
        assertTrue(refused.all().contains("earshot.delivery.sender.email reaches nobody"), refused.all());
        assertTrue(refused.all().contains("earshot.accept-insecure-instance"), refused.all());

        settings.put("earshot.accept-insecure-instance", "true");
        ProgramRun accepted = run(settings);
        assertTrue( // the next obstacle: there is no database
                accepted.err()
                        .startsWith("Earshot does not start: Unable to obtain connection from database:"
                                + " Connection to 127.0.0.1:1 refused."),
                accepted.all());
        for (String line : accepted.out().lines().toList()) {
            assertTrue(JsonPath.from(line).getMap("$").containsKey("level"), "the log is JSON, line by line: " + line);
        }
    }

    @Test
    void keysThatDoNotBelongTogetherStopIt() throws Exception {
        TokenKeyFiles old = TokenKeyFiles.in(directory.resolve("old"));
        Map<String, String> settings = new HashMap<>(PackagedService.settings());
        settings.put(
                "smallrye.jwt.sign.key.location",
                TokenKeyFiles.in(directory.resolve("next")).privateKey().toUri().toString());
        settings.put(
                "mp.jwt.verify.publickey.location",
                jwks(old.publicKey()).toUri().toString());
        assertDoesNotStart(settings, "has no public key that belongs to smallrye.jwt.sign.key.location");

        settings.put("mp.jwt.verify.publickey.location", "file:" + directory.resolve("none.json"));
        assertDoesNotStart(settings, "mp.jwt.verify.publickey.location cannot be read");

        Path empty = Files.writeString(directory.resolve("empty.json"), "{\"keys\":[]}");
        settings.put("mp.jwt.verify.publickey.location", empty.toUri().toString());
        assertDoesNotStart(settings, "mp.jwt.verify.publickey.location holds no public key");
    }

    private void assertDoesNotStart(Map<String, String> settings, String violation) throws Exception {
        ProgramRun run = run(settings);
        assertNotEquals(0, run.exit());
        assertTrue(run.all().contains("Earshot does not start"), run.all());
        assertTrue(run.all().contains(violation), run.all());
    }

    @Test
    void itPutsPublicKeysTogetherUnderTheNamesThatTokensCarry() throws Exception {
        TokenKeyFiles old = TokenKeyFiles.in(directory.resolve("old"));
        TokenKeyFiles next = TokenKeyFiles.in(directory.resolve("next"));
        JsonPath set = JsonPath.from(Files.readString(jwks(old.publicKey(), next.publicKey())));
        List<TokenKeyFiles> pairs = List.of(old, next);
        for (int pair = 0; pair < pairs.size(); pair++) {
            TokenKeyFiles keys = pairs.get(pair);
            String token = run(
                            Map.of(
                                    "smallrye.jwt.sign.key.location",
                                    keys.privateKey().toUri().toString()),
                            "token",
                            "--companies",
                            "1",
                            "--scope",
                            "requests:read",
                            "--days",
                            "1")
                    .out();
            String header = new String(
                    Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.'))), StandardCharsets.UTF_8);
            String name = JsonPath.from(header).getString("kid");
            assertEquals(set.getString("keys[" + pair + "].kid"), name);
            verified(token.strip(), keys);
        }

        ProgramRun refused = run(Map.of(), "jwks", old.privateKey().toString());
        assertEquals(1, refused.exit());
        assertEquals("", refused.out());
        assertTrue(refused.err().contains("is no public key in PEM form"), refused.err());
    }

    private Path jwks(Path... publicKeys) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("jwks"));
        Arrays.stream(publicKeys).map(Path::toString).forEach(arguments::add);
        ProgramRun run = run(Map.of(), arguments.toArray(String[]::new));
        assertEquals(0, run.exit(), run.all());
        return Files.writeString(directory.resolve("set.json"), run.out());
    }

    @Test
    void itMintsATokenWithoutStartingTheService() throws Exception {
        TokenKeyFiles keys = TokenKeyFiles.in(directory);
        ProgramRun run = run(
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
    void aCommandReadsTheFileAndTheEnvironmentOfItsRun() throws Exception {
        TokenKeyFiles keys = TokenKeyFiles.in(directory);
        Path file = Files.createDirectories(directory.resolve("config")).resolve("application.properties");
        Files.writeString(file, """
                earshot.tokens.issuer=the file
                earshot.tokens.audience=the file
                """);
        ProgramRun run = ProgramRun.of(
                directory,
                Map.of(
                        "EARSHOT_TOKENS_AUDIENCE",
                        "the environment",
                        "SMALLRYE_JWT_SIGN_KEY_LOCATION",
                        keys.privateKey().toUri().toString()),
                Map.of(),
                "token",
                "--companies",
                "1",
                "--scope",
                "requests:read",
                "--days",
                "1");
        assertEquals(0, run.exit(), run.all());
        JsonPath claims = JsonPath.from(
                new String(Base64.getUrlDecoder().decode(run.out().split("\\.")[1]), StandardCharsets.UTF_8));
        assertEquals("the file", claims.getString("iss"));
        assertEquals("the environment", claims.getString("aud"));
    }

    @Test
    void aWordThatIsNoCommandDoesNotServe() {
        ProgramRun run = run(Map.of(), "migrat");
        assertEquals(1, run.exit());
        assertEquals("", run.out());
        assertTrue(run.err().startsWith("There is no command migrat: "), run.err());
    }

    @Test
    void aTokenThatMakesNoSenseIsRefusedWithAReason() throws Exception {
        ProgramRun run = run(
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

    private ProgramRun run(Map<String, String> settings, String... arguments) {
        return ProgramRun.of(directory, settings, arguments);
    }
}
