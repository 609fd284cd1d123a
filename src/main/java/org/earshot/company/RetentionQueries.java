package org.earshot.company;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.earshot.access.CompanyId;
import org.earshot.kernel.Sql;

/** Tells which companies have what they do not keep any more (W81). */
@Singleton
public class RetentionQueries {

    /** A company, and the time before which it keeps nothing. */
    public record Outlived(CompanyId company, Instant createdBefore) {}

    private final Pool pool;

    RetentionQueries(Pool pool) {
        this.pool = pool;
    }

    /**
     * Some of the companies whose settings in force have retention days, and that have older records; knows no company.
     *
     * @param table where such records are, with {@code company_id} and {@code created_at}
     */
    public Uni<List<Outlived>> outlived(String table, Instant now, int limit) {
        return pool.preparedQuery("""
                        select company_id, created_before
                        from (select s.company_id,
                                  $1::timestamptz - (s.document ->> 'retentionDays')::integer * interval '24 hours' as created_before
                              from company_settings s
                              where s.document ->> 'retentionDays' is not null
                                and not exists (select from company_settings newer
                                                where newer.company_id = s.company_id
                                                  and newer.revision > s.revision)) as kept
                        where exists (select from %s r
                                      where r.company_id = kept.company_id and r.created_at < kept.created_before)
                        limit $2
                        """.formatted(table))
                .execute(Tuple.of(Sql.utc(now), limit))
                .map(rows -> Sql.list(
                        rows,
                        row -> new Outlived(
                                new CompanyId(row.getLong(0)),
                                row.getOffsetDateTime(1).toInstant())));
    }
}
