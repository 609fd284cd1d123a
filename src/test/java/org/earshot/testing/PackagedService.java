package org.earshot.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the packaged service needs from outside: a PostgreSQL, secrets and a database of places. It runs as in production,
 * but with the sandbox open, which its operator has to accept.
 */
public final class PackagedService implements QuarkusTestResourceLifecycleManager {

    private @Nullable EmbeddedPostgres postgres;
    private @Nullable Path places;

    @Override
    public Map<String, String> start() {
        try {
            postgres =
                    EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
            places = Files.createTempFile("places", ".mmdb");
            MaxMindFile.write(places);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> settings = new HashMap<>(settings());
        settings.put("earshot.database.address", "127.0.0.1:" + postgres.getPort() + "/postgres");
        settings.put("earshot.activity.location-database", places.toString());
        settings.put("earshot.accept-insecure-instance", "true");
        settings.put("earshot.sandbox.enabled", "true");
        settings.put("quarkus.scheduler.enabled", "false");
        settings.put("quarkus.http.host", "127.0.0.1");
        return settings;
    }

    /** All that production demands, but for the database and the token keys, which the test framework hands over. */
    public static Map<String, String> settings() {
        return Map.of(
                "quarkus.shutdown.delay", "0s",
                "earshot.database.username", "postgres",
                "earshot.database.password", "postgres",
                "earshot.public-url", "http://127.0.0.1:8081",
                "earshot.keys.link.1", "a-secret-of-the-tests-for-the-links",
                "earshot.keys.hash.1", "a-secret-of-the-tests-for-the-hashes",
                "earshot.delivery.sender.email", "mock",
                "earshot.delivery.sender.sms", "mock");
    }

    @Override
    public void stop() {
        try {
            if (places != null) {
                Files.delete(places);
            }
            if (postgres != null) {
                postgres.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
