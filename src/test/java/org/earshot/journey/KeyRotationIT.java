package org.earshot.journey;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.smallrye.jwt.build.Jwt;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.earshot.testing.Database;
import org.earshot.testing.OwnPostgres;
import org.earshot.testing.Program;
import org.earshot.testing.Replica;
import org.earshot.testing.Sandbox;
import org.earshot.testing.TokenKeyFiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Keys are replaced in steps, replica by replica, as the runbook says: nobody who has something of before is refused. */
class KeyRotationIT {

    private static final String SCOPE = "requests:read requests:write company:admin";
    private static final int RACES = 15;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    private final Map<String, Replica> replicas = new HashMap<>();
    private OwnPostgres postgres;
    private TokenKeyFiles old;
    private TokenKeyFiles next;

    @BeforeEach
    void start() {
        postgres = OwnPostgres.in(directory);
        old = TokenKeyFiles.in(directory.resolve("old"));
        next = TokenKeyFiles.in(directory.resolve("next"));
    }

    @AfterEach
    void end() {
        replicas.values().forEach(Replica::close);
        postgres.close();
    }

    /** Starts a replica with these keys; in place of the one of this name, if there is one. */
    private Replica restart(String name, Path publicKeys, TokenKeyFiles signing, Map<String, String> keys) {
        Replica before = replicas.get(name);
        if (before != null) {
            before.stop();
        }
        Map<String, String> settings = Replica.settings(postgres, old);
        settings.put("quarkus.scheduler.enabled", "false");
        settings.put("mp.jwt.verify.publickey.location", publicKeys.toUri().toString());
        settings.put(
                "smallrye.jwt.sign.key.location", signing.privateKey().toUri().toString());
        settings.putAll(keys);
        Replica replica = new Replica(name, directory, settings);
        replicas.put(name, replica);
        replica.start();
        return replica;
    }

