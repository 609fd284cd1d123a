package org.earshot.kernel;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.jboss.logging.Logger;

/**
 * Sees to it that the schema is as new as this version needs before anybody is served, and only after the configuration
 * was accepted. A newer one does: during an upgrade the version before runs on it.
 */
@Singleton
class Migration {

    private static final Logger LOG = Logger.getLogger(Migration.class);

    private final Schema schema;
    private final DatabaseConfig config;
    private volatile boolean done;

    Migration(Flyway flyway, DatabaseConfig config) {
        this.schema = new Schema(flyway);
        this.config = config;
    }

    void prepare(@Observes @Priority(StartupGate.FIRST + 1) StartupEvent start) {
        try {
            if (config.migrateAtStart()) {
                LOG.info(schema.migrate());
            } else {
                demand(schema.lacking());
            }
        } catch (Schema.Unusable e) {
            throw new ConfigurationException("Earshot does not start: " + e.getMessage() + ".");
        }
        done = true;
    }

    private static void demand(List<String> lacking) {
        if (!lacking.isEmpty()) {
            throw new Schema.Unusable(
                    "the database lacks migration" + (lacking.size() == 1 ? " " : "s ")
                            + String.join(", ", lacking)
                            + ", and earshot.database.migrate-at-start is false; run the command migrate of this version first");
        }
    }

    /** Whether the schema is up to date, and so the configuration accepted. */
    boolean done() {
        return done;
    }
}
