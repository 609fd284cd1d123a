package org.earshot.activity;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.earshot.access.CompanyReach;
import org.earshot.access.CompanyScope;
import org.earshot.kernel.ObjectId;
import org.earshot.kernel.Sql;

/**
 * Follow-up actions as rows that indexes serve (A32). What they say comes from the feedback, whose list of actions is the
 * only one that counts; the rows only find and order them. Hand-written SQL on the pool, since they change in the
 * transactions of the feedback.
 */
@Singleton
class FollowUpRepository {

    /**
     * An action that was found.
     *
     * @param place in the order of the list, from where a walk can go on
     */
    record Found(FollowUp followUp, String place) {}

    private final Pool pool;

    FollowUpRepository(Pool pool) {
        this.pool = pool;
    }

    /** Follows a change of feedback that this transaction holds locked. */
    Uni<Void> follow(
            SqlConnection transaction,
            CompanyScope scope,
            ObjectId id,
            ActivityFeedback before,
            ActivityFeedback after) {
        if (before.followUpActions().equals(after.followUpActions())
                && before.namespaces().equals(after.namespaces())) {
            return Uni.createFrom().voidItem();
        }
        Tuple key = Tuple.of(scope.companyId(), id.number());
        return transaction
                .preparedQuery("delete from follow_up_action where company_id = $1 and feedback_id = $2")
                .execute(key)
                .chain(() -> transaction.preparedQuery("""
                                insert into follow_up_action (company_id, feedback_id, position, status, done, action_type,
                                    priority, assigned_to, rep, namespaces, place)
                                select company_id, feedback_id, position, status, done, action_type,
                                    priority, assigned_to, rep, namespaces, place
                                from follow_up_action_in_feedback where company_id = $1 and feedback_id = $2
                                """).execute(key))
                .replaceWithVoid();
    }

    /** How many actions are found in all. */
    Uni<Long> count(CompanyReach reach, FollowUpSearch search) {
        Conditions found = search.found(reach);
        return pool.preparedQuery("select count(*) from follow_up_action where " + found.text())
                .execute(found.parameters())
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** Some of what is found, in its order. The page is cut before the feedback is looked up, so few rows of it are read. */
    Uni<List<Found>> list(CompanyReach reach, FollowUpSearch search, int limit) {
        Conditions found = search.foundBeyondMark(reach);
        return pool.preparedQuery("""
                        select p.position, p.place, f.follow_up_actions -> p.position as action, f.id, f.created_at,
                               f.revision, f.activity_type, f.activity_id, f.rep, f.client, f.overall_satisfaction,
                               f.namespaces
                        from (select company_id, feedback_id, position, place from follow_up_action
                              where %s order by place limit %d offset %d) p
                        join activity_feedback f on f.company_id = p.company_id and f.id = p.feedback_id
                          and f.follow_up_actions -> p.position is not null
                        order by p.place
                        """.formatted(found.text(), limit, search.skip()))
                .execute(found.parameters())
                .map(rows -> Sql.list(rows, row -> new Found(read(row), row.getString("place"))));
    }

    private static FollowUp read(Row row) {
        Instant created = row.getOffsetDateTime("created_at").toInstant();
        return new FollowUp(
                row.getInteger("position"),
                FollowUpAction.read(row.getJsonObject("action")),
                new FollowUp.Feedback(
                        ObjectId.of(created, row.getLong("id")).toString(),
                        row.getString("activity_type"),
                        row.getString("activity_id"),
                        row.getString("rep"),
                        row.getString("client"),
                        row.getInteger("overall_satisfaction"),
                        List.of(row.getArrayOfStrings("namespaces")),
                        created,
                        row.getInteger("revision")));
    }
}
