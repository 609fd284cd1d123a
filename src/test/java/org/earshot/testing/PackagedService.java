package org.earshot.testing;

import io.quarkus.test.common.DevServicesContext;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.earshot.kernel.Keyrings;
import org.jspecify.annotations.Nullable;

/**
 * What the packaged service needs from outside: a PostgreSQL, secrets and a database of places. It runs as in production,
 * but with the sandbox open, which its operator has to accept.
 */
public final class PackagedService implements QuarkusTestResourceLifecycleManager, DevServicesContext.ContextAware {

    private Map<String, String> others = Map.of();
    private @Nullable EmbeddedPostgres postgres;
    private @Nullable Path places;

    /** Settings of a test's own, for which the service starts once more. */
    @Override
    public void init(Map<String, String> arguments) {
        others = arguments;
    }

    /** Tests that sign tokens of their own find the keys as they do when the service runs in their process. */
    @Override
    public void setIntegrationTestContext(DevServicesContext context) {
        for (String key : List.of("smallrye.jwt.sign.key", "mp.jwt.verify.publickey")) {
            String value = context.devServicesProperties().get(key);
            if (value != null) {
                System.setProperty(key, value);
            }
        }
    }

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
        System.setProperty(Database.PORT, Integer.toString(postgres.getPort()));
        settings.put("earshot.keys.link.1", Keyrings.LINK);
        settings.put("earshot.keys.hash.1", Keyrings.HASH);
        settings.put("earshot.delivery.inbound.secrets.1", Webhooks.SECRET);
        settings.put("earshot.delivery.inbound.twilio.auth-token", Webhooks.AUTH_TOKEN);
        settings.put("earshot.delivery.send-timeout", "500ms");
        settings.put("earshot.nhs.submitter", "mock");
        settings.put("earshot.nhs.timeout", "500ms");
        settings.put("earshot.rate-limit.activity.per-minute", "0");
        settings.put("earshot.rate-limit.activity.per-day", "0");
        settings.put("earshot.cors.origins", "https://console.example,https://other.example");
        settings.put("earshot.timeout.call", "20s");
        settings.put("earshot.timeout.connection", "10s");
        settings.put("earshot.timeout.lock", "10s");
        settings.put("earshot.timeout.statement", "20s");
        settings.put("earshot.timeout.silence", "25s");
        settings.put("earshot.accept-insecure-instance", "true");
        settings.put("earshot.sandbox.enabled", "true");
        settings.put("quarkus.scheduler.enabled", "false");
        settings.put("quarkus.http.host", "127.0.0.1");
        settings.putAll(others);
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
