package org.earshot.company;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.earshot.access.CompanyId;
import org.earshot.access.CompanyScope;
import org.earshot.kernel.Sql;
import org.earshot.problem.Problem;

/** Finds companies and their settings. */
@Singleton
public class CompanyDirectory {

    /** Settings together with the number of their revision. */
    public record Revision(int number, CompanySettings settings) {}

    private final Pool pool;
    private final CompanyRepository companies;
    private final SettingsDocument document;

    CompanyDirectory(Pool pool, CompanyRepository companies, SettingsDocument document) {
        this.pool = pool;
        this.companies = companies;
        this.document = document;
    }

    /** A company as its administrators read it; empty if there is no such company. */
    Uni<Optional<CompanyView>> view(CompanyScope scope) {
        return companies
                .find(pool, scope)
                .map(found -> found.map(company -> CompanyView.of(
                        scope,
                        company.namespace(),
                        company.revision().number(),
                        company.revision().settings())));
    }

    /** Some of all companies, by their numbers, from the one after this number on. */
    public Uni<List<CompanyId>> after(long number, int limit) {
        return pool.preparedQuery("select id from company where id > $1 order by id limit $2")
                .execute(Tuple.of(number, limit))
                .map(rows -> Sql.list(rows, row -> new CompanyId(row.getLong(0))));
    }

    /** The settings in force; empty if there is no such company. */
    public Uni<Optional<Revision>> settings(CompanyScope scope) {
        return settings(pool, scope);
    }

    /** The settings in force; fails with FORBIDDEN for an unknown company, which an operator's token reaches too (W15). */
    public Uni<CompanySettings> demand(CompanyScope scope) {
        return settings(scope)
                .map(revision -> revision.orElseThrow(Problem::companyForbidden).settings());
    }

    /** The settings in force on a connection that the caller holds already, who must not wait for another one. */
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
        return Optional.of(new Revision(row.getInteger(0), document.read(row.getString(1))));
    }
}
