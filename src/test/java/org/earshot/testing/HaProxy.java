package org.earshot.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * HAProxy before replicas, with the configuration that docs/operations.md shows: only the addresses are others. It is a
 * process of its own, and ends when it is closed.
 */
public final class HaProxy implements AutoCloseable {

    private static final Path DOCUMENTED = Path.of("docs", "operations.md");
    private static final Pattern BLOCK = Pattern.compile("```haproxy\\n(.*?)```", Pattern.DOTALL);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The column of {@code show stat} that says whether a server gets calls. */
    private static final int STATUS = 17;

    private final int port = Loopback.freePort();
    private final Path log;
    private final Path socket;
    private final Process process;

    private HaProxy(Path directory, List<URI> replicas) throws IOException {
        this.log = directory.resolve("haproxy.log");
        this.socket = directory.resolve("haproxy.sock");
        Path configuration = directory.resolve("haproxy.cfg");
        Files.writeString(configuration, configuration(replicas));
        this.process = new ProcessBuilder("haproxy", "-db", "-f", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /** Starts one before these replicas. */
    public static HaProxy before(List<URI> replicas, Path directory) {
        try {
            return new HaProxy(directory, replicas);
        } catch (IOException e) {
            throw new UncheckedIOException("HAProxy does not start; Debian's package haproxy brings it", e);
        }
    }

    private String configuration(List<URI> replicas) throws IOException {
        Matcher block = BLOCK.matcher(Files.readString(DOCUMENTED));
        if (!block.find()) {
            throw new AssertionError(DOCUMENTED + " shows no configuration of HAProxy");
        }
        String servers = IntStream.range(0, replicas.size())
                .mapToObj(number -> "    server replica-" + number + " "
                        + replicas.get(number).getAuthority())
                .collect(Collectors.joining("\n"));
        String documented = block.group(1)
                .replaceAll("(?m)^ *bind .*$", "    bind " + Loopback.ADDRESS + ":" + port)
                .replaceAll("(?m)^ *server .*\\n", "");
        return "global\n    stats socket " + socket + "\n" + documented + servers + "\n";
    }

    public URI address() {
        return URI.create("http://" + Loopback.ADDRESS + ":" + port);
    }

    /** Waits until so many replicas get calls; fails if it takes too long. */
    public void awaitUp(int replicas) {
        if (!Patience.until(PATIENCE, () -> process.isAlive() && up() == replicas)) {
            throw new AssertionError("HAProxy does not find " + replicas + " replicas ready: " + log());
        }
    }

    /** How many replicas get calls. */
    public long up() {
        return statistics()
                .lines()
                .map(line -> line.split(",", -1))
                .filter(line -> line.length > STATUS && line[1].startsWith("replica-") && line[STATUS].startsWith("UP"))
                .count();
    }

    private String statistics() {
        if (!Files.exists(socket)) {
            return "";
        }
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(UTF_8.encode("show stat\n"));
            return new String(Channels.newInputStream(channel).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it wrote: which replicas it found ready, and which not. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("HAProxy does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
