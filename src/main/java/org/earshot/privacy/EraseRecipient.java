package org.earshot.privacy;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import org.earshot.access.CompanyScope;
import org.earshot.privacy.PrivacyLogRepository.Action;
import org.earshot.problem.JsonBody;

/** Erases what a company keeps of a person, in all packages or in none, and logs that it did. */
@Singleton
class EraseRecipient {

    private final RecipientInput input;
    private final PersonalRecords records;
    private final PrivacyLogRepository log;
    private final Pool pool;
    private final Clock clock;

    EraseRecipient(RecipientInput input, PersonalRecords records, PrivacyLogRepository log, Pool pool, Clock clock) {
        this.input = input;
        this.records = records;
        this.log = log;
        this.pool = pool;
        this.clock = clock;
    }

    /**
     * Erases, and answers with what was erased.
     *
     * @param actor who asks for it, for the log
     */
    Uni<RecipientFindings> erase(CompanyScope scope, JsonBody fields, String actor) {
        Instant now = clock.instant();
        return input.read(scope, fields)
                .flatMap(recipient -> pool.withTransaction(
                                transaction -> records.ofAll(data -> data.erase(transaction, scope, recipient))
                                        .call(erased -> log.append(
                                                transaction, scope, Action.ERASE, recipient, erased, actor, now)))
                        .map(erased -> RecipientFindings.of(recipient, erased)));
    }
}
