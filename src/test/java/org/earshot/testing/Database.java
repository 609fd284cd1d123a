package org.earshot.testing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Assertions;

/** The service's database as a test looks at it from aside, on connections that are not the service's. */
public final class Database {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A lock that is held until it is closed. */
    public interface Lock extends AutoCloseable {
        @Override
        void close();
    }

    private final DataSource source;

    public Database(DataSource source) {
        this.source = source;
    }

    /** Runs one statement. */
    public void run(String sql, Object... parameters) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = prepare(connection, sql, parameters)) {
            statement.execute();
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** The rows of a query, each as its columns' texts with a blank between them. */
    public List<String> rows(String sql, Object... parameters) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet found = statement.executeQuery()) {
            List<String> rows = new ArrayList<>();
            while (found.next()) {
                List<String> columns = new ArrayList<>();
                for (int column = 1; column <= found.getMetaData().getColumnCount(); column++) {
                    columns.add(found.getString(column));
                }
                rows.add(String.join(" ", columns));
            }
            return rows;
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** The one number that a query answers with. */
    public long number(String sql, Object... parameters) {
        return Long.parseLong(rows(sql, parameters).get(0));
    }

    /** Asks until the answer is this number; fails when that takes too long. */
    public void await(long expected, String sql) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long found = number(sql);
        while (found != expected && System.nanoTime() < deadline) {
            found = number(sql);
        }
        Assertions.assertEquals(expected, found, sql);
    }

    /** Waits until nobody uses a table, and then lets nobody read or write it. */
    public Lock lock(String table) {
        try {
            Connection connection = source.getConnection();
            connection.setAutoCommit(false);
            try (PreparedStatement patience =
                            connection.prepareStatement("set local lock_timeout = " + PATIENCE.toMillis());
                    PreparedStatement lock =
                            connection.prepareStatement("lock table " + table + " in access exclusive mode")) {
                patience.execute();
                lock.execute();
            }
            return () -> release(connection);
        } catch (SQLException e) {
            throw new AssertionError("Nobody lets go of " + table, e);
        }
    }

    private static void release(Connection connection) {
        try (connection) {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}
