package org.earshot.kernel;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Tells the platform within two seconds whether calls should be sent here: whether PostgreSQL answers. */
@Readiness
@Singleton
class ReadyCheck implements AsyncHealthCheck {

    private static final String NAME = "PostgreSQL answers";

    private final DatabasePool database;

    ReadyCheck(DatabasePool database) {
        this.database = database;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return database.ask()
                .replaceWith(() -> HealthCheckResponse.up(NAME))
                .onFailure()
                .recoverWithItem(() -> HealthCheckResponse.down(NAME));
    }
}
