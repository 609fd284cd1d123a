package org.earshot.kernel;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Where everything is kept. Quarkus' own keys of the data source are filled from these. */
@ConfigMapping(prefix = "earshot.database")
interface DatabaseConfig {

    /** {@code host:port/database}. */
    String address();

    /** Who the service is to PostgreSQL. */
    String username();

    /** Its password. */
    Optional<String> password();

    /** Whether a replica migrates before it listens; otherwise the command {@code migrate} does, before replicas start. */
    @WithDefault("true")
    boolean migrateAtStart();
}
