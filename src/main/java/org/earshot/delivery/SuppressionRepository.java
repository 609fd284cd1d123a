package org.earshot.delivery;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.earshot.access.CompanyScope;
import org.earshot.kernel.Sql;

/** The suppression list. Hand-written SQL throughout: every request and every batch of messages asks it. */
@Singleton
class SuppressionRepository {

    private static final String BY_PERSON = "('OPTED_OUT', 'COMPLAINED')";

    private final Pool pool;

    SuppressionRepository(Pool pool) {
        this.pool = pool;
    }

    /** Adds an entry, or gives the one that is there its new reason, unless its reason is a person's own word. */
    Uni<Suppression> add(
            SqlConnection transaction,
            CompanyScope scope,
            HashedRecipient recipient,
            SuppressionReason reason,
            Instant at) {
        return transaction
                .preparedQuery("""
                        insert into suppression as s (company_id, destination_hash, hash_key_version, id, reason, at)
                        select $1, decode($2, 'hex'), $3, nextval('suppression_id'), $4, $5
                        on conflict (company_id, destination_hash) do update
                        set reason = case when s.reason in %1$s then s.reason else excluded.reason end,
                            at = case when s.reason in %1$s or s.reason = excluded.reason then s.at else excluded.at end
                        returning id, reason, at
                        """.formatted(BY_PERSON))
                .execute(Tuple.of(
                        scope.companyId(), recipient.hex(), recipient.keyVersion(), reason.name(), Sql.utc(at)))
                .map(rows -> suppression(rows.iterator().next()));
    }

    /** Removes an entry whose reason is nobody's own word. */
    Uni<Optional<Suppression>> lift(SqlConnection transaction, CompanyScope scope, long id) {
        return transaction
                .preparedQuery("delete from suppression where company_id = $1 and id = $2 and reason not in "
                        + BY_PERSON + " returning id, reason, at")
                .execute(Tuple.of(scope.companyId(), id))
                .map(rows -> Sql.first(rows, SuppressionRepository::suppression));
    }

    /** Removes what a person said; other reasons stay. */
    Uni<Void> withdraw(SqlConnection transaction, CompanyScope scope, HashedRecipient recipient) {
        return transaction
                .preparedQuery("delete from suppression where company_id = $1 and destination_hash = decode($2, 'hex')"
                        + " and reason in " + BY_PERSON)
                .execute(Tuple.of(scope.companyId(), recipient.hex()))
                .replaceWithVoid();
    }

    /** An entry by its number. */
    Uni<Optional<Suppression>> find(SqlConnection transaction, CompanyScope scope, long id) {
        return transaction
                .preparedQuery("select id, reason, at from suppression where company_id = $1 and id = $2")
                .execute(Tuple.of(scope.companyId(), id))
                .map(rows -> Sql.first(rows, SuppressionRepository::suppression));
    }

    /** The version of the key of whichever of these hashes is listed; a whole hash is as good as its first half. */
    Uni<Optional<Integer>> keyVersion(SqlConnection connection, CompanyScope scope, Collection<String> hexes) {
        return connection
                .preparedQuery("""
                        select hash_key_version from suppression
                        where company_id = $1
                          and destination_hash in (select decode(left(h, 32), 'hex') from unnest($2::text[]) as h)
                        order by reason in %s desc, hash_key_version desc limit 1
                        """.formatted(BY_PERSON))
                .execute(Tuple.of(scope.companyId(), hexes.toArray(String[]::new)))
                .map(rows -> Sql.first(rows, row -> row.getInteger(0)));
    }

    /** The entry of a recipient, under whichever key it was made. */
    Uni<Optional<Suppression>> find(CompanyScope scope, List<HashedRecipient> recipient) {
        return pool.preparedQuery("""
                        select id, reason, at from suppression
                        where company_id = $1
                          and destination_hash in (select decode(h, 'hex') from unnest($2::text[]) as h)
                        order by hash_key_version desc limit 1
                        """)
                .execute(Tuple.of(scope.companyId(), hexes(recipient)))
                .map(rows -> Sql.first(rows, SuppressionRepository::suppression));
    }

    /** Those of these hashes that are listed, as the transaction sees it. */
    Uni<Set<String>> among(SqlConnection transaction, CompanyScope scope, List<HashedRecipient> recipients) {
        return among(transaction, scope, hexes(recipients));
    }

    /** Those of these hashes that are listed now. */
    Uni<Set<String>> among(CompanyScope scope, List<HashedRecipient> recipients) {
        return among(pool, scope, hexes(recipients));
    }

    private static Uni<Set<String>> among(SqlClient client, CompanyScope scope, String[] hexes) {
        return client.preparedQuery("""
                        select encode(destination_hash, 'hex') from suppression
                        where company_id = $1
                          and destination_hash in (select decode(h, 'hex') from unnest($2::text[]) as h)
                        """)
                .execute(Tuple.of(scope.companyId(), hexes))
                .map(rows -> {
                    Set<String> found = new HashSet<>();
                    rows.forEach(row -> found.add(row.getString(0)));
                    return found;
                });
    }

    /** A company's list, newest first. */
    Uni<List<Suppression>> newest(CompanyScope scope, int limit, long skip) {
        return pool.preparedQuery("""
                        select id, reason, at from suppression where company_id = $1
                        order by at desc, id desc limit $2 offset $3
                        """)
                .execute(Tuple.of(scope.companyId(), limit, skip))
                .map(rows -> Sql.list(rows, SuppressionRepository::suppression));
    }

    /** How long a company's list is. */
    Uni<Long> count(CompanyScope scope) {
        return pool.preparedQuery("select count(*) from suppression where company_id = $1")
                .execute(Tuple.of(scope.companyId()))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    private static String[] hexes(List<HashedRecipient> recipients) {
        return recipients.stream().map(HashedRecipient::hex).toArray(String[]::new);
    }

    private static Suppression suppression(Row row) {
        return new Suppression(
                row.getLong(0),
                SuppressionReason.valueOf(row.getString(1)),
                row.getOffsetDateTime(2).toInstant());
    }
}
