package org.earshot.testing;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.Assertions;

/** The service's database as a test looks at it from aside, on connections that are not the service's. */
public final class Database {

    /** The system property that has the port of the running service's PostgreSQL, whoever started it. */
    static final String PORT = "test-database.port";

    /** What a test asks is no statement of the service ({@code DistributedStatementsTest}). */
    private static final String UNTRACKED = "?options=-c%20pg_stat_statements.track=none";

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int CONNECTIONS = 10;

    /** Port → connections to the PostgreSQL there: to open one for each statement takes longer than the statement. */
    private static final Map<Integer, DataSource> POOLS = new ConcurrentHashMap<>();

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

    /** Whether a test has started the service, and so its database. */
    public static boolean isOfService() {
        return System.getProperty(PORT) != null;
    }

    /** That of the service that runs, in this process or, as {@link PackagedService}, in one of its own. */
    public static Database ofService() {
        return new Database(POOLS.computeIfAbsent(Integer.getInteger(PORT), Database::pool));
    }

    private static DataSource pool(int port) {
        try {
            return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                    .connectionPoolConfiguration(pool -> pool.maxSize(CONNECTIONS)
                            .acquisitionTimeout(PATIENCE)
                            .connectionFactoryConfiguration(factory -> factory.jdbcUrl(
                                            "jdbc:postgresql://127.0.0.1:" + port + "/postgres" + UNTRACKED)
                                    .principal(new NamePrincipal("postgres"))
                                    .credential(new SimplePassword("postgres")))));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
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
