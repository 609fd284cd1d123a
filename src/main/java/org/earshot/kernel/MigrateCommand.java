package org.earshot.kernel;

import io.quarkus.flyway.runtime.QuarkusFlywayClassProvider;
import io.quarkus.flyway.runtime.QuarkusFlywayResourceProvider;
import io.quarkus.flyway.runtime.QuarkusPathLocationScanner;
import io.quarkus.runtime.ImageMode;
import java.io.PrintStream;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * {@code migrate}: brings the schema up to date, without starting the service. Needs the database's address and a user
 * who may change it, and nothing else of the configuration.
 */
public final class MigrateCommand {

    private final Config config;
    private final PrintStream out;
    private final PrintStream err;

    public MigrateCommand(Config config, PrintStream out, PrintStream err) {
        this.config = config;
        this.out = out;
        this.err = err;
    }

    /** Answers with the exit code: 0 after one line that tells what was done, or 1 after one on the error stream. */
    public int run(List<String> arguments) {
        if (!arguments.isEmpty()) {
            err.println("Usage: migrate");
            return 1;
        }
        try {
            out.println(new Schema(flyway().load()).migrate());
            return 0;
        } catch (Schema.Unusable e) {
            err.println("The schema is not brought up to date: " + e.getMessage() + ".");
            return 1;
        } catch (IllegalArgumentException e) {
            err.println("The schema is not brought up to date: earshot.database.address is no host:port/database.");
            return 1;
        }
    }

    /** As the service's own, which Quarkus makes. */
    FluentConfiguration flyway() {
        FluentConfiguration flyway = Flyway.configure().dataSource(database()).locations("db/migration");
        // natively there is no class path to look through, but the list that was made when it was built
        if (ImageMode.current() == ImageMode.NATIVE_RUN) {
            QuarkusPathLocationScanner built = new QuarkusPathLocationScanner(flyway, List.of(flyway.getLocations()));
            flyway.resourceProvider(new QuarkusFlywayResourceProvider(built.scanForResources()))
                    .javaMigrationClassProvider(new QuarkusFlywayClassProvider<>(built.scanForClasses()));
        }
        MigrationLock.holdBySession(flyway);
        return flyway;
    }

    private PGSimpleDataSource database() {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setURL(config.getValue("quarkus.datasource.jdbc.url", String.class));
        database.setUser(config.getValue("quarkus.datasource.username", String.class));
        config.getOptionalValue("quarkus.datasource.password", String.class).ifPresent(database::setPassword);
        return database;
    }
}
