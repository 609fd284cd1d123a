package org.earshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.earshot.testing.Runbook;
import org.junit.jupiter.api.Test;

/** What the runbooks tell an operator to ask the database works on the schema as it is. */
@QuarkusTest
class RunbookTest {

    /** What a real database has, and that of the tests has not. */
    private static final String SURROUNDINGS = """
            create function create_reference_table(table_name regclass) returns void language sql as '';
            create function create_distributed_table(table_name regclass, distribution_column text,
                colocate_with text default 'default') returns void language sql as '';
            """;

    private static final Map<String, String> SAMPLES = Map.of(
            "company", "1",
            "message", "1",
            "stopped", "timestamptz '2026-11-21 12:00Z'",
            "at", "timestamptz '2026-11-21 12:00Z'",
            "hash", "'000102030405060708090a0b0c0d0e0f'",
            "key_version", "1",
            "reason", "'OPTED_OUT'");

    private static final Runbook ROTATION = Runbook.named("key-rotation.md");

    @Inject
    DataSource dataSource;

    @Test
    void everyStatementRunsOnTheSchema() throws IOException, SQLException {
        Map<String, String> failed = new TreeMap<>();
        List<Runbook> runbooks = Runbook.all();
        for (Runbook runbook : runbooks) {
            for (String block : runbook.blocks()) {
                try {
                    runAndTakeBack(Runbook.filledIn(block, SAMPLES));
                } catch (SQLException e) {
                    failed.put(runbook.name() + ": " + block, e.getMessage());
                }
            }
        }
        assertEquals(Map.of(), failed);
        Set<String> withSql = runbooks.stream()
                .filter(runbook -> !runbook.blocks().isEmpty())
                .map(Runbook::name)
                .collect(Collectors.toSet());
        assertTrue(withSql.containsAll(Set.of("stuck-queue.md", "restore.md", "upgrade.md")), withSql::toString);
    }

    @Test
    void aNewRoleMayDoWhatTheOldOneMayAndNoMore() throws SQLException {
        String block = ROTATION.block("create role earshot_b");
        String login = "set local session authorization earshot_b; set local role earshot";
        runAndTakeBack(block, login, "delete from rate_limit; select nextval('suppression_id')");
        SQLException refused =
                assertThrows(SQLException.class, () -> runAndTakeBack(block, login, "drop table rate_limit"));
        assertEquals("42501", refused.getSQLState(), refused.getMessage());
    }

    @Test
    void whereOneRoleDoesAllBothOldAndNewMayMigrate() throws SQLException {
        String block = ROTATION.block("create role earshot_tables");
        String owned = "create table service_table (id bigint); alter table service_table owner to earshot";
        for (String role : List.of("earshot", "earshot_b")) {
            runAndTakeBack(
                    owned,
                    block,
                    "set local session authorization " + role + "; set local role earshot_tables",
                    "alter table service_table add column at timestamptz; create table another (id bigint)");
        }
    }

    /** Those of the manual, in a database that is there already. */
    private static List<String> roles() {
        List<String> statements = new ArrayList<>(Runbook.manual("roles"));
        statements.removeIf(each -> each.contains("create database"));
        statements.add("set local role earshot_owner");
        statements.addAll(Runbook.manual("rights"));
        statements.add("reset role");
        statements.addAll(Runbook.manual("tables"));
        statements.addAll(Runbook.manual("history"));
        return statements;
    }

    private void runAndTakeBack(String... statements) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                for (String each : roles()) {
                    statement.execute(each);
                }
                statement.execute(SURROUNDINGS);
                for (String each : statements) {
                    statement.execute(each);
                }
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }
}
