package org.earshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
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
            create role earshot login;
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

    private void runAndTakeBack(String block) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute(SURROUNDINGS);
                statement.execute(block);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }
}
