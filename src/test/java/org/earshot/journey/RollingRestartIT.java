package org.earshot.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

/** Replicas of the packaged service that are restarted one after the other, behind a load balancer: nobody notices. */
@Tag("crash")
class RollingRestartIT {

    private static final int REPLICAS = 3;
    private static final int RESTARTS = 10;
    private static final Duration BETWEEN_CALLS = Duration.ofMillis(25);
    private static final Duration NOTICED = Duration.ofSeconds(10);

    /** Longer than the load balancer takes to notice. */
    private static final String DELAY = "2s";

    /** How SIGTERM ends a Java program that ended in good order. */
    private static final int TERMINATED = 143;

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
    void tenRestartsUnderLoadFailNobody() {
        LoadBalancer balancer =
                new LoadBalancer(replicas.stream().map(Replica::address).toList());
        try (balancer) {
            awaitAll(balancer);
            SteadyLoad load = SteadyLoad.every(BETWEEN_CALLS, callers.at(balancer.address())::next);
            try (load) {
                for (int restart = 0; restart < RESTARTS; restart++) {
                    Replica replica = replicas.get(restart % REPLICAS);
                    assertEquals(TERMINATED, replica.stop(), replica::log);
                    replica.start();
                    replica.awaitReady();
                    awaitAll(balancer);
                }
            }
            List<TimedCall> calls = load.end();
            List<TimedCall> failed =
                    calls.stream().filter(call -> !call.isSuccess()).toList();
            assertEquals(List.of(), failed, () -> failed.size() + " of " + calls.size() + " calls failed");
            long asked = calls.stream()
                    .filter(call -> Callers.isAsking(call.request()))
                    .count();
            long earlier = 1 + REPLICAS;
            assertEquals(
                    asked + earlier,
                    new Database(postgres.dataSource()).number("select count(*) from feedback_request"));
        }
    }

    private static void awaitAll(LoadBalancer balancer) {
        assertTrue(
                Patience.until(NOTICED, () -> balancer.ready() == REPLICAS),
                "The load balancer finds too few replicas ready");
    }
}