    private Path set(TokenKeyFiles... keys) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("jwks"));
        Arrays.stream(keys).map(key -> key.publicKey().toString()).forEach(arguments::add);
        File file = Files.createTempFile(directory, "set", ".json").toFile();
        Process process = new ProcessBuilder(Program.command(List.of(), Map.of(), arguments.toArray(String[]::new)))
                .redirectOutput(file)
                .start();
        assertEquals(true, process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue());
        return file.toPath();
    }

    private static RequestSpecification at(Replica replica) {
        return given().baseUri(replica.address().toString()).redirects().follow(false);
    }

    private static String sandboxToken(Replica replica) {
        return at(replica)
                .contentType(ContentType.JSON)
                .body(Map.of("companies", List.of(1), "scope", SCOPE))
                .post("/sandbox/tokens")
                .then()
                .statusCode(200)
                .extract()
                .path("token");
    }

    private static String personalToken(Replica replica, String token) {
        return at(replica)
                .auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body(Map.of("name", "Till", "scope", "requests:read", "expires", inOneHour()))
                .post("/company/1/tokens")
                .then()
                .statusCode(200)
                .extract()
                .path("token");
    }

    private static String inOneHour() {
        return Clock.systemUTC().instant().plus(Duration.ofHours(1)).toString();
    }

    private static int list(Replica replica, String token) {
        return at(replica).auth().oauth2(token).get("/request/list/1").statusCode();
    }

    private static void tokensAnswer(int status, Replica replica, String... tokens) {
        for (String token : tokens) {
            assertEquals(status, list(replica, token), () -> token + " at " + replica.name() + ": " + replica.log());
        }
    }

    @Test
    @Tag("W2")
    @Tag("W78")
    void tokensOfTwoKeysAreGoodUntilTheOldOneIsDropped() throws Exception {
        Map<String, String> same = Map.of();
        Replica one = restart("one", old.publicKey(), old, same);
        one.awaitReady();
        String nameless = Jwt.issuer("earshot")
                .audience("earshot")
                .subject("before keys had names")
                .claim("scope", SCOPE)
                .claim("companies", List.of(1))
                .expiresIn(Duration.ofHours(1))
                .sign(old.pair().getPrivate());
        String ofOld = sandboxToken(one);
        String personalOfOld = personalToken(one, ofOld);
        tokensAnswer(200, one, nameless, ofOld, personalOfOld);

        // both keys are known everywhere; one replica signs with the new one already
        Path both = set(old, next);
        one = restart("one", both, old, same);
        Replica two = restart("two", both, next, same);
        one.awaitReady();
        two.awaitReady();
        String ofNext = sandboxToken(two);
        String personalOfNext = personalToken(two, ofOld);
        for (Replica replica : List.of(one, two)) {
            tokensAnswer(200, replica, nameless, ofOld, personalOfOld, sandboxToken(one), ofNext, personalOfNext);
        }

        two = restart("two", set(next), next, same);
        two.awaitReady();
        tokensAnswer(200, two, ofNext, personalOfNext);
        tokensAnswer(401, two, nameless, ofOld, personalOfOld, sandboxToken(one));
    }

    private static String link(Replica replica, String recipient, String which) {
        at(replica).post("/sandbox/tick").then().statusCode(200);
        JsonPath messages = at(replica)
                .queryParam("destination", recipient)
                .get("/sandbox/messages")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        return URI.create(messages.getString("[0]." + which)).getPath();
    }

    private static Response ask(Replica replica, String recipient) {
        return at(replica)
                .auth()
                .oauth2(sandboxToken(replica))
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "company",
                        1,
                        "type",
                        "email",
                        "name",
                        "Jane Doe",
                        "destination",
                        recipient,
                        "platform",
                        "auto"))
                .post("/request");
    }

    private List<String> versions(String recipient) {
        return new Database(postgres.dataSource())
                .rows(
                        "select link_key_version, hash_key_version from feedback_request where destination = ?",
                        recipient);
    }

    @Test
    @Tag("W28")
    @Tag("W38")
    @Tag("W68")
    void linksAndHashesOfTwoKeysAreKnownByEveryReplica() throws Exception {
        Replica one = restart("one", old.publicKey(), old, Map.of());
        one.awaitReady();
        String jane = Sandbox.newAddress();
        assertEquals(200, ask(one, jane).statusCode());
        String janesLink = link(one, jane, "link");
        String janesOptOut = link(one, jane, "optOut");
        assertEquals(List.of("1 1"), versions(jane));

        // both keys are known everywhere; one replica makes what is new with the new ones already
        Map<String, String> both = new HashMap<>(Map.of(
                "earshot.keys.link.2", "a-second-secret-for-the-links-of-a-test",
                "earshot.keys.hash.2", "a-second-secret-for-the-hashes-of-a-test"));
        Replica two = restart("two", old.publicKey(), old, both);
        both.putAll(Map.of("earshot.keys.current.link", "1", "earshot.keys.current.hash", "1"));
        one = restart("one", old.publicKey(), old, both);
        one.awaitReady();
        two.awaitReady();
        String joe = Sandbox.newAddress();
        String jill = Sandbox.newAddress();
        assertEquals(200, ask(two, joe).statusCode());
        assertEquals(200, ask(one, jill).statusCode());
        assertEquals(List.of("2 2"), versions(joe));
        assertEquals(List.of("1 1"), versions(jill));
        // each writes the message of the other
        String joesLink = link(one, joe, "link");
        String joesOptOut = link(one, joe, "optOut");
        for (Replica replica : List.of(one, two)) {
            for (String page : List.of(janesLink, janesOptOut, joesLink, joesOptOut)) {
                assertEquals(200, at(replica).get(page).statusCode(), page);
            }
            for (String known : List.of(jane, joe, jill)) {
                assertEquals(418, ask(replica, known).statusCode());
            }
        }
        // somebody new, asked through both at once, is asked once
        for (int race = 0; race < RACES; race++) {
            String recipient = Sandbox.newAddress();
            Replica first = one;
            CompletableFuture<Integer> there =
                    CompletableFuture.supplyAsync(() -> ask(first, recipient).statusCode());
            int here = ask(two, recipient).statusCode();
            assertNotEquals(here, there.get(30, TimeUnit.SECONDS), "both " + here);
        }
        assertEquals(
                3L + RACES,
                new Database(postgres.dataSource()).number("select count(*) from contact where company_id = 1"));
        // whoever opts out by a link of one key is stopped at both
        at(two).post(janesOptOut).then().statusCode(200);
        at(one).post(joesOptOut).then().statusCode(200);
        for (Replica replica : List.of(one, two)) {
            assertEquals(422, ask(replica, jane).statusCode());
            assertEquals(422, ask(replica, joe).statusCode());
        }
    }
}
