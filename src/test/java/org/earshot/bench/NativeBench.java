package org.earshot.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.earshot.testing.Database;
import org.earshot.testing.Median;
import org.earshot.testing.OwnPostgres;
import org.earshot.testing.Patience;
import org.earshot.testing.Replica;
import org.earshot.testing.Sandbox;
import org.earshot.testing.TokenKeyFiles;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The native executable beside the same service on a Java virtual machine, without and with an AOT cache: how long each
 * takes from the start of its process to the first answer that came from the database, how much memory it keeps, and how
 * many requests it reads by id. Prints figures, and demands only that all answers are right. Needs a JDK 25, h2load, and
 * the three builds ({@code make bench-native}).
 */
@Tag("bench")
class NativeBench {

    private static final int STARTS = 11;
    private static final int ROUNDS = 5;
    private static final int READS = 40_000;
    private static final int WARM_UP = 3 * READS;
    private static final int CONNECTIONS = 16;
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(1);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final double MEBIBYTE = 1 << 20;

    private static final Pattern PER_SECOND = Pattern.compile("finished in .*, ([0-9.]+) req/s");
    private static final Pattern RIGHT = Pattern.compile("status codes: (\\d+) 2xx");

    /** A heap as in a small container; by itself the machine would take a quarter of all memory. */
    private static final List<String> HEAP = List.of("-Xmx256m");

    private final Path directory = Path.of("target", "bench-native").toAbsolutePath();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Build> builds = new ArrayList<>();

    /** A build of the service, and what was measured of it. */
    private record Build(
            String name, Replica replica, double[] startMillis, double[] idle, double[] loaded, double[] reads) {

        Build(String name, Replica replica) {
            this(name, replica, new double[STARTS], new double[ROUNDS], new double[ROUNDS], new double[ROUNDS]);
        }
    }

    /** A request that is there, and who may read it. */
    private record Known(long id, String token) {

        URI at(Replica replica) {
            return replica.address().resolve("/request/" + id);
        }
    }

    @Test
    void measure() throws IOException {
        Assertions.assertTrue(Runtime.version().feature() >= 25, "An AOT cache needs a JDK 25, as JAVA_HOME");
        try (OwnPostgres postgres = OwnPostgres.in(directory)) {
            Map<String, String> settings = new HashMap<>(Replica.settings(postgres, TokenKeyFiles.in(directory)));
            add("native", executable(), settings, List.of());
            add("JVM", Path.of("target", "quarkus-app", "quarkus-run.jar"), settings, HEAP);
            Path cached = Path.of("target", "aot", "quarkus-run.jar");
            Path cache = directory.resolve("app.aot");
            Known known = train(replica("training", cached, settings, options("-XX:AOTCacheOutput=" + cache)));
            add("JVM with AOT cache", cached, settings, options("-XX:AOTCache=" + cache));
            new Database(postgres.dataSource()).run("vacuum analyze");
            starts(known);
            memory(known);
            reads(known);
            builds.forEach(this::tell);
        }
    }

