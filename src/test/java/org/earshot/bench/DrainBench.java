package org.earshot.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.earshot.testing.Database;
import org.earshot.testing.Median;
import org.earshot.testing.OwnPostgres;
import org.earshot.testing.Replica;
import org.earshot.testing.TokenKeyFiles;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How quickly one process drains a queue, beside loops of plain SQL on the same machine in the same run. Prints figures
 * and demands only that everything has left. Needs pgbench, which comes with PostgreSQL.
 */
@Tag("bench")
class DrainBench {

    private static final int MESSAGES = Integer.getInteger("earshot.bench.messages", 100_000);
    private static final int ROUNDS = Integer.getInteger("earshot.bench.rounds", 5);
    private static final int WARM_UP = 3 * MESSAGES;
    private static final int CLAIM = 500;
    private static final int CLIENTS = 2;
    private static final int IN_FLIGHT = 500;
    private static final Duration LATENCY = Duration.ofMillis(50);

    /** Full-page images are a matter of checkpoints, not of messages. */
    private static final Map<String, String> SERVER =
            Map.of("full_page_writes", "off", "shared_buffers", "512MB", "max_wal_size", "4GB");

    /** What suits two cores and much short-lived memory. */
    private static final List<String> JVM = List.of("-Xmx1g", "-XX:+UseParallelGC");

    private final Path directory = Path.of("target", "bench").toAbsolutePath();
    private final HttpClient http = HttpClient.newHttpClient();

    /** How one drain went. */
    private record Drained(double perSecond, double walBytes, double commits) {}

    @Test
    void drain() throws IOException {
        try (OwnPostgres postgres = OwnPostgres.in(directory, SERVER)) {
            Database database = new Database(postgres.dataSource());
            Map<String, String> settings = new HashMap<>(Replica.settings(postgres, TokenKeyFiles.in(directory)));
            settings.put("quarkus.scheduler.enabled", "false");
            withoutWaiting(postgres, database, settings);
            settings.put("earshot.delivery.concurrency", Integer.toString(IN_FLIGHT));
            settings.put("earshot.delivery.mock.latency", LATENCY.toMillis() + "ms");
            settings.put("earshot.delivery.batch", Integer.toString(2 * CLAIM));
            withSlowSender(database, settings);
        }
    }

    private void withoutWaiting(OwnPostgres postgres, Database database, Map<String, String> settings) {
        double[] narrow = new double[ROUNDS];
        double[] own = new double[ROUNDS];
        double[] service = new double[ROUNDS];
        try (Replica replica = started(settings)) {
            drained(replica, database, WARM_UP, "EMAIL");
            for (int round = 0; round < ROUNDS; round++) {
                narrow[round] = pgbench(postgres, database, "narrow");
                own[round] = pgbench(postgres, database, "own");
                Drained drained = drained(replica, database, MESSAGES, "EMAIL");
                service[round] = drained.perSecond();
                say(
                        "round %d: %,.0f emails/s, %.0f bytes of WAL and %.4f commits a message; SQL alone %,.0f/s (narrow"
                                + " table), %,.0f/s (own tables)",
                        round + 1,
                        drained.perSecond(),
                        drained.walBytes(),
                        drained.commits(),
                        narrow[round],
                        own[round]);
            }
            say(
                    "text messages: %,.0f/s",
                    drained(replica, database, MESSAGES, "SMS").perSecond());
        }
        say(
                "emails, median of %d: %,.0f/s; %.2f of SQL on a narrow table, %.2f of SQL on the service's own tables",
                ROUNDS,
                Median.of(service),
                Median.of(service) / Median.of(narrow),
                Median.of(service) / Median.of(own));
    }

    private void withSlowSender(Database database, Map<String, String> settings) {
        double limit = IN_FLIGHT / (LATENCY.toMillis() / 1000.0);
        double[] service = new double[ROUNDS];
        try (Replica replica = started(settings)) {
            drained(replica, database, WARM_UP, "EMAIL");
            for (int round = 0; round < ROUNDS; round++) {
                service[round] = drained(replica, database, MESSAGES, "EMAIL").perSecond();
            }
        }
        say(
                "a sender that takes %d ms, %d in flight, median of %d: %,.0f/s, %.2f of the limit of %,.0f/s",
                LATENCY.toMillis(), IN_FLIGHT, ROUNDS, Median.of(service), Median.of(service) / limit, limit);
    }

    private Replica started(Map<String, String> settings) {
        Replica replica = new Replica("drain", directory, settings, JVM);
        replica.start();
        replica.awaitReady();
        return replica;
    }

    private Drained drained(Replica replica, Database database, int messages, String channel) {
        run(database, "queue", messages, channel);
        long wal = database.number("select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint");
        long commits = commits(database);
        long start = System.nanoTime();
        tick(replica);
        double seconds = (System.nanoTime() - start) / 1e9;
        Assertions.assertEquals(
                messages, database.number("select count(*) from delivery_log where outcome = 'DELIVERED'"));
        return new Drained(
                messages / seconds,
                (database.number("select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint") - wal)
                        / (double) messages,
                (commits(database) - commits) / (double) messages);
    }

    private static long commits(Database database) {
        database.run("select pg_stat_force_next_flush()");
        return database.number("select xact_commit from pg_stat_database where datname = current_database()");
    }

    private void tick(Replica replica) {
        HttpRequest tick = HttpRequest.newBuilder(replica.address().resolve("/sandbox/tick"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .timeout(Duration.ofMinutes(5))
                .build();
        try {
            Assertions.assertEquals(
                    200, http.send(tick, HttpResponse.BodyHandlers.discarding()).statusCode(), replica::log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Messages per second of a loop of plain SQL: claim 500, note them as sent, with two clients. */
    private double pgbench(OwnPostgres postgres, Database database, String loop) {
        run(database, loop.equals("own") ? "queue" : "narrow", MESSAGES, "EMAIL");
        Path script = directory.resolve(loop + ".pgbench");
        try {
            Files.writeString(script, resource(loop + ".pgbench"));
            ProcessBuilder command = new ProcessBuilder(
                            "pgbench",
                            "--no-vacuum",
                            "--host=127.0.0.1",
                            "--port=" + postgres.port(),
                            "--username=postgres",
                            "--client=" + CLIENTS,
                            "--jobs=" + CLIENTS,
                            "--transactions=" + MESSAGES / CLAIM / CLIENTS,
                            "--file=" + script,
                            "postgres")
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve(loop + ".log").toFile());
            command.environment().put("PGPASSWORD", "postgres");
            long start = System.nanoTime();
            Process process = command.start();
            if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new AssertionError(Files.readString(directory.resolve(loop + ".log")));
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            Assertions.assertEquals(
                    MESSAGES,
                    database.number(
                            loop.equals("own")
                                    ? "select count(*) from delivery_log"
                                    : "select count(*) from bench_queue where state = 'SENT'"),
                    "sent by " + loop);
            return MESSAGES / seconds;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Runs the statements of a file, which are separated by empty lines. */
    private static void run(Database database, String file, int messages, String channel) {
        for (String statement : resource(file + ".sql").split("\n\n")) {
            database.run(statement
                    .replace(":messages", Integer.toString(messages))
                    .replace(":channel", "'" + channel + "'"));
        }
    }

    private static String resource(String name) {
        try (InputStream file = DrainBench.class.getResourceAsStream("/bench/" + name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void say(String format, Object... figures) {
        System.out.println("bench-drain: " + format.formatted(figures));
    }
}
