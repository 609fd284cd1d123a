package org.earshot.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.earshot.testing.Database;
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

/** The packaged service under a steady load, and a PostgreSQL that goes away. */
@Tag("crash")
@Tag("W1")
class OutageIT {

    private static final Duration BETWEEN_CALLS = Duration.ofMillis(50);
    private static final Duration HEALTHY = Duration.ofSeconds(2);
    private static final Duration OUTAGE = Duration.ofSeconds(30);
    private static final Duration FROZEN = Duration.ofSeconds(12);
    private static final Duration NOTICED = Duration.ofSeconds(3);
    private static final Duration RECOVERED = Duration.ofSeconds(5);
    private static final int LINES_PER_SECOND = 10;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private OwnPostgres postgres;
    private Replica replica;
    private Database database;
    private Callers callers;

    @BeforeEach
    void start() {
        postgres = OwnPostgres.in(directory);
        replica = new Replica("replica", directory, Replica.settings(postgres, TokenKeyFiles.in(directory)));
        replica.start();
        replica.awaitReady();
        database = new Database(postgres.dataSource());
        callers = Callers.of(replica.address());
    }

    @AfterEach
    void end() {
        replica.close();
        postgres.close();
    }

    @Test
    void aPostgresThatIsStoppedForHalfAMinuteIsSurvived() {
        survives(postgres::stopFast, OUTAGE, postgres::startAgain);
    }

    @Test
    void aPostgresThatStandsStillIsSurvived() {
        survives(postgres::freeze, FROZEN, postgres::thaw);
    }

    @Test
    void aPostgresThatCrashesAndComesBackAtOnceIsSurvived() {
        SteadyLoad load = SteadyLoad.every(BETWEEN_CALLS, callers::next);
        try (load) {
            for (int crash = 0; crash < 3; crash++) {
                pause(HEALTHY);
                postgres.stopImmediately();
                postgres.startAgain();
            }
            pause(RECOVERED);
        }
        assertNothingHappenedByHalves(load.end());
        assertEverythingLeaves();
    }

    private void survives(Runnable fault, Duration outage, Runnable cure) {
        SteadyLoad load = SteadyLoad.every(BETWEEN_CALLS, callers::next);
        long ill;
        long well;
        try (load) {
            pause(HEALTHY);
            long linesBefore = replica.log().lines().count();
            fault.run();
            ill = System.nanoTime();
            await(NOTICED, () -> !replica.isReady(), "The service says that it is ready");
            assertEquals(200, get("/q/health/live").status());
            pause(outage.minusNanos(System.nanoTime() - ill));
            assertFalse(replica.isReady());
            assertEquals(200, get("/q/health/live").status());
            long lines = replica.log().lines().count() - linesBefore;
            assertTrue(lines < LINES_PER_SECOND * outage.toSeconds(), () -> lines + " lines in the log");
            cure.run();
            well = System.nanoTime();
            await(RECOVERED, replica::isReady, "The service says that it is not ready");
            pause(RECOVERED.minusNanos(System.nanoTime() - well));
            pause(HEALTHY);
        }
        List<TimedCall> calls = load.end();
        assertNothingHappenedByHalves(calls);
        long duringOutage = calls.stream()
                .filter(call -> !call.isBefore(ill + NOTICED.toNanos()) && call.isBefore(well - NOTICED.toNanos()))
                .peek(call -> assertTrue(call.isUnavailable(), call::toString))
                .count();
        assertTrue(duringOutage > 0);
        calls.stream()
                .filter(call -> !call.isBefore(well + RECOVERED.toNanos()))
                .forEach(call -> assertTrue(call.isSuccess(), call::toString));
        assertEverythingLeaves();
    }

    /** Who was told 503 asks again, under the same key; in the end everybody was asked, and once. */
    private void assertNothingHappenedByHalves(List<TimedCall> calls) {
        calls.forEach(TimedCall::assertToldInTime);
        List<TimedCall> asking =
                calls.stream().filter(call -> Callers.isAsking(call.request())).toList();
        Set<String> answers = new HashSet<>();
        for (TimedCall call : asking) {
            TimedCall certain = call.isSuccess()
                    ? call
                    : TimedCall.send(client, call.request()).join();
            assertEquals(200, certain.status(), certain::toString);
            answers.add(certain.answer().body());
        }
        assertEquals(asking.size(), answers.size());
        long earlier = 1;
        assertEquals(asking.size() + earlier, database.number("select count(*) from feedback_request"));
        assertFalse(replica.log().contains("A call failed unexpectedly"), () -> replica.log());
    }

    /** What was claimed, and could not be composed, waits for its next attempt for more than a minute. */
    private void assertEverythingLeaves() {
        HttpRequest later = HttpRequest.newBuilder(replica.address().resolve("/sandbox/clock"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"advance\": \"PT2M\"}"))
                .build();
        assertTrue(TimedCall.send(client, later).join().isSuccess());
        database.await(0, """
                select count(*) from feedback_request r
                where not exists (select from delivery_log l
                                  where l.company_id = r.company_id and l.subject_id = r.id and l.outcome = 'DELIVERED')
                """);
    }

    private TimedCall get(String path) {
        return TimedCall.send(
                        client,
                        HttpRequest.newBuilder(replica.address().resolve(path)).build())
                .join();
    }

    private static void await(Duration patience, BooleanSupplier condition, String otherwise) {
        assertTrue(Patience.until(patience, condition), otherwise);
    }

    private static void pause(Duration time) {
        Patience.pause(time.isNegative() ? Duration.ZERO : time);
    }
}