    private static Path executable() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.toString().endsWith("-runner"))
                    .findFirst()
                    .orElseThrow(
                            () -> new AssertionError("There is no native executable: make bench-native builds it"));
        }
    }

    private static List<String> options(String option) {
        return Stream.concat(HEAP.stream(), Stream.of(option)).toList();
    }

    private void add(String name, Path program, Map<String, String> settings, List<String> jvm) {
        builds.add(new Build(name, replica(name.replace(' ', '-'), program, settings, jvm)));
    }

    private Replica replica(String name, Path program, Map<String, String> settings, List<String> jvm) {
        return new Replica(name, directory, settings, program.toAbsolutePath(), jvm);
    }

    /** Runs once, so that the virtual machine writes down what it has loaded, and leaves a request behind. */
    private Known train(Replica training) {
        try (training) {
            training.start();
            training.awaitReady();
            String token = new JsonObject(send(json(
                            training.address().resolve("/sandbox/tokens"),
                            "{\"companies\":[1],\"scope\":\"requests:write requests:read\"}")))
                    .getString("token");
            long id = new JsonObject(
                            send(json(training.address().resolve("/request"), """
                            {"company": 1, "type": "email", "name": "Jane Doe", "destination": "%s", "platform": "auto"}
                            """.formatted(Sandbox.newAddress()))
                                    .header("Authorization", "Bearer " + token)))
                    .getLong("id");
            Known known = new Known(id, token);
            load(known, training, READS);
            training.stop();
            return known;
        }
    }

    private void starts(Known known) {
        for (int start = 0; start < STARTS; start++) {
            for (Build build : builds) {
                long begin = System.nanoTime();
                build.replica().start();
                awaitAnswer(known, build.replica());
                build.startMillis()[start] = (System.nanoTime() - begin) / 1e6;
                build.replica().stop();
            }
        }
    }

    private void memory(Known known) {
        for (int round = 0; round < ROUNDS; round++) {
            for (Build build : builds) {
                build.replica().start();
                awaitAnswer(known, build.replica());
                Patience.pause(IDLE);
                build.idle()[round] = build.replica().residentBytes() / MEBIBYTE;
                build.replica().stop();
            }
        }
    }

    private void reads(Known known) {
        for (Build build : builds) {
            build.replica().start();
            build.replica().awaitReady();
            load(known, build.replica(), WARM_UP);
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (Build build : builds) {
                build.reads()[round] = load(known, build.replica(), READS);
                build.loaded()[round] = build.replica().residentBytes() / MEBIBYTE;
            }
        }
        builds.forEach(build -> build.replica().close());
    }

    private void tell(Build build) {
        Build jvm = builds.get(1);
        say(
                "%s: start %.0f ms (%.3f of JVM), idle %.0f MiB (%.2f), %,.0f reads/s (%.2f), after reading %.0f MiB (%.2f)",
                build.name(),
                Median.of(build.startMillis()),
                Median.of(build.startMillis()) / Median.of(jvm.startMillis()),
                Median.of(build.idle()),
                Median.of(build.idle()) / Median.of(jvm.idle()),
                Median.of(build.reads()),
                Median.of(build.reads()) / Median.of(jvm.reads()),
                Median.of(build.loaded()),
                Median.of(build.loaded()) / Median.of(jvm.loaded()));
    }

    /** Asks until the request itself is the answer. */
    private void awaitAnswer(Known known, Replica replica) {
        HttpRequest read = HttpRequest.newBuilder(known.at(replica))
                .header("Authorization", "Bearer " + known.token())
                .timeout(PATIENCE)
                .build();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!answers(read)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(replica.name() + " does not answer: " + replica.log());
            }
            Patience.pause(BETWEEN_LOOKS);
        }
    }

    private boolean answers(HttpRequest read) {
        try {
            return http.send(read, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false; // nobody listens yet
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Reads so many times, over a few connections at once; answers with how many a second. */
    private double load(Known known, Replica replica, int reads) {
        try {
            Path output = directory.resolve("h2load.log");
            Process process = new ProcessBuilder(
                            "h2load",
                            "--h1",
                            "--requests=" + reads,
                            "--clients=" + CONNECTIONS,
                            "--header=Authorization: Bearer " + known.token(),
                            known.at(replica).toString())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
            String said = Files.readString(output);
            Assertions.assertEquals(Integer.toString(reads), found(RIGHT, said));
            return Double.parseDouble(found(PER_SECOND, said));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String found(Pattern pattern, String said) {
        Matcher matcher = pattern.matcher(said);
        Assertions.assertTrue(matcher.find(), said);
        return matcher.group(1);
    }

    private static HttpRequest.Builder json(URI address, String body) {
        return HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private String send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer =
                    http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
            Assertions.assertEquals(200, answer.statusCode(), answer::body);
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void say(String format, Object... figures) {
        System.out.println("bench-native: " + format.formatted(figures));
    }
}
