package org.earshot.journey;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.earshot.testing.Database;
import org.earshot.testing.Loopback;
import org.earshot.testing.OwnPostgres;
import org.earshot.testing.ProgramRun;
import org.earshot.testing.Replica;
import org.earshot.testing.Runbook;
import org.earshot.testing.Sandbox;
import org.earshot.testing.TokenKeyFiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the schema comes into a database and is kept in step with the program, with as few rights as can be. */
class MigrateIT {

    @TempDir
    Path directory;

    private OwnPostgres postgres;
    private Database database;
    private String newest;

    @BeforeEach
    void start() throws IOException {
        postgres = OwnPostgres.in(directory);
        database = new Database(postgres.dataSource());
        try (Stream<Path> migrations = Files.list(Path.of("src", "main", "resources", "db", "migration"))) {
            newest = Long.toString(migrations.count());
        }
    }

    @AfterEach
    void stop() {
        postgres.close();
    }

    private Map<String, String> asUser(String user) {
        return Map.of(
                "earshot.database.address",
                postgres.address(),
                "earshot.database.username",
                user,
                "earshot.database.password",
                "postgres");
    }

    private ProgramRun migrate() {
        return ProgramRun.of(directory, asUser("postgres"), "migrate");
    }

    private Replica replica(String name, Map<String, String> more) throws IOException {
        Map<String, String> settings = new HashMap<>(Replica.settings(postgres, TokenKeyFiles.in(directory)));
        settings.putAll(more);
        return new Replica(name, directory, settings);
    }

    /** Why it ended with exit code 1, and that no stack trace was needed to say so. */
    private static String refusal(ProgramRun run) {
        assertEquals(1, run.exit(), run.all());
        assertFalse(run.all().contains("\tat "), run.all());
        return run.err().strip();
    }

    @Test
    void anEmptyDatabaseIsMigratedOnceAndThenThereIsNothingToDo() {
        assertEquals(
                new ProgramRun(0, "The schema was brought from nothing to version " + newest + ".\n", ""), migrate());
        assertEquals(
                new ProgramRun(0, "The schema has version " + newest + " already: nothing to do.\n", ""), migrate());
        assertEquals(Long.parseLong(newest), database.number("select count(*) from flyway_schema_history"));
    }

    @Test
    void aDatabaseThatIsAwayOrTurnsTheUserDownIsToldInASentence() {
        ProgramRun away = ProgramRun.of(
                directory,
                Map.of("earshot.database.address", Loopback.ADDRESS + ":1/nothing-listens-there"),
                "migrate");
        assertEquals("", away.out());
        assertTrue(
                Pattern.matches(
                        "The schema is not brought up to date: .*127\\.0\\.0\\.1:1 refused.*\\.", refusal(away)),
                away.err());
        String stranger = refusal(ProgramRun.of(directory, asUser("nobody-knows-them"), "migrate"));
        assertTrue(stranger.contains("nobody-knows-them") && stranger.lines().count() == 1, stranger);
    }

    @Test
    void aMigrationThatFailsIsNamedAndLeavesWhatWasBefore() {
        database.run("create table company (id bigint)");
        database.run("create table schema_is_not_empty (id bigint)");
        String notEmpty = refusal(migrate());
        assertTrue(notEmpty.contains("non-empty schema") && notEmpty.lines().count() == 1, notEmpty);

        database.run("drop table company");
        database.run("drop table schema_is_not_empty");
        assertEquals(0, migrate().exit());
        database.run("delete from flyway_schema_history where version = ?", newest); // as if it had never been
        String failed = refusal(migrate());
        assertTrue(failed.contains("V" + newest + "__") && failed.contains("already exists"), failed);
        assertEquals(1, failed.lines().count(), failed);
    }

    @Test
    void whoMayNotChangeTheSchemaIsTold() {
        database.run("create role poor login password 'postgres'");
        String poor = refusal(ProgramRun.of(directory, asUser("poor"), "migrate"));
        assertTrue(
                poor.contains("permission denied for schema public")
                        && poor.lines().count() == 1,
                poor);
    }

