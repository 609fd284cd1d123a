package org.earshot.sandbox;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Starts the embedded PostgreSQL; named by {@link DevDatabase} alone, at run time. */
final class EmbeddedDatabase {

    private static final Path DEV_DATA = Path.of(".earshot", "postgres");
    private static final int PID_LINE = 0;
    private static final int PORT_LINE = 3;

    private EmbeddedDatabase() {}

    /**
     * Starts a server, or finds the one that an earlier run left behind.
     *
     * @param lasting whether the data stay for the next start
     * @return its port on the loopback interface
     */
    static int start(boolean lasting) {
        try {
            if (!lasting) {
                return EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        // a test reads from it which statements the service has sent
                        .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                        .setServerConfig("pg_stat_statements.max", "20000")
                        .setServerConfig("pg_stat_statements.track_utility", "off")
                        .start()
                        .getPort();
            }
            Files.createDirectories(DEV_DATA.getParent());
            Optional<Integer> orphan = running();
            return orphan.isPresent()
                    ? orphan.get()
                    : EmbeddedPostgres.builder()
                            .setDataDirectory(DEV_DATA)
                            .setCleanDataDirectory(false)
                            .start()
                            .getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A dev mode that was killed leaves its server running, and a second one could not use the same data. */
    private static Optional<Integer> running() throws IOException {
        Path pidFile = DEV_DATA.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pidFile);
        boolean alive = lines.size() > PORT_LINE
                && ProcessHandle.of(Long.parseLong(lines.get(PID_LINE).strip())).isPresent();
        return alive ? Optional.of(Integer.parseInt(lines.get(PORT_LINE).strip())) : Optional.empty();
    }
}
