package org.earshot.access;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;

/** The table in which the replicas share out the calls that a token may make. */
@Singleton
class RateLimitRepository {

    private final Pool pool;

    RateLimitRepository(Pool pool) {
        this.pool = pool;
    }

    /**
     * Takes a tenth of what is left in a window, at least one: coarse while there is plenty, exact in the end. Answers
     * with 0 when nothing is left. The row's lock makes replicas take turns, so all grants together never exceed the
     * limit.
     */
    Uni<Integer> grant(TokenHash token, RatePeriod period, Instant end, int limit) {
        return pool.preparedQuery("""
                        insert into rate_limit as r (token_hash, period, ends_at, granted, last_grant)
                        select $1, $2, $3, b.size, b.size from (select greatest(1, $4::integer / 10) as size) b
                        on conflict (token_hash, period, ends_at) do update
                        set granted = r.granted + greatest(1, ($4::integer - r.granted) / 10),
                            last_grant = greatest(1, ($4::integer - r.granted) / 10)
                        where r.granted < $4::integer
                        returning last_grant
                        """)
                .execute(Tuple.of(Buffer.buffer(token.bytes()), period.name(), end.atOffset(ZoneOffset.UTC), limit))
                .map(rows -> rows.size() == 0 ? 0 : rows.iterator().next().getInteger(0));
    }

    /** Forgets windows that ended before a moment; answers with how many. */
    Uni<Integer> forget(Instant endedBefore) {
        return pool.preparedQuery("delete from rate_limit where ends_at < $1")
                .execute(Tuple.of(endedBefore.atOffset(ZoneOffset.UTC)))
                .map(RowSet::rowCount);
    }
}
