package org.earshot.activity;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.earshot.access.CompanyScope;
import org.earshot.company.Recipient;
import org.earshot.kernel.Sql;

/**
 * Feedback that is to be handed out or forgotten, for its giver's sake or for its age. Hand-written SQL on the pool
 * throughout. A recipient's comes with the ids of the activities that only they were asked about.
 */
@Singleton
class FeedbackErasureRepository {

    /**
     * Feedback whose client is the recipient's address, or which is on one of these activities: unless it names another
     * address, or is anonymous, and so is not to be traced to anybody.
     */
    private static final String OF_RECIPIENT = """
            company_id = $1 and (client = any($2) or (lower(client) = any($2) and client like '%@%')
                or (activity_id = any($3) and not is_anonymous and (client is null or client not like '%@%')))
            order by id""";

    /** The numbers of a recipient's feedback. */
    Uni<List<Long>> ofRecipient(
            SqlConnection transaction, CompanyScope scope, Recipient recipient, List<String> activityIds) {
        return transaction
                .preparedQuery("select id from activity_feedback where " + OF_RECIPIENT)
                .execute(parameters(scope, recipient, activityIds))
                .map(rows -> Sql.list(rows, row -> row.getLong(0)));
    }

    /** A recipient's feedback in full. */
    Uni<List<ActivityFeedback>> export(
            SqlConnection transaction, CompanyScope scope, Recipient recipient, List<String> activityIds) {
        return transaction
                .preparedQuery(ActivityFeedbackRepository.SELECT + OF_RECIPIENT)
                .execute(parameters(scope, recipient, activityIds))
                .map(rows -> Sql.list(rows, ActivityFeedbackRepository::read));
    }

    /**
     * The numbers of the oldest feedback from before a time. What somebody is at, such as another replica with the same
     * in mind, is skipped.
     */
    Uni<List<Long>> olderThan(SqlConnection transaction, CompanyScope scope, Instant createdBefore, int limit) {
        return transaction
                .preparedQuery("""
                        select id from activity_feedback where company_id = $1 and created_at < $2
                        order by created_at, id limit $3
                        for update skip locked
                        """)
                .execute(Tuple.of(scope.companyId(), Sql.utc(createdBefore), limit))
                .map(rows -> Sql.list(rows, row -> row.getLong(0)));
    }

    /** Deletes feedback by its numbers and answers with it. */
    Uni<List<ActivityFeedback>> delete(SqlConnection transaction, CompanyScope scope, List<Long> ids) {
        return transaction
                .preparedQuery("delete from activity_feedback where company_id = $1 and id = any($2) returning "
                        + ActivityFeedbackRepository.COLUMNS)
                .execute(Tuple.of(scope.companyId(), ids.toArray(Long[]::new)))
                .map(rows -> Sql.list(rows, ActivityFeedbackRepository::read));
    }

    private static Tuple parameters(CompanyScope scope, Recipient recipient, List<String> activityIds) {
        return Tuple.of(
                scope.companyId(), recipient.spellings().toArray(String[]::new), activityIds.toArray(String[]::new));
    }
}
