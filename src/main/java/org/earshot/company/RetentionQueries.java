package org.earshot.company;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.earshot.access.CompanyId;
import org.earshot.kernel.Sql;

/** Tells which companies have what they do not keep any more (W81). */
@Singleton
public class RetentionQueries {

    /** A company, and the time before which it keeps nothing. */
    public record Outlived(CompanyId company, Instant createdBefore) {}

    /** Who has set no days of their own may be everybody: a tick each second does not ask all of them. */
    private static final Duration REST = Duration.ofMinutes(10);

    private static final String SET_BY_THE_COMPANY = "s.document ->> 'retentionDays' is not null";

    private final Pool pool;
    private final OptionalInt days;

    /** Table → when nothing was found in it, whoever was asked. */
    private final Map<String, Instant> nothingFound = new ConcurrentHashMap<>();

    RetentionQueries(Pool pool, RetentionConfig config) {
        this.pool = pool;
        this.days = config.days();
    }

    /**
     * Some of the companies that have records which are older than they are kept, by the settings in force or else by
     * the instance's own days; knows no company.
     *
     * @param table where such records are, with {@code company_id} and {@code created_at}
     */
    public Uni<List<Outlived>> outlived(String table, Instant now, int limit) {
        boolean all = days.isPresent() && !rests(table, now);
        return pool.preparedQuery("""
                        select company_id, created_before
                        from (select s.company_id,
                                  $1::timestamptz
                                      - coalesce((s.document ->> 'retentionDays')::integer, $3::integer) * interval '24 hours'
                                      as created_before
                              from company_settings s
                              where %s
                                and not exists (select from company_settings newer
                                                where newer.company_id = s.company_id
                                                  and newer.revision > s.revision)) as kept
                        where exists (select from %s r
                                      where r.company_id = kept.company_id and r.created_at < kept.created_before)
                        limit $2
                        """.formatted(all ? "true" : SET_BY_THE_COMPANY, table))
                .execute(Tuple.of(Sql.utc(now), limit, days.isPresent() ? days.getAsInt() : null))
                .map(rows -> Sql.list(
                        rows,
                        row -> new Outlived(
                                new CompanyId(row.getLong(0)),
                                row.getOffsetDateTime(1).toInstant())))
                .invoke(found -> {
                    if (all && found.isEmpty()) {
                        nothingFound.put(table, now);
                    }
                });
    }

    private boolean rests(String table, Instant now) {
        Instant looked = nothingFound.get(table);
        return looked != null && !now.isBefore(looked) && now.isBefore(looked.plus(REST));
    }
}
