package org.earshot.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.earshot.access.CompanyScope;
import org.earshot.delivery.HashedRecipient;
import org.earshot.delivery.RecipientHash;
import org.earshot.kernel.Sql;

/** Alerts that wait, and whom those that are done with went to. Hand-written SQL: they come with feedback, on the pool. */
@Singleton
class AlertRepository {

    /** An alert that waits to be sent. */
    record Waiting(long id, Occasion occasion, Addressee recipient, FeedbackNews news, HashedRecipient hashed) {}

    private final Pool pool;
    private final RecipientHash hashes;
    private final ObjectMapper json;

    AlertRepository(Pool pool, RecipientHash hashes, ObjectMapper json) {
        this.pool = pool;
        this.hashes = hashes;
        this.json = json;
    }

    /** Stores an alert to each of these, and answers with the alerts' numbers. */
    Uni<List<Long>> insert(
            SqlConnection transaction,
            CompanyScope scope,
            long feedback,
            Occasion occasion,
            FeedbackNews news,
            List<Addressee> recipients) {
        return transaction
                .preparedQuery("""
                        insert into feedback_alert (company_id, id, feedback_id, low_rating, recipient, document,
                            destination_hash, hash_key_version)
                        select $1, nextval('feedback_alert_id'), $2, $3, r.address, $4::text::jsonb,
                            decode(r.hash, 'hex'), $7
                        from unnest($5::text[], $6::text[]) as r (address, hash)
                        returning id
                        """)
                .execute(Tuple.from(List.of(
                        scope.companyId(),
                        feedback,
                        occasion == Occasion.LOW_RATING,
                        write(news),
                        recipients.stream().map(Addressee::address).toArray(String[]::new),
                        recipients.stream()
                                .map(recipient -> hashes.hashed(scope, recipient.normalised())
                                        .hex())
                                .toArray(String[]::new),
                        hashes.keyVersion())))
                .map(rows -> Sql.list(rows, row -> row.getLong(0)));
    }

    /** Those of these alerts that still wait. */
    Uni<List<Waiting>> waiting(CompanyScope scope, List<Long> ids) {
        return pool.preparedQuery("""
                        select id, low_rating, recipient, document::text, hash_key_version, destination_hash
                        from feedback_alert
                        where company_id = $1 and id = any($2) and recipient is not null
                        """)
                .execute(Tuple.of(scope.companyId(), ids.toArray(Long[]::new)))
                .map(rows -> Sql.list(
                        rows,
                        row -> new Waiting(
                                row.getLong(0),
                                row.getBoolean(1) ? Occasion.LOW_RATING : Occasion.COMPLETION,
                                new Addressee(row.getString(2)),
                                read(row.getString(3)),
                                hashed(row, 4))));
    }

    /** Erases what these alerts say, and to whom; locks them in the order in which everybody does. */
    Uni<Void> redact(SqlConnection transaction, CompanyScope scope, List<Long> ids) {
        return transaction
                .preparedQuery("""
                        with done as materialized (
                            select id from feedback_alert where company_id = $1 and id = any($2)
                            order by feedback_id, id for update)
                        update feedback_alert a set recipient = null, document = null
                        from done where a.company_id = $1 and a.id = done.id
                        """)
                .execute(Tuple.of(scope.companyId(), ids.toArray(Long[]::new)))
                .replaceWithVoid();
    }

    /** Whom an alert went, or goes, to; empty if it went with its feedback. */
    Uni<Optional<HashedRecipient>> recipient(SqlConnection transaction, CompanyScope scope, long id) {
        return transaction
                .preparedQuery("""
                        select hash_key_version, destination_hash from feedback_alert
                        where company_id = $1 and id = $2
                        """)
                .execute(Tuple.of(scope.companyId(), id))
                .map(rows -> Sql.first(rows, row -> hashed(row, 0)));
    }

    private static HashedRecipient hashed(Row row, int column) {
        return HashedRecipient.of(
                row.getInteger(column), row.getBuffer(column + 1).getBytes());
    }

    private String write(FeedbackNews news) {
        try {
            return json.writeValueAsString(news);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("News can always be written", e);
        }
    }

    private FeedbackNews read(String document) {
        try {
            return json.readValue(document, FeedbackNews.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Stored news cannot be read", e);
        }
    }
}
