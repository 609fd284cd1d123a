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
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the service's pool so that nothing waits for PostgreSQL without an end: neither a caller, nor the tick. Beside it
 * stands one connection for the question whether PostgreSQL answers, which the pool's being exhausted does not change, and
 * a second pool if a read replica is named.
 */
@Singleton
class DatabasePool implements PgPoolCreator {

    private final TimeoutConfig timeouts;
    private final ReaderConfig reader;
    private volatile @Nullable Pool probe;
    private volatile @Nullable Pool readers;

    DatabasePool(TimeoutConfig timeouts, ReaderConfig reader) {
        this.timeouts = timeouts;
        this.reader = reader;
    }

    @Override
    public Pool create(Input input) {
        List<PgConnectOptions> databases = input.pgConnectOptionsList();
        databases.forEach(this::bound);
        probe = pool(input.vertx(), databases, new PoolOptions().setMaxSize(1).setName("probe"));
        reader.address()
                .ifPresent(address -> readers = pool(
                        input.vertx(),
                        databases.stream()
                                .map(database -> at(address, database))
                                .toList(),
                        new PoolOptions(input.poolOptions()).setName("readers")));
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

    /** The same way to another server. */
    private PgConnectOptions at(String address, PgConnectOptions database) {
        PgConnectOptions other = PgConnectOptions.fromUri("postgresql://" + address);
        return new PgConnectOptions(database)
                // the copy forgets it
                .setUseLayer7Proxy(database.getUseLayer7Proxy())
                .setHost(other.getHost())
                .setPort(other.getPort())
                .setDatabase(other.getDatabase())
                .setUser(reader.username())
                .setPassword(reader.password().orElse(""));
    }

    /** The read replica's pool, or the only one. */
    @Produces
    @Singleton
    @Reading
    io.vertx.mutiny.sqlclient.Pool reading(io.vertx.mutiny.sqlclient.Pool main) {
        main.getDelegate(); // whoever makes the pool makes the other, too
        Pool made = readers;
        return made == null ? main : io.vertx.mutiny.sqlclient.Pool.newInstance(made);
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
        Stream.of(probe, readers).filter(Objects::nonNull).forEach(Pool::close);
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}
