package org.earshot.activity;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.tuples.Tuple2;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.earshot.access.CompanyReach;
import org.earshot.alert.FeedbackAlerts;
import org.earshot.analytics.FeedbackRollup;
import org.earshot.company.Ownership;
import org.earshot.company.Ownership.Owned;
import org.earshot.problem.FieldErrors;
import org.earshot.problem.JsonBody;
import org.earshot.problem.Problem;
import org.earshot.sentiment.SentimentAnalysis;
import org.earshot.template.Questionnaire;
import org.earshot.template.TemplateDirectory;

/** Records feedback on an activity, counts it, and has those told who want to hear of it: all of that or nothing. */
@Singleton
class RecordActivityFeedback {

    private final Ownership ownership;
    private final TemplateDirectory templates;
    private final SentimentAnalysis sentiments;
    private final Locations locations;
    private final ActivityFeedbackRepository feedback;
    private final FeedbackRollup rollup;
    private final FeedbackAlerts alerts;
    private final Pool pool;
    private final Clock clock;

    RecordActivityFeedback(
            Ownership ownership,
            TemplateDirectory templates,
            SentimentAnalysis sentiments,
            Locations locations,
            ActivityFeedbackRepository feedback,
            FeedbackRollup rollup,
            FeedbackAlerts alerts,
            Pool pool,
            Clock clock) {
        this.ownership = ownership;
        this.templates = templates;
        this.sentiments = sentiments;
        this.locations = locations;
        this.feedback = feedback;
        this.rollup = rollup;
        this.alerts = alerts;
        this.pool = pool;
        this.clock = clock;
    }

    /**
     * Checks and stores feedback.
     *
     * @return the feedback as stored; fails with FORBIDDEN for a namespace out of reach, and with INVALID naming all bad
     *     fields (A12–A21)
     */
    Uni<ActivityFeedback> record(CompanyReach reach, JsonBody body, UserAgent agent) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        FieldErrors errors = new FieldErrors();
        NewActivityFeedback wanted = NewActivityFeedback.parse(body, agent, errors);
        return owner(reach, wanted, errors).flatMap(owned -> {
            if (owned.isEmpty()) {
                throw Problem.invalid(errors.asMap());
            }
            return pool.withTransaction(transaction -> store(transaction, owned.get(), wanted, errors, now));
        });
    }

    /** Whose it will be; empty if the body does not tell, which is noted beside what else is bad. */
    private Uni<Optional<Owned>> owner(CompanyReach reach, NewActivityFeedback wanted, FieldErrors errors) {
        if (!Items.isGood(Ownership.FIELD, errors)) {
            return Uni.createFrom().item(Optional.empty());
        }
        return ownership.choose(reach, wanted.namespaces(), errors);
    }

    private Uni<ActivityFeedback> store(
            SqlConnection transaction, Owned owned, NewActivityFeedback wanted, FieldErrors errors, Instant now) {
        return questionnaire(transaction, owned, wanted).flatMap(questionnaire -> {
            wanted.check(questionnaire, errors);
            errors.throwIfAny();
            ActivityFeedback made = feedback(owned, wanted, questionnaire, now);
            // both are sent at once, so that counting costs no way to the database and back
            return Uni.combine()
                    .all()
                    .unis(
                            feedback.insert(transaction, owned.scope(), made),
                            rollup.append(transaction, owned.scope(), Optional.empty(), Optional.of(made.fact())))
                    .asTuple()
                    .map(Tuple2::getItem1)
                    .call(stored -> alerts.recorded(
                            transaction,
                            owned.scope(),
                            questionnaire.notifications(),
                            stored.overallSatisfaction(),
                            () -> stored.news(questionnaire)));
        });
    }

    private Uni<Questionnaire> questionnaire(SqlConnection transaction, Owned owned, NewActivityFeedback wanted) {
        return templates
                .find(transaction, owned.scope(), wanted.templateId())
                .map(found -> found.orElseGet(() -> Questionnaire.unknown(wanted.templateId())));
    }

    private ActivityFeedback feedback(
            Owned owned, NewActivityFeedback wanted, Questionnaire questionnaire, Instant now) {
        List<FeedbackResponse> responses =
                wanted.responses().stream().map(each -> each.on(questionnaire)).toList();
        return new ActivityFeedback(
                "",
                wanted.activityType(),
                wanted.activityId(),
                wanted.rep(),
                wanted.anonymous() ? null : wanted.client(),
                wanted.templateId(),
                wanted.overallSatisfaction(),
                responses,
                wanted.npsScore(),
                ActivityFeedback.sentiment(sentiments, responses, wanted.overallSatisfaction(), wanted.npsScore()),
                wanted.completionTime(),
                ActivityFeedback.completionRate(responses, questionnaire),
                wanted.anonymous()
                        ? wanted.session().anonymous()
                        : wanted.session().located(locations),
                List.of(),
                wanted.anonymous(),
                owned.namespaces(),
                now,
                now,
                0,
                0,
                owned.scope().companyId(),
                questionnaire.version());
    }
}
