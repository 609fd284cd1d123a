package org.earshot.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One replica of the packaged service: a process of its own, on a port of its own that it keeps over its lives. It ends
 * when it is closed, whatever state it is in.
 */
public final class Replica implements AutoCloseable {

    private static final List<String> SMALL = List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration END = Duration.ofSeconds(30);
    private static final Duration ONE_LOOK = Duration.ofSeconds(2);
    private static final int LAST_WORDS = 4_000;

    private final String name;
    private final int port;
    private final Path log;
    private final Map<String, String> settings;
    private final Path program;
    private final List<String> jvm;
    private final HttpClient http;
    private @Nullable Process process;

    /**
     * Describes one, without starting it.
     *
     * @param directory where its log is written
     * @param settings all but the address that it listens on; see {@link #settings}
     */
    public Replica(String name, Path directory, Map<String, String> settings) {
        this(name, directory, settings, SMALL);
    }

    /** Describes one that runs with these options of the virtual machine. */
    public Replica(String name, Path directory, Map<String, String> settings, List<String> jvm) {
        this(name, directory, settings, Program.built(), jvm);
    }

    /** Describes one of another build than the last. */
    public Replica(String name, Path directory, Map<String, String> settings, Path program, List<String> jvm) {
        this.name = name;
        this.program = program;
        this.jvm = List.copyOf(jvm);
        this.port = Loopback.freePort();
        this.log = directory.resolve(name + ".log");
        this.settings = new HashMap<>(settings);
        this.settings.put("quarkus.http.host", Loopback.ADDRESS);
        this.settings.put("quarkus.http.port", Integer.toString(port));
        this.http = HttpClient.newBuilder().connectTimeout(ONE_LOOK).build();
        Runtime.getRuntime().addShutdownHook(new Thread(this::close)); // whoever interrupts the test leaves nothing
    }

    /**
     * What replicas of one service share: their database, and token keys. They run as in production, but with the
     * sandbox open, and callers call as often as they like.
     */
    public static Map<String, String> settings(OwnPostgres postgres, TokenKeyFiles keys) {
        Map<String, String> settings = new HashMap<>(PackagedService.settings());
        settings.put("earshot.database.address", postgres.address());
        settings.put("earshot.accept-insecure-instance", "true");
        settings.put("earshot.sandbox.enabled", "true");
        settings.put("earshot.rate-limit.activity.per-minute", "0");
        settings.put("earshot.rate-limit.activity.per-day", "0");
        settings.put(
                "mp.jwt.verify.publickey.location", keys.publicKey().toUri().toString());
        settings.put("smallrye.jwt.sign.key.location", keys.privateKey().toUri().toString());
        return settings;
    }

    public String name() {
        return name;
    }

    /** Where it answers. */
    public URI address() {
        return URI.create("http://" + Loopback.ADDRESS + ":" + port);
    }

    /** What it logged in all its lives. */
    public String log() {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The end of it, as much as fits into a failure's message. */
    private String lastWords() {
        String all = log();
        return all.substring(Math.max(0, all.length() - LAST_WORDS));
    }

    /** Starts a process, and does not wait for it. */
    public void start() {
        if (isRunning()) {
            throw new IllegalStateException(name + " runs already");
        }
        try {
            process = new ProcessBuilder(Program.command(program, jvm, settings))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** Waits until it says that it is ready; fails if it ends before, or takes too long. */
    public void awaitReady() {
        boolean ready = Patience.until(START, () -> isReady() || !isRunning()) && isRunning();
        if (!ready) {
            throw new AssertionError(name + " is not ready after " + START + ", or has ended: " + lastWords());
        }
    }

    /** Whether it says so now. */
    public boolean isReady() {
        HttpRequest question = HttpRequest.newBuilder(address().resolve("/q/health/ready"))
                .timeout(ONE_LOOK)
                .build();
        try {
            return http.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Bytes of memory that are its own and resident now, with what it shares. */
    public long residentBytes() {
        try (Stream<String> status =
                Files.lines(Path.of("/proc", Long.toString(running().pid()), "status"))) {
            String kilobytes = status.filter(line -> line.startsWith("VmRSS:"))
                    .findFirst()
                    .orElseThrow()
                    .replaceAll("\\D", "");
            return Long.parseLong(kilobytes) << 10;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it without a word (SIGKILL), and waits until it is gone. */
    public void kill() {
        Process running = running();
        running.destroyForcibly();
        ended(running);
    }

    /** Stops it where it stands (SIGSTOP): connections stay open, and no time passes for it. */
    public void freeze() {
        signal(Signal.STOP);
    }

    /** Lets it go on (SIGCONT) as if nothing had been. */
    public void thaw() {
        signal(Signal.CONT);
    }

    /** Asks it to end (SIGTERM), and waits until it has. */
    public int stop() {
        Process running = running();
        signal(Signal.TERM);
        ended(running);
        return running.exitValue();
    }

    /** How its last process ended; nothing while it runs, or before it ever did. */
    public OptionalInt exitCode() {
        return process == null || process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    private Process running() {
        if (process == null || !process.isAlive()) {
            throw new IllegalStateException(name + " does not run: " + lastWords());
        }
        return process;
    }

    private void signal(Signal signal) {
        if (!signal.send(running().pid())) {
            throw new AssertionError(name + " got no " + signal);
        }
    }

    private void ended(Process ending) {
        try {
            if (!ending.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError(name + " does not end: " + lastWords());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends it with SIGKILL, which reaches a frozen process, too. */
    @Override
    public void close() {
        if (isRunning()) {
            kill();
        }
    }
}
