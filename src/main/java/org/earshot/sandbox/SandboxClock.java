package org.earshot.sandbox;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.earshot.kernel.AdjustableClock;

/** Moves business time, for all replicas: the offset is one row, which each replica reads every second. */
@Singleton
class SandboxClock {

    private final AdjustableClock clock;
    private final SandboxConfig config;
    private final Pool pool;

    SandboxClock(AdjustableClock clock, SandboxConfig config, Pool pool) {
        this.clock = clock;
        this.config = config;
        this.pool = pool;
    }

    /** Moves time on by whole seconds, also backwards. */
    Uni<Void> advance(Duration step) {
        return pool.preparedQuery("""
                        insert into sandbox_clock as c (id, offset_seconds) values (1, $1)
                        on conflict (id) do update set offset_seconds = c.offset_seconds + excluded.offset_seconds
                        returning offset_seconds
                        """)
                .execute(Tuple.of(step.toSeconds()))
                .invoke(this::adopt)
                .replaceWithVoid();
    }

    /** Sets time back to the system's. */
    Uni<Void> reset() {
        return pool.query("delete from sandbox_clock").execute().chain(this::refresh);
    }

    /** Adopts what another replica may have set. */
    @Scheduled(
            identity = "sandbox-clock",
            every = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> refresh() {
        return config.enabled()
                ? pool.query("select offset_seconds from sandbox_clock")
                        .execute()
                        .invoke(this::adopt)
                        .replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    private void adopt(RowSet<Row> rows) {
        Duration offset = Duration.ZERO;
        for (Row row : rows) {
            offset = Duration.ofSeconds(row.getLong(0));
        }
        clock.runAheadBy(offset);
    }
}
