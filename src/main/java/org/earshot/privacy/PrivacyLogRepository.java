package org.earshot.privacy;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.earshot.access.CompanyScope;
import org.earshot.company.Recipient;

/** Who exported or erased the data of a person; of the person it keeps no more than the keyed hash. */
@Singleton
class PrivacyLogRepository {

    /** What was done with somebody's data. */
    enum Action {
        EXPORT,
        ERASE
    }

    /** Appends a line. */
    <T> Uni<Void> append(
            SqlConnection transaction,
            CompanyScope scope,
            Action action,
            Recipient recipient,
            Map<String, List<T>> records,
            String actor,
            Instant at) {
        JsonObject counts = new JsonObject();
        records.forEach((kind, some) -> counts.put(kind, some.size()));
        return transaction
                .preparedQuery("""
                        insert into privacy_log
                            (company_id, id, action, actor, destination_hash, hash_key_version, counts, at)
                        select $1, nextval('privacy_log_id'), $2, $3, decode($4, 'hex'), $5, $6, $7
                        """)
                .execute(Tuple.from(List.of(
                        scope.companyId(),
                        action.name(),
                        actor,
                        recipient.hash(),
                        recipient.keyVersion(),
                        counts,
                        at.atOffset(ZoneOffset.UTC))))
                .replaceWithVoid();
    }
}
