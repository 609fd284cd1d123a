package org.earshot.journey;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.earshot.testing.Database;
import org.earshot.testing.Loopback;
import org.earshot.testing.OwnPostgres;
import org.earshot.testing.Patience;
import org.earshot.testing.Replica;
import org.earshot.testing.SteadyLoad;
import org.earshot.testing.TimedCall;
import org.earshot.testing.TokenKeyFiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two packaged replicas behind PgBouncer, which runs as docs/runbooks/scaling.md says: the test takes PgBouncer's
 * configuration, the service's and the role's out of that page, and changes nothing but addresses and names.
 */
@Tag("crash")
class PgBouncerIT {

    private static final Path RUNBOOK = Path.of("docs", "runbooks", "scaling.md");
    private static final String ROLE = "postgres";
    private static final int REPLICAS = 2;
    private static final int DAILY = 300;
    private static final Duration BETWEEN_CALLS = Duration.ofMillis(25);
    private static final Duration LOAD = Duration.ofSeconds(10);
    private static final Duration NOTICED = Duration.ofSeconds(10);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    private final int port = Loopback.freePort();
    private final List<Replica> replicas = new ArrayList<>();
    private OwnPostgres postgres;
    private Process bouncer;
    private Database database;
    private Callers callers;

    @BeforeEach
    void start() throws IOException {
        postgres = OwnPostgres.in(directory);
        database = new Database(postgres.dataSource());
        block("sql", "alter role")
                .replace("role earshot", "role " + ROLE)
                .lines()
                .forEach(database::run);
        configure();
        bouncer = startBouncer();
        for (int number = 1; number <= REPLICAS; number++) {
            replicas.add(new Replica("replica-" + number, directory, settings()));
        }
        Replica first = replicas.get(0);
        first.start();
        first.awaitReady();
        callers = Callers.of(first.address());
        replicas.stream().skip(1).forEach(Replica::start);
        replicas.forEach(Replica::awaitReady);
        // two that have been at work, and not two that start together on one machine
        replicas.forEach(replica -> callers.at(replica.address()).callOfEachKind());
    }

    @AfterEach
    void end() {
        replicas.forEach(Replica::close);
        bouncer.destroyForcibly();
        postgres.close();
    }

    /** The runbook's block of this language that has these words. */
    private static String block(String language, String words) {
        try {
            Matcher blocks = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                    .matcher(Files.readString(RUNBOOK));
            return blocks.results()
                    .map(block -> block.group(1))
                    .filter(block -> block.contains(words))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void configure() throws IOException {
        Path users = Files.writeString(directory.resolve("userlist.txt"), "\"" + ROLE + "\" \"" + ROLE + "\"\n");
        String configuration = block("ini", "pool_mode")
                .replaceFirst("earshot = .*", "postgres = host=" + Loopback.ADDRESS + " port=" + postgres.port())
                .replaceFirst("listen_addr = .*", "listen_addr = " + Loopback.ADDRESS)
                .replaceFirst("listen_port = .*", "listen_port = " + port)
                .replaceFirst("auth_file = .*", "auth_file = " + users);
        Files.writeString(directory.resolve("pgbouncer.ini"), configuration + "unix_socket_dir =\n");
    }

    private Process startBouncer() throws IOException {
        List<String> command = new ArrayList<>(List.of("pgbouncer"));
        if (System.getProperty("user.name").equals("root")) { // which it does not run as
            command.addAll(List.of("-u", "nobody"));
        }
        command.add(directory.resolve("pgbouncer.ini").toString());
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("pgbouncer.log").toFile()))
                .start();
    }

    private Map<String, String> settings() throws IOException {
        Properties runbook = new Properties();
        runbook.load(new StringReader(block("properties", "use-layer7-proxy")));
        Map<String, String> settings = new HashMap<>(Replica.settings(postgres, TokenKeyFiles.in(directory)));
        runbook.stringPropertyNames().forEach(key -> settings.put(key, runbook.getProperty(key)));
        settings.put("earshot.database.address", Loopback.ADDRESS + ":" + port + "/postgres");
        settings.computeIfPresent(
                "quarkus.datasource.jdbc.url",
                (key, url) -> url.replace("db.example.com:5432/earshot", postgres.address()));
        settings.put("earshot.rate-limit.activity.per-minute", "0");
        settings.put("earshot.rate-limit.activity.per-day", Integer.toString(DAILY));
        return settings;
    }