    @Test
    void aSchemaThatIsNewerIsLeftAloneByTheCommandAndServedByTheService() throws IOException {
        migrate();
        database.run("""
                insert into flyway_schema_history
                    (installed_rank, version, description, type, script, installed_by, execution_time, success)
                values (1000, '1000', 'of a later version', 'SQL', 'V1000__of_a_later_version.sql', 'later', 1, true)
                """);
        assertEquals(new ProgramRun(0, "The schema has version 1000 already: nothing to do.\n", ""), migrate());
        for (String atStart : List.of("true", "false")) {
            try (Replica older = replica("older-" + atStart, Map.of("earshot.database.migrate-at-start", atStart))) {
                older.start();
                older.awaitReady();
            }
        }
    }

    @Test
    void withoutMigrationsTheServiceDoesNotStartAndChangesNothing() throws IOException {
        Map<String, String> settings = new HashMap<>(Replica.settings(postgres, TokenKeyFiles.in(directory)));
        settings.put("earshot.database.migrate-at-start", "false");
        String refusal = refusal(ProgramRun.of(directory, settings));
        assertTrue(
                refusal.contains("Earshot does not start: the database lacks migrations 1, 2, 3,")
                        && refusal.endsWith("earshot.database.migrate-at-start is false;"
                                + " run the command migrate of this version first."),
                refusal);
        assertEquals(0, database.number("select count(*) from pg_tables where schemaname = 'public'"));
    }

    @Test
    void onWhatAFailedMigrationLeftNobodyServes() throws IOException {
        migrate();
        database.run("update flyway_schema_history set success = false where version = ?", newest);
        Map<String, String> settings = new HashMap<>(Replica.settings(postgres, TokenKeyFiles.in(directory)));
        settings.put("earshot.database.migrate-at-start", "false");
        String refusal = refusal(ProgramRun.of(directory, settings));
        assertTrue(refusal.startsWith("Earshot does not start: the database lacks migration " + newest), refusal);
        assertTrue(refusal(migrate()).contains("failed migration to version " + newest));
    }

    @Test
    void anAddressThatIsNoneIsTold() {
        assertEquals(
                "The schema is not brought up to date: earshot.database.address is no host:port/database.",
                refusal(ProgramRun.of(directory, Map.of("earshot.database.address", "127.0.0.1:abc/x"), "migrate")));
    }

    /** The roles of the manual: whom they are made by, and then what they may do. */
    @Test
    void theServiceNeedsNoRightsToChangeTheSchema() throws IOException {
        for (String statement : Runbook.manual("roles")) {
            database.run(statement);
        }
        Database asOwner = new Database(postgres.dataSource("earshot", "earshot_owner", "secret"));
        for (String statement : Runbook.manual("rights")) {
            asOwner.run(statement);
        }
        Map<String, String> own = Map.of(
                "earshot.database.address", Loopback.ADDRESS + ":" + postgres.port() + "/earshot",
                "earshot.database.username", "earshot_owner",
                "earshot.database.password", "secret");
        ProgramRun migrated = ProgramRun.of(directory, own, "migrate");
        assertEquals(0, migrated.exit(), migrated.all());
        for (String statement : Runbook.manual("history")) {
            asOwner.run(statement);
        }

        Map<String, String> serve = new HashMap<>(own);
        serve.put("earshot.database.username", "earshot");
        serve.put("earshot.database.migrate-at-start", "false");
        try (Replica replica = replica("restricted", serve)) {
            replica.start();
            replica.awaitReady();
            RestAssured.port = replica.address().getPort();
            String address = Sandbox.newAddress();
            long request = Sandbox.asked(1, address);
            long review = Sandbox.answered(request, 1, Sandbox.linkPath(address));
            Sandbox.moderate(1, review, "publish").then().statusCode(200);
            given().post("/sandbox/tick").then().statusCode(200);
            given().get("/review/" + review).then().statusCode(200);
            assertFalse(replica.log().contains("permission denied"), replica.log());
        } finally {
            RestAssured.reset();
        }
        Database asService = new Database(postgres.dataSource("earshot", "earshot", "secret"));
        for (String forbidden : List.of(
                "create table mine (id bigint)",
                "drop table review",
                "alter table review add column mine text",
                "truncate review",
                "delete from flyway_schema_history")) {
            AssertionError refused = org.junit.jupiter.api.Assertions.assertThrows(
                    AssertionError.class, () -> asService.run(forbidden), forbidden);
            assertTrue(
                    String.valueOf(refused.getCause()).matches("(?s).*(permission denied|must be owner).*"),
                    () -> forbidden + ": " + refused.getCause());
        }
    }
}
