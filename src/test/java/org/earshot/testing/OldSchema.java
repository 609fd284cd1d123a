package org.earshot.testing;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** A schema of its own beside the service's, as an earlier version had it; gone when it is closed. */
public record OldSchema(DataSource dataSource, String name) implements AutoCloseable {

    /** Runs the migrations up to a version. */
    public void migrateTo(String version) {
        Flyway.configure()
                .dataSource(dataSource)
                .schemas(name)
                .locations("db/migration")
                .target(version)
                .load()
                .migrate();
    }

    @Override
    public void close() {
        new Database(dataSource).run("drop schema if exists " + name + " cascade");
    }
}
