package org.earshot.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.earshot.testing.ClosedLoop;
import org.earshot.testing.Database;
import org.earshot.testing.HaProxy;
import org.earshot.testing.OwnPostgres;
import org.earshot.testing.Patience;
import org.earshot.testing.Replica;
import org.earshot.testing.TimedCall;
import org.earshot.testing.TokenKeyFiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Replicas of the packaged service that are restarted one after the other, behind HAProxy: nobody notices. */
@Tag("crash")
class RollingRestartIT {

    private static final int REPLICAS = 3;
    private static final int RESTARTS = 10;
    private static final int CALLS = 50_000;
    private static final int CALLERS = 16;
    private static final Duration PATIENCE = Duration.ofMinutes(8);

    /** Longer than HAProxy takes to notice. */
    private static final String DELAY = "3s";

    /** How SIGTERM ends a program that ended in good order. */
    private static final int TERMINATED = 143;

    private static final String ASKED = "select count(*) from feedback_request";
    private static final String RECORDED = "select count(*) from activity_feedback";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    private final List<Replica> replicas = new ArrayList<>();
    private OwnPostgres postgres;
    private Callers callers;

    @BeforeEach
    void start() {
        postgres = OwnPostgres.in(directory);
        Map<String, String> settings = Replica.settings(postgres, TokenKeyFiles.in(directory));
        settings.put("quarkus.shutdown.delay", DELAY);
        for (int number = 1; number <= REPLICAS; number++) {
            replicas.add(new Replica("replica-" + number, directory, settings));
        }
        // while it is alone, it is its mailbox that the message arrives in
        Replica first = replicas.get(0);
        first.start();
        first.awaitReady();
        callers = Callers.of(first.address());
        replicas.stream().skip(1).forEach(Replica::start);
        replicas.forEach(Replica::awaitReady);
        // three that have been at work, and not three that start together on one machine
        replicas.forEach(replica -> callers.at(replica.address()).callOfEachKind());
    }

    @AfterEach
    void end() {
        replicas.forEach(Replica::close);
        postgres.close();
    }

    @Test
    void tenRestartsUnderFiftyThousandCallsFailNobody() {
        Database database = new Database(postgres.dataSource());
        long askedBefore = database.number(ASKED);
        long recordedBefore = database.number(RECORDED);
        Set<Long> asked = ConcurrentHashMap.newKeySet();
        Set<String> recorded = ConcurrentHashMap.newKeySet();
        long start = System.nanoTime();
        try (HaProxy balancer =
                HaProxy.before(replicas.stream().map(Replica::address).toList(), directory)) {
            balancer.awaitUp(REPLICAS);
            Callers through = callers.at(balancer.address());
            try (ClosedLoop load = ClosedLoop.of(CALLERS, CALLS, through::next, call -> {
                if (Callers.isAsking(call.request())) {
                    asked.add(new JsonObject(call.answer().body()).getLong("id"));
                } else if (Callers.isRecording(call.request())) {
                    recorded.add(Callers.recorded(call.answer().body()));
                }
            })) {
                for (int restart = 0; restart < RESTARTS; restart++) {
                    int share = CALLS / (RESTARTS + 2) * restart;
                    assertTrue(
                            Patience.until(PATIENCE, () -> load.answered() >= share), () -> load.answered() + " calls");
                    restart(replicas.get(restart % REPLICAS), balancer);
                }
                int during = load.answered();
                assertTrue(during < CALLS, "The calls were over before the restarts");
                List<TimedCall> failed = load.await(PATIENCE);
                Duration took = Duration.ofNanos(System.nanoTime() - start);
                System.out.printf(
                        "rolling-restart: %d calls, %d failed, %d restarts (the last ended after %d calls), %d s, %d calls a second%n",
                        CALLS, failed.size(), RESTARTS, during, took.toSeconds(), CALLS * 1000L / took.toMillis());
                assertEquals(
                        List.of(), failed, () -> failed.size() + " of " + CALLS + " calls failed: " + balancer.log());
            }
        }
        assertEquals(askedBefore + asked.size(), database.number(ASKED));
        assertEquals(recordedBefore + recorded.size(), database.number(RECORDED));
        assertEquals(CALLS / 5, asked.size());
        assertEquals(CALLS / 10, recorded.size());
    }

    private static void restart(Replica replica, HaProxy balancer) {
        assertEquals(TERMINATED, replica.stop(), replica::log);
        assertTrue(balancer.up() < REPLICAS, "HAProxy has not noticed");
        replica.start();
        replica.awaitReady();
        balancer.awaitUp(REPLICAS);
    }
}
