package org.earshot.privacy;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import org.earshot.access.CompanyScope;
import org.earshot.problem.JsonBody;

/** Tells what a company keeps of a person. */
@Singleton
class RecipientQueries {

    private final RecipientInput input;
    private final PersonalRecords records;
    private final Pool pool;

    RecipientQueries(RecipientInput input, PersonalRecords records, Pool pool) {
        this.input = input;
        this.records = records;
        this.pool = pool;
    }

    /** How many records of each kind there are, and their numbers. */
    Uni<RecipientFindings> find(CompanyScope scope, JsonBody fields) {
        return input.read(scope, fields)
                .flatMap(recipient -> pool.withConnection(
                                connection -> records.ofAll(data -> data.find(connection, scope, recipient)))
                        .map(found -> RecipientFindings.of(recipient, found)));
    }
}
