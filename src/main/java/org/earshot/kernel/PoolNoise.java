package org.earshot.kernel;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * Keeps out of the log what Vert.x' pool says of each statement that found no connection: its timer goes off although the
 * statement has failed already, and finds nothing to do. That failure itself is told where it ends.
 */
@LoggingFilter(name = "pool-noise")
public final class PoolNoise implements Filter {

    private static final String POOL = "io.vertx.sqlclient.impl.pool.SqlConnectionPool";

    @Override
    public boolean isLoggable(LogRecord line) {
        return !(line.getThrown() instanceof IllegalStateException failure && isOfTheTimer(failure));
    }

    private static boolean isOfTheTimer(IllegalStateException failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return trace.length > 1
                && trace[0].getClassName().equals("io.vertx.core.Promise")
                && trace[1].getClassName().equals(POOL);
    }
}
