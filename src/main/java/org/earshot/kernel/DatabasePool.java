package org.earshot.kernel;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes the service's pool so that nothing waits for PostgreSQL without an end: neither a caller, nor the tick. Beside it
 * stands one connection for the question whether PostgreSQL answers, which the pool's being exhausted does not change.
 */
@Singleton
class DatabasePool implements PgPoolCreator {

    private final TimeoutConfig timeouts;
    private volatile @Nullable Pool probe;

    DatabasePool(TimeoutConfig timeouts) {
        this.timeouts = timeouts;
    }

    @Override
    public Pool create(Input input) {
        List<PgConnectOptions> databases = input.pgConnectOptionsList();
        databases.forEach(this::bound);
        probe = pool(input.vertx(), databases, new PoolOptions().setMaxSize(1).setName("probe"));
        return pool(input.vertx(), databases, input.poolOptions());
    }

    private void bound(PgConnectOptions database) {
        database.setConnectTimeout(millis(timeouts.connect()))
                // a frozen server, or one that is gone without a word, keeps its connections open for ever
                .setIdleTimeout(millis(timeouts.silence()))
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setTcpKeepAlive(true)
                .addProperty("statement_timeout", Integer.toString(millis(timeouts.statement())))
                .addProperty("lock_timeout", Integer.toString(millis(timeouts.lock())))
                // a replica that stands still in the midst of a transaction must not stop the others
                .addProperty(
                        "idle_in_transaction_session_timeout", Integer.toString(millis(timeouts.idleTransaction())));
    }

    private Pool pool(Vertx vertx, List<PgConnectOptions> databases, PoolOptions options) {
        int silence = millis(timeouts.silence());
        // the pool lets go of connections that nobody uses before their silence is noticed: it alone can do that
        // without
        // cutting off somebody who was just given one
        options.setIdleTimeout(Math.max(1, silence / 2))
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setPoolCleanerPeriod(Math.max(1, silence / 5))
                .setConnectionTimeout(millis(timeouts.connection()))
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
                .setMaxWaitQueueSize(timeouts.waiting());
        return PgBuilder.pool()
                .with(options)
                .connectingTo(List.<SqlConnectOptions>copyOf(databases))
                .using(vertx)
                .build();
    }

    /** Asks PostgreSQL for a sign of life; fails if there is none in time. */
    Uni<Void> ask() {
        Pool asked = probe;
        return asked == null
                ? Uni.createFrom().failure(new IllegalStateException("There is no database yet"))
                : io.vertx.mutiny.sqlclient.Pool.newInstance(asked)
                        .query("select 1")
                        .execute()
                        .replaceWithVoid()
                        .ifNoItem()
                        .after(timeouts.ready())
                        .fail();
    }

    @PreDestroy
    void close() {
        Pool open = probe;
        if (open != null) {
            open.close();
        }
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}
