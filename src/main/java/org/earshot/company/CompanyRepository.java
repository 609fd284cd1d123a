package org.earshot.company;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.earshot.access.CompanyId;
import org.earshot.access.CompanyReach;
import org.earshot.access.CompanyScope;
import org.earshot.company.CompanyDirectory.Revision;

/** The rows of companies, and of the revisions of their settings. */
@Singleton
class CompanyRepository {

    /** A company and the settings in force. */
    record Company(String namespace, Revision revision) {}

    /** What of a new company belongs to another one already. */
    record Taken(boolean id, boolean namespace) {}

    private final Pool pool;
    private final SettingsDocument document;

    CompanyRepository(Pool pool, SettingsDocument document) {
        this.pool = pool;
        this.document = document;
    }

    /** The namespace of a company; empty if there is no such company. */
    Uni<Optional<String>> namespace(CompanyScope scope) {
        return pool.preparedQuery("select namespace from company where id = $1")
                .execute(Tuple.of(scope.companyId()))
                .map(rows -> {
                    Iterator<Row> all = rows.iterator();
                    return all.hasNext() ? Optional.of(all.next().getString(0)) : Optional.empty();
                });
    }

    /** Namespace → scope, for those of these namespaces whose companies are within reach. */
    Uni<Map<String, CompanyScope>> scopes(CompanyReach reach, Collection<String> namespaces) {
        return pool.preparedQuery("select id, namespace from company where namespace = any($1)")
                .execute(Tuple.of(namespaces.toArray(String[]::new)))
                .map(rows -> {
                    Map<String, CompanyScope> scopes = new HashMap<>();
                    rows.forEach(row -> reach.scope(new CompanyId(row.getLong(0)))
                            .ifPresent(scope -> scopes.put(row.getString(1), scope)));
                    return scopes;
                });
    }

    Uni<Optional<Company>> find(SqlClient client, CompanyScope scope) {
        return client.preparedQuery("""
                        select c.namespace, s.revision, s.document::text
                        from company c join company_settings s on s.company_id = c.id
                        where c.id = $1 order by s.revision desc limit 1
                        """).execute(Tuple.of(scope.companyId())).map(rows -> {
            Iterator<Row> all = rows.iterator();
            if (!all.hasNext()) {
                return Optional.empty();
            }
            Row row = all.next();
            return Optional.of(
                    new Company(row.getString(0), new Revision(row.getInteger(1), document.read(row.getString(2)))));
        });
    }

    /**
     * Lets changes of one company's settings wait for each other. Not {@code for update}, for which every new row that
     * refers to the company would have to wait as well.
     */
    Uni<Void> lock(SqlConnection transaction, CompanyScope scope) {
        return transaction
                .preparedQuery("select 1 from company where id = $1 for no key update")
                .execute(Tuple.of(scope.companyId()))
                .replaceWithVoid();
    }

    Uni<Void> addRevision(
            SqlConnection transaction, CompanyScope scope, int revision, CompanySettings settings, OffsetDateTime at) {
        return transaction
                .preparedQuery("""
                        insert into company_settings (company_id, revision, document, created_at)
                        values ($1, $2, $3::text::jsonb, $4)
                        """)
                .execute(Tuple.of(scope.companyId(), revision, document.write(settings), at))
                .replaceWithVoid();
    }

    /** The next number, which may have been taken by hand. */
    Uni<Long> nextId(SqlConnection transaction) {
        return transaction
                .preparedQuery("select nextval('company_id')")
                .execute()
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** Inserts a company; false if its number or its namespace is taken. */
    Uni<Boolean> insert(SqlConnection transaction, CompanyScope scope, String namespace, OffsetDateTime at) {
        return transaction
                .preparedQuery("""
                        insert into company (id, namespace, created_at) values ($1, $2, $3)
                        on conflict do nothing
                        """)
                .execute(Tuple.of(scope.companyId(), namespace, at))
                .map(SqlResult::rowCount)
                .map(inserted -> inserted == 1);
    }

    Uni<Taken> taken(SqlConnection transaction, CompanyScope scope, String namespace) {
        return transaction
                .preparedQuery("""
                        select exists (select 1 from company where id = $1),
                               exists (select 1 from company where namespace = $2)
                        """)
                .execute(Tuple.of(scope.companyId(), namespace))
                .map(rows -> rows.iterator().next())
                .map(row -> new Taken(row.getBoolean(0), row.getBoolean(1)));
    }
}
