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
import org.postgresql.ds.PGSimpleDataSource;

/** The service's database as a test looks at it from aside, on connections that are not the service's. */
public final class Database {

    /** The system property that has the port of the running service's PostgreSQL, whoever started it. */
    static final String PORT = "earshot.test-database.port";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A transaction that holds its locks until it is closed, and then commits. */
    public interface Lock extends AutoCloseable {

        /** Runs one more statement in it. */
        void run(String sql, Object... parameters);

        @Override
        void close();
    }

    private final DataSource source;

    public Database(DataSource source) {
        this.source = source;
    }

    /** That of the service that runs, in this process or, as {@link PackagedService}, in one of its own. */
    public static Database ofService() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setPortNumbers(new int[] {Integer.getInteger(PORT)});
        source.setUser("postgres");
        source.setPassword("postgres");
        return new Database(source);
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
        return hold("lock table " + table + " in access exclusive mode");
    }

    /** Runs a statement, and holds what it locks. */
    public Lock hold(String sql, Object... parameters) {
        try {
            Connection connection = source.getConnection();
            connection.setAutoCommit(false);
            Lock lock = new OpenTransaction(connection);
            lock.run("set local lock_timeout = " + PATIENCE.toMillis());
            lock.run(sql, parameters);
            return lock;
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    private record OpenTransaction(Connection connection) implements Lock {

        @Override
        public void run(String sql, Object... parameters) {
            try (PreparedStatement statement = prepare(connection, sql, parameters)) {
                statement.execute();
            } catch (SQLException e) {
                throw new AssertionError(sql, e);
            }
        }

        @Override
        public void close() {
            try (connection) {
                connection.commit();
                connection.setAutoCommit(true);
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
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
