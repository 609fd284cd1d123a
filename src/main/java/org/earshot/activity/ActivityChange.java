package org.earshot.activity;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.earshot.company.Ownership;
import org.earshot.problem.FieldErrors;
import org.earshot.problem.JsonBody;
import org.earshot.template.Questionnaire;

/**
 * What of a piece of feedback is to become another (A25); what a body does not mention stays. Lists replace the whole list.
 *
 * @param mentionsNps whether the score is to change; it is cleared if there is none then
 */
record ActivityChange(
        Optional<Integer> satisfaction,
        Optional<List<FeedbackResponse>> responses,
        boolean mentionsNps,
        Optional<Integer> nps,
        Optional<List<FollowUpAction>> followUpActions,
        Optional<List<String>> namespaces) {

    /** Reads a body, noting every bad field. */
    static ActivityChange parse(JsonBody body, FieldErrors errors) {
        for (String field : List.of(
                NewActivityFeedback.SATISFACTION, FeedbackResponse.FIELD, FollowUpAction.FIELD, Ownership.FIELD)) {
            if (body.mentions(field)) {
                body.demand(List.of(field), errors);
            }
        }
        return new ActivityChange(
                body.whole(
                        NewActivityFeedback.SATISFACTION, NewActivityFeedback.WORST, NewActivityFeedback.BEST, errors),
                mentioned(body, FeedbackResponse.FIELD, () -> FeedbackResponse.parse(body, errors)),
                body.mentions(NewActivityFeedback.NPS),
                body.whole(NewActivityFeedback.NPS, 0, NewActivityFeedback.BEST, errors),
                mentioned(body, FollowUpAction.FIELD, () -> FollowUpAction.parse(body, errors)),
                body.lines(
                        Ownership.FIELD,
                        NewActivityFeedback.MOST_NAMESPACES,
                        NewActivityFeedback.LONGEST_NAMESPACE,
                        errors));
    }

    /** A change of what is to be done, and of nothing else. */
    static ActivityChange of(List<FollowUpAction> followUpActions) {
        return new ActivityChange(
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.of(followUpActions),
                Optional.empty());
    }

    private static <T> Optional<T> mentioned(JsonBody body, String field, Supplier<T> read) {
        return body.mentions(field) ? Optional.of(read.get()) : Optional.empty();
    }

    /** Notes what the template does not allow; that it is no longer active does not matter (A21). */
    void check(Questionnaire questionnaire, FieldErrors errors) {
        if (responses.isPresent() && Items.isGood(FeedbackResponse.FIELD, errors)) {
            questionnaire.check(
                    responses.get().stream().map(FeedbackResponse::answer).toList(), errors);
        }
    }

    /** The same with the labels that Earshot has checked. */
    ActivityChange with(Optional<List<String>> checked) {
        return new ActivityChange(satisfaction, responses, mentionsNps, nps, followUpActions, checked);
    }
}
