package org.earshot.kernel;

import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.sqlclient.DatabaseException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import org.hibernate.JDBCException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Tells failures that are the database's moment of weakness, and over when it is, from those that are anybody's fault. */
public final class Outage {

    /** No more failures of one are looked at, should they go in circles. */
    private static final int MOST = 50;

    /** Classes of SQLSTATE: connections, and resources such as connections, memory or disk. */
    private static final Set<String> CLASSES = Set.of("08", "53");

    private static final Set<String> STATES = Set.of(
            // shut down, crashed, not up yet, tired of waiting
            "57P01",
            "57P02",
            "57P03",
            "57P05",
            // a statement took too long, or waited too long for a lock
            "57014",
            "55P03",
            // a transaction took too long between two statements, or in all
            "25P03",
            "25P04",
            // a standby, which is about to be the primary, or no longer is
            "25006",
            // two transactions were in each other's way
            "40001",
            "40P01");

    private Outage() {}

    /** Why the database could not do its work at the moment, in one line, if that is what a failure comes from. */
    public static Optional<String> reason(Throwable failure) {
        Deque<Throwable> open = new ArrayDeque<>();
        open.add(failure);
        for (int i = 0; i < MOST && !open.isEmpty(); i++) {
            Throwable next = open.remove();
            if (isOne(next)) {
                return Optional.of(words(next));
            }
            add(next.getCause(), open);
            // several failures at once
            open.addAll(Arrays.asList(next.getSuppressed()));
        }
        return Optional.empty();
    }

    /** Says what failed, and why; where everybody knows why, without a stack trace. */
    public static void log(Logger log, String what, Throwable failure) {
        reason(failure).ifPresentOrElse(reason -> log.warn(what + ": " + reason), () -> log.error(what, failure));
    }

    private static void add(@Nullable Throwable cause, Deque<Throwable> open) {
        if (cause != null) {
            open.add(cause);
        }
    }

    private static boolean isOne(Throwable failure) {
        if (failure instanceof DatabaseException refusal) {
            return isOfTheMoment(refusal.getSqlState());
        }
        // Hibernate's own, which keeps nothing but the state and the words
        if (failure instanceof JDBCException refusal) {
            return isOfTheMoment(refusal.getSQLState());
        }
        return failure instanceof SocketException
                || failure instanceof UnknownHostException
                || failure instanceof ClosedChannelException
                || failure instanceof ConnectionPoolTooBusyException
                // what Vert.x throws for connections that are lost, or cannot be had in time
                || failure instanceof VertxException
                || failure instanceof NoStackTraceThrowable;
    }

    /** Whether PostgreSQL does not say so of the statement, but of the moment. */
    private static boolean isOfTheMoment(@Nullable String state) {
        return state != null
                && (STATES.contains(state) || CLASSES.contains(state.substring(0, Math.min(2, state.length()))));
    }

    /** PostgreSQL's or the connection's own: none of these quotes what a statement was about. */
    private static String words(Throwable failure) {
        @Nullable Throwable refusal = failure instanceof JDBCException ? failure.getCause() : failure;
        String message = refusal == null ? null : refusal.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }
}
