package org.earshot.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import jakarta.persistence.PersistenceException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;
import org.hibernate.exception.GenericJDBCException;
import org.hibernate.exception.LockTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutageTest {

    private static PgException refusal(String state) {
        return new PgException("words", "FATAL", state, "a detail that names somebody");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "57P01", "57P02", "57P03", "57014", "55P03", "53300", "53100", "08006", "08P01", "25P03", "25P04",
                "25006", "40001", "40P01"
            })
    void whatIsOverSoonIsAnOutage(String state) {
        assertEquals(Optional.of("FATAL: words (" + state + ")"), Outage.reason(refusal(state)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "42P01", "22021", "28P01", "XX000", "5", ""})
    void whatIsSomebodysFaultIsNone(String state) {
        assertEquals(Optional.empty(), Outage.reason(refusal(state)));
    }

    static Stream<Throwable> lostConnections() {
        return Stream.of(
                new ConnectException("Connection refused"),
                ClosedConnectionException.INSTANCE,
                new ConnectionPoolTooBusyException("Connection pool reached max wait queue size of 1"),
                new VertxException("Timeout waiting for connection", true),
                new NoStackTraceThrowable("Timeout"));
    }

    @ParameterizedTest
    @MethodSource("lostConnections")
    void aConnectionThatIsLostOrCannotBeHadIsAnOutage(Throwable failure) {
        assertEquals(Optional.of(failure.getMessage()), Outage.reason(new IllegalStateException("above", failure)));
    }

    @Test
    void anOutageIsFoundBehindAnotherFailure() {
        IllegalStateException rollback = new IllegalStateException("cannot roll back");
        rollback.addSuppressed(new RuntimeException(refusal("57P01")));
        assertEquals(Optional.of("FATAL: words (57P01)"), Outage.reason(rollback));
    }

    @Test
    void hibernatesNewsOfAnOutageIsOne() {
        SQLException told = new SQLException("ERROR: canceling statement due to lock timeout (55P03)", "55P03");
        assertEquals(
                Optional.of("ERROR: canceling statement due to lock timeout (55P03)"),
                Outage.reason(new PersistenceException(new LockTimeoutException("error", told, "select 'Jane'"))));
        assertEquals(
                Optional.empty(),
                Outage.reason(new GenericJDBCException("error", new SQLException("words", "42P01"), "select 1")));
    }

    @Test
    void failuresThatGoInCirclesComeToAnEnd() {
        IllegalStateException first = new IllegalStateException("first");
        first.addSuppressed(new IllegalStateException("second", first));
        assertEquals(Optional.empty(), Outage.reason(first));
    }

    @Test
    void anythingElseIsNone() {
        assertEquals(Optional.empty(), Outage.reason(new NullPointerException()));
        assertEquals(Optional.empty(), Outage.reason(new IllegalArgumentException("words")));
    }
}
