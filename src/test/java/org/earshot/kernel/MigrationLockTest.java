package org.earshot.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.earshot.testing.Database;
import org.eclipse.microprofile.config.ConfigProvider;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Flyway, as the service and the command have it, with migrations that the service does not have yet. */
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MigrationLockTest {

    private static final String SCHEMA = "with_an_index";

    @TempDir
    Path migrations;

    @Inject
    Flyway flyway;

    @Inject
    DataSource dataSource;

    @AfterEach
    void dropIt() {
        new Database(dataSource).run("drop schema if exists " + SCHEMA + " cascade");
    }

    private List<Configuration> configurations() {
        return List.of(
                flyway.getConfiguration(),
                new MigrateCommand(ConfigProvider.getConfig(), System.out, System.err).flyway());
    }

    @ParameterizedTest
    @MethodSource("configurations")
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void anIndexIsCreatedConcurrentlyByAMigrationOfItsOwn(Configuration configuration) throws IOException {
        Files.writeString(migrations.resolve("V1__table.sql"), "create table visit (company_id bigint, id bigint);");
        Files.writeString(
                migrations.resolve("V2__index.sql"),
                "-- Serves the test.\ncreate index concurrently visit_id on visit (company_id, id);");
        Flyway.configure()
                .configuration(configuration)
                .resourceProvider(null) // Quarkus' own only knows what was there at the build
                .javaMigrationClassProvider(null)
                .schemas(SCHEMA)
                .locations("filesystem:" + migrations)
                .load()
                .migrate();
        assertEquals(
                List.of("t"),
                new Database(dataSource)
                        .rows(
                                "select indisvalid from pg_index where indexrelid = cast(? as regclass)",
                                SCHEMA + ".visit_id"));
    }
}
