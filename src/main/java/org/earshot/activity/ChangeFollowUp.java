package org.earshot.activity;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.earshot.access.CompanyReach;
import org.earshot.access.CompanyScope;
import org.earshot.kernel.ObjectId;
import org.earshot.problem.FieldErrors;
import org.earshot.problem.JsonBody;
import org.earshot.problem.Problem;
import org.earshot.sentiment.SentimentAnalysis;
import org.earshot.template.Questionnaire;

/** Changes how far one follow-up action is, and nothing else of the feedback (A32). */
@Singleton
class ChangeFollowUp {

    private static final String REVISION = "__v";

    private final SentimentAnalysis sentiments;
    private final ActivityFeedbackRepository feedback;
    private final FollowUpRepository followUps;
    private final Pool pool;
    private final Clock clock;

    ChangeFollowUp(
            SentimentAnalysis sentiments,
            ActivityFeedbackRepository feedback,
            FollowUpRepository followUps,
            Pool pool,
            Clock clock) {
        this.sentiments = sentiments;
        this.feedback = feedback;
        this.followUps = followUps;
        this.pool = pool;
        this.clock = clock;
    }

    /**
     * Changes the status of an action of the feedback that the caller has seen.
     *
     * @return the action as it is then; fails with NOT_FOUND, with INVALID naming all bad fields, and with CONFLICT if the
     *     feedback has changed since, so that there may be another action in its place
     */
    Uni<FollowUp> change(CompanyReach reach, ObjectId id, int index, JsonBody body) {
        FieldErrors errors = new FieldErrors();
        body.demand(List.of(FollowUpAction.STATUS, REVISION), errors);
        String status = Items.word(body, FollowUpAction.STATUS, FollowUpAction.STATUSES, errors)
                .orElse("");
        int seen = body.whole(REVISION, 0, Integer.MAX_VALUE, errors).orElse(0);
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return feedback.owner(reach, id)
                .map(owner -> owner.orElseThrow(Problem::notFound))
                .invoke(errors::throwIfAny)
                .flatMap(owner -> pool.withTransaction(transaction -> feedback.lock(transaction, owner, id)
                        .map(found -> found.orElseThrow(Problem::notFound))
                        .invoke(before -> demand(before, seen, index))
                        .flatMap(before -> store(transaction, owner, id, before, change(before, index, status), now))
                        .map(after -> FollowUp.of(after, index))));
    }

    private static void demand(ActivityFeedback before, int seen, int index) {
        if (before.revision() != seen) {
            throw Problem.conflict(
                    "The feedback has changed since you have read it: its __v is " + before.revision() + " now",
                    Map.of());
        }
        if (index >= before.followUpActions().size()) {
            throw Problem.notFound();
        }
    }

    private static ActivityChange change(ActivityFeedback before, int index, String status) {
        List<FollowUpAction> actions = new ArrayList<>(before.followUpActions());
        actions.set(index, actions.get(index).at(status));
        return ActivityChange.of(actions);
    }

    /** Nothing that is counted has changed, so nothing is counted anew. */
    private Uni<ActivityFeedback> store(
            SqlConnection transaction,
            CompanyScope owner,
            ObjectId id,
            ActivityFeedback before,
            ActivityChange change,
            Instant now) {
        return before.changed(change, Questionnaire.unknown(before.templateId()), sentiments, now)
                .map(after -> feedback.update(transaction, owner, id, after)
                        .chain(() -> followUps.follow(transaction, owner, id, before, after))
                        .replaceWith(after))
                .orElseGet(() -> Uni.createFrom().item(before));
    }
}
