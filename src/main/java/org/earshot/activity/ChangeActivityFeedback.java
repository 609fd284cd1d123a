package org.earshot.activity;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.earshot.access.CompanyReach;
import org.earshot.access.CompanyScope;
import org.earshot.alert.FeedbackAlerts;
import org.earshot.analytics.FeedbackRollup;
import org.earshot.company.Ownership;
import org.earshot.kernel.ObjectId;
import org.earshot.problem.FieldErrors;
import org.earshot.problem.JsonBody;
import org.earshot.problem.Problem;
import org.earshot.sentiment.SentimentAnalysis;
import org.earshot.template.Questionnaire;
import org.earshot.template.TemplateDirectory;

/** Changes some fields of a piece of feedback, and what is counted of it; others change beside it (A25). */
@Singleton
class ChangeActivityFeedback {

    private final Ownership ownership;
    private final TemplateDirectory templates;
    private final SentimentAnalysis sentiments;
    private final ActivityFeedbackRepository feedback;
    private final FollowUpRepository followUps;
    private final FeedbackRollup rollup;
    private final FeedbackAlerts alerts;
    private final Pool pool;
    private final Clock clock;

    ChangeActivityFeedback(
            Ownership ownership,
            TemplateDirectory templates,
            SentimentAnalysis sentiments,
            ActivityFeedbackRepository feedback,
            FollowUpRepository followUps,
            FeedbackRollup rollup,
            FeedbackAlerts alerts,
            Pool pool,
            Clock clock) {
        this.ownership = ownership;
        this.templates = templates;
        this.sentiments = sentiments;
        this.feedback = feedback;
        this.followUps = followUps;
        this.rollup = rollup;
        this.alerts = alerts;
        this.pool = pool;
        this.clock = clock;
    }

    /**
     * Changes the fields that the body mentions.
     *
     * @return the feedback as it is then; fails with NOT_FOUND, with FORBIDDEN for a namespace out of reach, and with
     *     INVALID naming all bad fields
     */
    Uni<ActivityFeedback> change(CompanyReach reach, ObjectId id, JsonBody body) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        FieldErrors errors = new FieldErrors();
        ActivityChange wanted = ActivityChange.parse(body, errors);
        return feedback.owner(reach, id)
                .map(owner -> owner.orElseThrow(Problem::notFound))
                .flatMap(owner -> labels(reach, owner, wanted, errors)
                        .flatMap(labels -> pool.withTransaction(
                                transaction -> change(transaction, owner, id, wanted.with(labels), errors, now))));
    }

    /** Looked up before the transaction, which must not wait for another connection while it holds one. */
    private Uni<Optional<List<String>>> labels(
            CompanyReach reach, CompanyScope owner, ActivityChange wanted, FieldErrors errors) {
        if (wanted.namespaces().isEmpty() || !Items.isGood(Ownership.FIELD, errors)) {
            return Uni.createFrom().item(Optional.empty());
        }
        return ownership.relabel(reach, owner, wanted.namespaces().get(), errors);
    }

    private Uni<ActivityFeedback> change(
            SqlConnection transaction,
            CompanyScope owner,
            ObjectId id,
            ActivityChange wanted,
            FieldErrors errors,
            Instant now) {
        return feedback.lock(transaction, owner, id)
                .map(found -> found.orElseThrow(Problem::notFound))
                .flatMap(before -> questionnaire(transaction, owner, before).flatMap(questionnaire -> {
                    wanted.check(questionnaire, errors);
                    errors.throwIfAny();
                    return before.changed(wanted, questionnaire, sentiments, now)
                            .map(after -> store(transaction, owner, id, before, after)
                                    .call(() -> alerts.changed(
                                            transaction,
                                            owner,
                                            questionnaire.notifications(),
                                            before.overallSatisfaction(),
                                            after.overallSatisfaction(),
                                            () -> after.news(questionnaire))))
                            .orElseGet(() -> Uni.createFrom().item(before));
                }));
    }

    /** The template as it was when the feedback was recorded. */
    private Uni<Questionnaire> questionnaire(SqlConnection transaction, CompanyScope owner, ActivityFeedback before) {
        Questionnaire unknown = Questionnaire.unknown(before.templateId());
        return before.templateVersion() == 0
                ? Uni.createFrom().item(unknown)
                : templates
                        .find(transaction, owner, before.templateId(), before.templateVersion())
                        .map(found -> found.orElse(unknown));
    }

    private Uni<ActivityFeedback> store(
            SqlConnection transaction,
            CompanyScope owner,
            ObjectId id,
            ActivityFeedback before,
            ActivityFeedback after) {
        return feedback.update(transaction, owner, id, after)
                .chain(() -> followUps.follow(transaction, owner, id, before, after))
                .chain(() -> rollup.append(transaction, owner, Optional.of(before.fact()), Optional.of(after.fact())))
                .replaceWith(after);
    }
}
