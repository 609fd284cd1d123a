package org.earshot.activity;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.annotation.Priority;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.earshot.access.CompanyScope;
import org.earshot.analytics.ActivitiesOfRecipient;
import org.earshot.analytics.FeedbackRollup;
import org.earshot.company.PersonalData;
import org.earshot.company.Recipient;

/**
 * What is kept of those who gave feedback on activities. It comes without an address of its own: it is somebody's if the
 * company wrote their address down as its client, or if they alone were asked about its activity.
 */
@Singleton
@Priority(PersonalDataOfFeedback.FLOOR)
class PersonalDataOfFeedback implements PersonalData {

    static final int FLOOR = 300;

    private static final String FEEDBACK = "activity_feedback";

    private final ActivitiesOfRecipient activities;
    private final FeedbackErasureRepository feedback;
    private final FeedbackRollup rollup;

    PersonalDataOfFeedback(
            ActivitiesOfRecipient activities, FeedbackErasureRepository feedback, FeedbackRollup rollup) {
        this.activities = activities;
        this.feedback = feedback;
        this.rollup = rollup;
    }

    @Override
    public Set<String> columns() {
        return Set.of(
                "activity_feedback.client",
                "activity_feedback.browser",
                "activity_feedback.ip_address",
                "activity_feedback.country",
                "activity_feedback.city",
                "activity_feedback.keywords",
                "activity_feedback.explanation",
                "activity_feedback.responses",
                "activity_feedback.follow_up_actions");
    }

    @Override
    public Uni<Map<String, List<Long>>> find(SqlConnection transaction, CompanyScope scope, Recipient recipient) {
        return activities
                .ids(transaction, scope, recipient)
                .flatMap(ids -> feedback.ofRecipient(transaction, scope, recipient, ids))
                .map(found -> Map.of(FEEDBACK, found));
    }

    @Override
    public Uni<Map<String, List<Object>>> export(SqlConnection transaction, CompanyScope scope, Recipient recipient) {
        return activities
                .ids(transaction, scope, recipient)
                .flatMap(ids -> feedback.export(transaction, scope, recipient, ids))
                .map(found -> Map.of(
                        FEEDBACK,
                        found.stream()
                                .<Object>map(each -> each.shownTo(recipient))
                                .toList()));
    }

    @Override
    public Uni<Map<String, List<Long>>> erase(SqlConnection transaction, CompanyScope scope, Recipient recipient) {
        return activities
                .ids(transaction, scope, recipient)
                .flatMap(ids -> feedback.ofRecipient(transaction, scope, recipient, ids))
                .flatMap(numbers -> feedback.delete(transaction, scope, numbers))
                .call(erased -> rollup.forget(transaction, scope, ActivityFeedback.facts(erased)))
                .map(erased -> Map.of(
                        FEEDBACK,
                        erased.stream().map(ActivityFeedback::number).sorted().toList()));
    }
}
