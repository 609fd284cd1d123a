package org.earshot.privacy;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import org.earshot.access.CompanyScope;
import org.earshot.privacy.PrivacyLogRepository.Action;
import org.earshot.problem.JsonBody;

/** Hands out all that a company keeps of a person, and logs that it did. */
@Singleton
class ExportRecipient {

    private final RecipientInput input;
    private final PersonalRecords records;
    private final PrivacyLogRepository log;
    private final Pool pool;
    private final Clock clock;

    ExportRecipient(RecipientInput input, PersonalRecords records, PrivacyLogRepository log, Pool pool, Clock clock) {
        this.input = input;
        this.records = records;
        this.log = log;
        this.pool = pool;
        this.clock = clock;
    }

    /**
     * Exports.
     *
     * @param actor who asks for it, for the log
     */
    Uni<RecipientExport> export(CompanyScope scope, JsonBody fields, String actor) {
        Instant now = clock.instant();
        return input.read(scope, fields)
                .flatMap(recipient -> pool.withTransaction(
                                transaction -> records.ofAll(data -> data.export(transaction, scope, recipient))
                                        .call(found -> log.append(
                                                transaction, scope, Action.EXPORT, recipient, found, actor, now)))
                        .map(found -> RecipientExport.of(recipient, found, now)));
    }
}
