package org.earshot.kernel;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.flywaydb.core.Flyway;

/** Brings the schema up to date before anybody is served, and only after the configuration was accepted. */
@Singleton
class Migration {

    private final Flyway flyway;
    private volatile boolean done;

    Migration(Flyway flyway) {
        this.flyway = flyway;
    }

    void migrate(@Observes @Priority(StartupGate.FIRST + 1) StartupEvent start) {
        flyway.migrate();
        done = true;
    }

    /** Whether the schema is up to date, and so the configuration accepted. */
    boolean done() {
        return done;
    }
}
