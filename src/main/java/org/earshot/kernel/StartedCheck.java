package org.earshot.kernel;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Tells the platform that the service has started: the schema is migrated and the configuration accepted. */
@Startup
@Singleton
class StartedCheck implements HealthCheck {

    private final Migration migration;

    StartedCheck(Migration migration) {
        this.migration = migration;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("Schema migrated and configuration accepted")
                .status(migration.done())
                .build();
    }
}
