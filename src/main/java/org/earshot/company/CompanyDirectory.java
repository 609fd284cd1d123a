package org.earshot.company;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Iterator;
import java.util.Optional;
import org.earshot.access.CompanyScope;

/** Finds companies and their settings. */
@Singleton
public class CompanyDirectory {

    /** Settings together with the number of their revision. */
    public record Revision(int number, CompanySettings settings) {}

    private final Pool pool;
    private final ObjectMapper json;

    CompanyDirectory(Pool pool, ObjectMapper json) {
        this.pool = pool;
        this.json = json;
    }

    /** The settings in force; empty if there is no such company. */
    public Uni<Optional<Revision>> settings(CompanyScope scope) {
        return settings(pool, scope);
    }

    /** The same on a connection that the caller holds already, who must not wait for another one. */
    public Uni<Optional<Revision>> settings(SqlClient connection, CompanyScope scope) {
        return connection
                .preparedQuery("""
                        select revision, document::text from company_settings
                        where company_id = $1 order by revision desc limit 1
                        """)
                .execute(Tuple.of(scope.companyId()))
                .map(this::first);
    }

    /** The settings as they were at a revision; empty if there was none such. */
    public Uni<Optional<Revision>> settings(CompanyScope scope, int revision) {
        return pool.preparedQuery("""
                        select revision, document::text from company_settings
                        where company_id = $1 and revision = $2
                        """)
                .execute(Tuple.of(scope.companyId(), revision))
                .map(this::first);
    }

    private Optional<Revision> first(RowSet<Row> rows) {
        Iterator<Row> all = rows.iterator();
        if (!all.hasNext()) {
            return Optional.empty();
        }
        Row row = all.next();
        try {
            return Optional.of(
                    new Revision(row.getInteger(0), json.readValue(row.getString(1), CompanySettings.class)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Stored company settings cannot be read", e);
        }
    }
}
