package org.earshot.feedbackrequest;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.earshot.access.CompanyId;
import org.earshot.access.CompanyScope;
import org.earshot.delivery.HashedRecipient;
import org.earshot.delivery.RecipientBook.Candidate;
import org.earshot.kernel.Sql;

/** The keyed hashes of those who were asked. */
@Singleton
class AskedRecipientRepository {

    private final Pool pool;

    AskedRecipientRepository(Pool pool) {
        this.pool = pool;
    }

    /** Those of the candidates' companies that asked theirs; each company is looked for with its own hashes only. */
    Uni<Set<CompanyId>> companiesThatAsked(List<Candidate> candidates) {
        List<Long> companies = new ArrayList<>();
        List<String> hashes = new ArrayList<>();
        for (Candidate candidate : candidates) {
            candidate.hashes().values().forEach(hash -> {
                companies.add(candidate.scope().companyId());
                hashes.add(hash);
            });
        }
        return pool.preparedQuery("""
                        -- the note of whom a company asked may be gone (erasure), and so may old requests (retention)
                        with candidate as (
                            select c.company_id, decode(c.hash, 'hex') as hash
                            from unnest($1::bigint[], $2::text[]) as c (company_id, hash))
                        select c.company_id from candidate c
                        join contact k on k.company_id = c.company_id and k.destination_hash = c.hash
                        union
                        select c.company_id from candidate c
                        join feedback_request r on r.company_id = c.company_id and r.destination_hash = c.hash
                        """)
                .execute(Tuple.of(companies.toArray(Long[]::new), hashes.toArray(String[]::new)))
                .map(rows -> {
                    Set<CompanyId> found = new HashSet<>();
                    rows.forEach(row -> found.add(new CompanyId(row.getLong(0))));
                    return found;
                });
    }

    /** The version of the key of whichever of these hashes a company asked last. */
    Uni<Optional<Integer>> keyVersion(SqlConnection connection, CompanyScope scope, Collection<String> hashes) {
        return connection
                .preparedQuery("""
                        select hash_key_version from contact
                        where company_id = $1
                          and destination_hash = any (array(select decode(h, 'hex') from unnest($2::text[]) as h))
                        order by request_id desc limit 1
                        """)
                .execute(Tuple.of(scope.companyId(), hashes.toArray(String[]::new)))
                .map(rows -> Sql.first(rows, row -> row.getInteger(0)));
    }

    /** The recipient of a request, redacted or not; of a very old one it is not known. */
    Uni<Optional<HashedRecipient>> ofRequest(SqlConnection transaction, CompanyScope scope, long id) {
        return transaction
                .preparedQuery("""
                        select hash_key_version, destination_hash from feedback_request
                        where company_id = $1 and id = $2 and destination_hash is not null
                        """)
                .execute(Tuple.of(scope.companyId(), id))
                .map(rows -> {
                    for (Row row : rows) {
                        return Optional.of(HashedRecipient.of(
                                row.getInteger(0), row.getBuffer(1).getBytes()));
                    }
                    return Optional.empty();
                });
    }
}
