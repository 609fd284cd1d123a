package org.earshot.company;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.earshot.access.CompanyId;

/** Tells which companies do not keep requests for ever (W81). */
@Singleton
public class RetentionQueries {

    private final Pool pool;

    RetentionQueries(Pool pool) {
        this.pool = pool;
    }

    /** The companies whose settings in force have retention days, and how many; knows no company. */
    public Uni<Map<CompanyId, Integer>> days() {
        return pool.query("""
                        select s.company_id, (s.document ->> 'retentionDays')::integer
                        from company_settings s
                        where s.document ->> 'retentionDays' is not null
                          and not exists (select from company_settings newer
                                          where newer.company_id = s.company_id and newer.revision > s.revision)
                        """).execute().map(rows -> {
            Map<CompanyId, Integer> days = new HashMap<>();
            rows.forEach(row -> days.put(new CompanyId(row.getLong(0)), row.getInteger(1)));
            return days;
        });
    }
}
