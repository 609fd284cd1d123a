package org.earshot.kernel;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Singleton;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/**
 * Keeps replicas that start together from migrating together by a lock of the session. {@code create index
 * concurrently} waits until all other transactions have ended, so the lock must not be held by one, as it is by default.
 */
@Singleton
class MigrationLock implements FlywayConfigurationCustomizer {

    @Override
    public void customize(FluentConfiguration configuration) {
        holdBySession(configuration);
    }

    /** For the service, and for the command {@code migrate}, which makes its Flyway itself. */
    static void holdBySession(FluentConfiguration configuration) {
        configuration
                .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(false);
    }
}
