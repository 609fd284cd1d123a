package org.earshot.access;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.earshot.kernel.Sql;
import org.earshot.problem.Problem;

/** The table of personal tokens. Hand-written SQL: each write is one statement, and the others serve every call. */
@Singleton
class TokenRepository {

    /** A token that must be refused, for as long as it could be shown. */
    record Revoked(String id, Instant revokedAt, Instant expires) {}

    /** A registered token's name: the company it is for, and its id. */
    record Key(long company, String id) {}

    private final Pool pool;

    TokenRepository(Pool pool) {
        this.pool = pool;
    }

    /** Fails with FORBIDDEN if there is no such company: an operator's reach includes those that do not exist. */
    Uni<Void> demandCompany(CompanyScope scope) {
        return pool.preparedQuery("select from company where id = $1")
                .execute(Tuple.of(scope.companyId()))
                .invoke(rows -> {
                    if (rows.size() == 0) {
                        throw Problem.companyForbidden();
                    }
                })
                .replaceWithVoid();
    }

    Uni<PersonalToken> insert(CompanyScope scope, String id, NewToken wanted, String createdBy, Instant created) {
        return pool.preparedQuery("""
                        insert into personal_token (company_id, id, name, scope, created_by, created_at, expires_at)
                        values ($1, $2, $3, $4, $5, $6, $7)
                        returning\s""" + PersonalToken.COLUMNS)
                .execute(Tuple.from(List.of(
                        scope.companyId(),
                        id,
                        wanted.name(),
                        wanted.scope(),
                        createdBy,
                        Sql.utc(created),
                        Sql.utc(created.plus(wanted.life())))))
                .map(rows -> PersonalToken.of(rows.iterator().next()));
    }

    /** A page of a company's tokens, newest first. */
    Uni<List<PersonalToken>> newest(CompanyScope scope, int limit, long skip) {
        return pool.preparedQuery("select " + PersonalToken.COLUMNS + """
                         from personal_token where company_id = $1
                        order by created_at desc, id desc limit $2 offset $3
                        """)
                .execute(Tuple.of(scope.companyId(), limit, skip))
                .map(rows -> Sql.list(rows, PersonalToken::of));
    }

    Uni<Long> count(CompanyScope scope) {
        return pool.preparedQuery("select count(*) from personal_token where company_id = $1")
                .execute(Tuple.of(scope.companyId()))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /**
     * Notes that a token is revoked; the first time counts, and least() knows no null. By the database's clock, which all
     * replicas share, at the moment of the statement, so that none can miss it who looks back a little.
     */
    Uni<Optional<PersonalToken>> revoke(CompanyScope scope, String id) {
        return pool.preparedQuery("""
                        update personal_token set revoked_at = least(revoked_at, statement_timestamp())
                        where company_id = $1 and id = $2
                        returning\s""" + PersonalToken.COLUMNS)
                .execute(Tuple.of(scope.companyId(), id))
                .map(rows -> Sql.first(rows, PersonalToken::of));
    }

    /** Whether a token is registered and revoked; serves the calls of a replica whose knowledge is too old. */
    Uni<Boolean> isRevoked(CompanyScope scope, String id) {
        return pool.preparedQuery("""
                        select from personal_token where company_id = $1 and id = $2 and revoked_at is not null
                        """).execute(Tuple.of(scope.companyId(), id)).map(rows -> rows.size() > 0);
    }

    /** What was revoked after a moment, of all companies, and has not expired at another. */
    Uni<List<Revoked>> revokedSince(Instant since, Instant notExpiredAt, int limit) {
        return pool.preparedQuery("""
                        select id, revoked_at, expires_at from personal_token
                        where revoked_at > $1 and expires_at > $2
                        order by revoked_at limit $3
                        """)
                .execute(Tuple.of(Sql.utc(since), Sql.utc(notExpiredAt), limit))
                .map(rows -> Sql.list(
                        rows,
                        row -> new Revoked(
                                row.getString(0),
                                row.getOffsetDateTime(1).toInstant(),
                                row.getOffsetDateTime(2).toInstant())));
    }

    /** Notes when tokens were used last, of all companies; answers with how many of them had to be noted. */
    Uni<Integer> noteUses(Map<Key, Instant> uses) {
        List<Map.Entry<Key, Instant>> list = List.copyOf(uses.entrySet());
        return pool.preparedQuery("""
                        -- several replicas see the same token: once a minute is enough
                        update personal_token t set last_used_at = u.at
                        from unnest($1::bigint[], $2::text[], $3::timestamptz[]) as u (company_id, id, at)
                        where t.company_id = u.company_id and t.id = u.id
                          and (t.last_used_at is null or t.last_used_at <= u.at - interval '1 minute')
                        """)
                .execute(Tuple.of(
                        list.stream().map(use -> use.getKey().company()).toArray(Long[]::new),
                        list.stream().map(use -> use.getKey().id()).toArray(String[]::new),
                        list.stream().map(use -> Sql.utc(use.getValue())).toArray(OffsetDateTime[]::new)))
                .map(RowSet::rowCount);
    }
}
