package org.earshot.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.earshot.kernel.Keyring.Purpose;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;

class KeyringTest {

    private static final String OLD = "an old secret of thirty-two chars";
    private static final String NEW = "a new secret of thirty-two chars!";

    private final Keyring keys = new Keyring(Keyrings.Keys.of(Map.of(1, OLD, 2, NEW), Map.of(7, OLD)));

    @Test
    void newCodesAreMadeWithTheHighestVersion() {
        assertEquals(2, keys.currentVersion(Purpose.LINK));
        assertEquals(2, keys.currentVersion(Purpose.FORM_PROOF));
        assertEquals(7, keys.currentVersion(Purpose.DESTINATION_HASH));
    }

    @Test
    void anotherVersionMayMakeNewCodesThanTheHighest() {
        Keyring prepared = Keyrings.of(Map.of(1, OLD, 2, NEW), 1);
        assertEquals(1, prepared.currentVersion(Purpose.LINK));
        assertEquals(1, prepared.currentVersion(Purpose.OPT_OUT));
        assertTrue(prepared.has(Purpose.LINK, 2));
        assertEquals(List.of(), prepared.missing());
    }

    @Test
    void aCurrentVersionWithoutASecretIsNamed() {
        assertEquals(
                List.of(
                        "earshot.keys.current.link is 3, but earshot.keys.link.3 is missing",
                        "earshot.keys.current.hash is 3, but earshot.keys.hash.3 is missing"),
                Keyrings.of(Map.of(1, OLD, 2, NEW), 3).missing());
    }

    /** By the names that stand in the documentation, as properties and as environment variables. */
    @Test
    void theyAreReadFromTheConfiguration() {
        for (ConfigSource source : List.of(
                new PropertiesConfigSource(
                        Map.of(
                                "earshot.keys.link.1", OLD,
                                "earshot.keys.link.2", NEW,
                                "earshot.keys.current.link", "1",
                                "earshot.keys.hash.1", OLD),
                        "file",
                        100),
                new EnvConfigSource(
                        Map.of(
                                "EARSHOT_KEYS_LINK_1", OLD,
                                "EARSHOT_KEYS_LINK_2", NEW,
                                "EARSHOT_KEYS_CURRENT_LINK", "1",
                                "EARSHOT_KEYS_HASH_1", OLD),
                        300))) {
            Keyring read = new Keyring(new SmallRyeConfigBuilder()
                    .withSources(source)
                    .withMapping(KeyConfig.class)
                    .build()
                    .getConfigMapping(KeyConfig.class));
            assertEquals(Set.of(1, 2), read.versions(Purpose.LINK), source.getName());
            assertEquals(1, read.currentVersion(Purpose.LINK), source.getName());
            assertEquals(Set.of(1), read.versions(Purpose.DESTINATION_HASH), source.getName());
            assertEquals(1, read.currentVersion(Purpose.DESTINATION_HASH), source.getName());
        }
    }

    @Test
    void itTellsAllItsVersions() {
        assertEquals(Set.of(1, 2), keys.versions(Purpose.LINK));
        assertEquals(Set.of(7), keys.versions(Purpose.DESTINATION_HASH));
    }

    @Test
    void anOlderVersionStillMakesItsCodes() {
        assertTrue(keys.has(Purpose.LINK, 1));
        assertArrayEquals(
                new Keyring(Keyrings.Keys.of(Map.of(1, OLD), Map.of(1, OLD))).code(Purpose.LINK, 1, "text"),
                keys.code(Purpose.LINK, 1, "text"));
        assertNotEquals(hex(Purpose.LINK, 1, "text"), hex(Purpose.LINK, 2, "text"));
    }

    @Test
    void aVersionThatIsGoneMakesNone() {
        assertFalse(keys.has(Purpose.LINK, 3));
        assertFalse(keys.has(Purpose.DESTINATION_HASH, 1));
        assertThrows(IllegalArgumentException.class, () -> keys.code(Purpose.LINK, 3, "text"));
    }

    @Test
    void eachPurposeAndTextHasACodeOfItsOwn() {
        Keyring same = new Keyring(Keyrings.Keys.of(Map.of(1, OLD), Map.of(1, OLD)));
        List<String> codes = Arrays.stream(Purpose.values())
                .map(purpose -> HexFormat.of().formatHex(same.code(purpose, 1, "text")))
                .toList();
        assertEquals(codes.size(), codes.stream().distinct().count());
        assertNotEquals(hex(Purpose.LINK, 1, "text"), hex(Purpose.LINK, 1, "test"));
        assertEquals(64, hex(Purpose.LINK, 1, "text").length());
    }

    /** A link that was sent must open after every change of this code. */
    @Test
    void aCodeIsTheHmacOfPurposeAndText() throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(OLD.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        assertArrayEquals(mac.doFinal("LINK\n1/7".getBytes(StandardCharsets.UTF_8)), keys.code(Purpose.LINK, 1, "1/7"));
    }

    @Test
    void missingAndShortSecretsAreNamedWithoutBeingShown() {
        assertEquals(List.of(), keys.missing());
        assertEquals(
                List.of("earshot.keys.link.1 is missing", "earshot.keys.hash.2 is shorter than 32 characters"),
                new Keyring(Keyrings.Keys.of(Map.of(), Map.of(2, "x".repeat(31)))).missing());
    }

    @Test
    void theSecretsOfTheDevelopmentModeAreUnsafe() throws IOException {
        assertEquals(List.of(), keys.unsafe());
        String secret = Files.readString(Path.of("src/main/resources/application.properties"))
                .lines()
                .filter(line -> line.startsWith("%dev,test.earshot.keys.hash.1="))
                .map(line -> line.substring(line.indexOf('=') + 1))
                .findFirst()
                .orElseThrow();
        assertEquals(
                List.of("earshot.keys holds a secret of the development mode"),
                new Keyring(Keyrings.Keys.of(Map.of(1, OLD), Map.of(1, OLD, 2, secret))).unsafe());
    }

    private String hex(Purpose purpose, int version, String text) {
        return HexFormat.of().formatHex(keys.code(purpose, version, text));
    }
}
