package org.earshot.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL of a test's own that may crash: it writes as carefully as in production, and comes back on the same port
 * with what it had committed. It goes with its data when it is closed.
 */
public final class OwnPostgres implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 60;

    /** The library's own defaults forget the last commits in a crash. */
    private static final Map<String, String> CAREFUL =
            Map.of("fsync", "on", "full_page_writes", "on", "synchronous_commit", "on", "max_connections", "120");

    private final Path data;
    private final Path log;
    private final int port;
    private final Map<String, String> settings;
    private final EmbeddedPostgres embedded;
    private final Path pgCtl;

    private OwnPostgres(Path directory, Map<String, String> more) throws IOException {
        Files.createDirectories(directory);
        this.data = directory.resolve("postgres").toAbsolutePath();
        this.log = directory.resolve("postgres.log").toAbsolutePath();
        this.port = Loopback.freePort();
        this.settings = new LinkedHashMap<>(CAREFUL);
        settings.putAll(more);
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(Files.notExists(data))
                .setPort(port)
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()));
        settings.forEach(builder::setServerConfig);
        this.embedded = builder.start();
        this.pgCtl = binaries().resolve("pg_ctl");
    }

    /** Makes one in a directory, and starts it. */
    public static OwnPostgres in(Path directory) {
        return in(directory, Map.of());
    }

    /** Makes one in a directory, with more settings of the server, and starts it. */
    public static OwnPostgres in(Path directory, Map<String, String> more) {
        try {
            return new OwnPostgres(directory, more);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies one while it is down for a moment, and starts the copy as a standby that follows it. */
    public static OwnPostgres standbyOf(OwnPostgres primary, Path directory) {
        primary.stopFast();
        try {
            Files.createDirectories(directory);
            Path copy = directory.resolve("postgres");
            copy(primary.data, copy);
            Files.createFile(copy.resolve("standby.signal"));
            Files.writeString(
                    copy.resolve("postgresql.auto.conf"),
                    "primary_conninfo = 'host=" + Loopback.ADDRESS + " port=" + primary.port + " user=postgres'\n",
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        primary.startAgain();
        return in(directory);
    }

    public int port() {
        return port;
    }

    /** As {@code earshot.database.address} wants it; user and password are {@code postgres}. */
    public String address() {
        return Loopback.ADDRESS + ":" + port + "/postgres";
    }

    /** Connections that are not the service's. */
    public DataSource dataSource() {
        return embedded.getPostgresDatabase();
    }

    /** Connections of one of its users to one of its databases. */
    public DataSource dataSource(String database, String user, String password) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL("jdbc:postgresql://" + Loopback.ADDRESS + ":" + port + "/" + database);
        source.setUser(user);
        source.setPassword(password);
        return source;
    }

    /** What the server wrote in all its lives. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Crashes: every connection is cut, nothing is tidied up, and the next start has to recover. */
    public void stopImmediately() {
        pgCtl("stop", "-m", "immediate");
    }

    /** Ends in good order, but waits for nobody's transaction. */
    public void stopFast() {
        pgCtl("stop", "-m", "fast");
    }

    /** Starts on the same port with the same data, and waits until it answers. */
    public void startAgain() {
        String options = settings.entrySet().stream()
                .map(setting -> "-c " + setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining(" ", "-p " + port + " ", ""));
        pgCtl("start", "-o", options);
    }

    /** Copies its files, which only makes sense while it is stopped. */
    public void copyTo(Path backup) {
        copy(data, backup);
    }

    /** Puts the files of a copy into the place of its own; it has to be stopped. */
    public void replaceBy(Path backup) {
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        copy(backup, data);
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stands still: connections stay open, and nobody gets an answer any more. */
    public void freeze() {
        processes().forEach(process -> Signal.STOP.send(process.pid()));
    }

    /** Goes on as if nothing had been. */
    public void thaw() {
        processes().forEach(process -> Signal.CONT.send(process.pid()));
    }

    /** The postmaster first, so that it starts no other while the others are told. */
    private List<ProcessHandle> processes() {
        return ProcessHandle.of(postmaster()).stream()
                .flatMap(postmaster -> Stream.concat(Stream.of(postmaster), postmaster.descendants()))
                .toList();
    }

    private boolean isRunning() {
        return Files.exists(data.resolve("postmaster.pid"));
    }

    private long postmaster() {
        return Long.parseLong(firstLine("postmaster.pid").strip());
    }

    /** Where the library unpacked them: the running server's own command tells. */
    private Path binaries() {
        String command = firstLine("postmaster.opts");
        return Path.of(command.substring(0, command.indexOf(" \""))).getParent();
    }

    private String firstLine(String file) {
        try (Stream<String> lines = Files.lines(data.resolve(file))) {
            return lines.findFirst().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void pgCtl(String action, String... arguments) {
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) { // PostgreSQL refuses to run as root
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(
                pgCtl.toString(), action, "-D", data.toString(), "-w", "-t", Integer.toString(PATIENCE_SECONDS)));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            if (!process.waitFor(2 * PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("PostgreSQL does not " + action + ": " + log());
            }
            if (process.exitValue() != 0) {
                throw new AssertionError("PostgreSQL does not " + action + ": " + log());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends it, whatever state it is in, and deletes its data. */
    @Override
    public void close() {
        if (isRunning()) {
            thaw();
        } else {
            startAgain(); // the library ends what runs, and deletes the data after that
        }
        try {
            embedded.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