    private String activityToken(int company) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("companies", List.of(company), "scope", "activity:read activity:write"))
                .post(replicas.get(0).address() + "/sandbox/tokens")
                .path("token");
    }

    private Response activity(int replica, String token, String path) {
        return given().auth().oauth2(token).get(replicas.get(replica).address() + "/v1/activity-feedback-v2" + path);
    }

    @Test
    void whatIsAskedIsAnsweredAndSentOnce() {
        SteadyLoad load = SteadyLoad.every(
                BETWEEN_CALLS,
                number -> callers.at(replicas.get(number % REPLICAS).address()).next(number / REPLICAS));
        try (load) {
            Patience.pause(LOAD);
        }
        List<TimedCall> calls = load.end();
        List<TimedCall> failed =
                calls.stream().filter(call -> !call.isSuccess()).toList();
        assertEquals(List.of(), failed, () -> failed.size() + " of " + calls.size() + " calls failed");
        long asked =
                calls.stream().filter(call -> Callers.isAsking(call.request())).count();
        long earlier = 1 + 2 * REPLICAS; // two of the kinds of calls ask
        database.await(asked + earlier, "select count(*) from delivery_log where outcome = 'DELIVERED'");
        assertEquals(asked + earlier, database.number("select count(distinct subject_id) from delivery_log"));
        replicas.forEach(replica -> assertFalse(replica.log().contains("prepared statement"), replica::log));
        long ofTheService = database.number("""
                select count(*) from pg_stat_activity where application_name = 'vertx-pg-client'
                """);
        assertTrue(ofTheService > 0 && ofTheService <= 10, () -> ofTheService + " connections");
    }

    @Test
    void feedbackIsCountedAndExported() {
        String token = activityToken(1);
        given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "activity_type", "call",
                        "rep", "r1",
                        "template_id", "t1",
                        "overall_satisfaction", 9,
                        "responses", List.of()))
                .post(replicas.get(0).address() + "/v1/activity-feedback-v2")
                .then()
                .statusCode(201);
        assertEquals(1, activity(1, token, "/analytics/detailed?rep=r1").<Integer>path("data.summary.total_feedback"));
        assertEquals(
                1,
                activity(1, token, "/export?format=ndjson&rep=r1")
                        .asString()
                        .lines()
                        .count());
    }

    @Test
    void theLimitOfATokenHoldsForAllReplicasTogether() {
        String token = activityToken(2);
        int let = 0;
        int refused = 0;
        for (int call = 0; call < 2 * DAILY; call++) {
            int status = activity(call % REPLICAS, token, "").statusCode();
            let += status == 200 ? 1 : 0;
            refused += status == 429 ? 1 : 0;
        }
        assertEquals(2 * DAILY, let + refused);
        assertTrue(let > DAILY / 2 && let <= DAILY, let + " calls were let through");
    }

    @Test
    void theRolesTimeOutsHold() {
        try (Database.Lock lock = database.lock("feedback_request")) {
            TimedCall call =
                    TimedCall.send(HttpClient.newHttpClient(), callers.next(1)).join();
            assertEquals(503, call.status(), call::toString);
            call.assertToldInTime();
            assertEquals(0, database.number("""
                    select count(*) from pg_stat_activity where wait_event_type = 'Lock' and state = 'active'
                      and query_start < clock_timestamp() - interval '3 seconds'
                    """));
        }
        callers.callOfEachKind();
    }

    @Test
    void aBouncerThatIsAwayIsAnOutageAndOverWhenItIsBack() throws Exception {
        bouncer.destroy();
        assertTrue(bouncer.waitFor(NOTICED.toSeconds(), TimeUnit.SECONDS));
        assertTrue(Patience.until(NOTICED, () -> replicas.stream().noneMatch(Replica::isReady)));
        TimedCall call =
                TimedCall.send(HttpClient.newHttpClient(), callers.next(1)).join();
        assertEquals(503, call.status(), call::toString);
        bouncer = startBouncer();
        assertTrue(Patience.until(NOTICED, () -> replicas.stream().allMatch(Replica::isReady)));
        callers.callOfEachKind();
    }
}
