package org.earshot.activity;

import java.util.List;
import java.util.Optional;
import org.earshot.company.Ownership;
import org.earshot.problem.FieldErrors;
import org.earshot.problem.JsonBody;
import org.earshot.template.Questionnaire;
import org.jspecify.annotations.Nullable;

/**
 * Feedback that a caller wants recorded (A12–A17), as far as it can be read: what is bad was noted, and stands here as if
 * it were missing. What the server makes itself is not read at all (A15).
 *
 * @param namespaces the company's, and labels; empty if none are given
 */
record NewActivityFeedback(
        String activityType,
        @Nullable String activityId,
        String rep,
        @Nullable String client,
        String templateId,
        int overallSatisfaction,
        List<FeedbackResponse> responses,
        @Nullable Integer npsScore,
        @Nullable Integer completionTime,
        SessionData session,
        boolean anonymous,
        Optional<List<String>> namespaces) {

    static final int LONGEST_ID = 64;
    static final int LONGEST_WORD = 200;
    static final int MOST_NAMESPACES = 100;
    static final int LONGEST_NAMESPACE = 100;

    static final String SATISFACTION = "overall_satisfaction";
    static final int WORST = 1;
    static final int BEST = 10;
    static final String NPS = "nps_score";

    private static final String ACTIVITY_TYPE = "activity_type";
    private static final String REP = "rep";
    private static final String TEMPLATE = "template_id";
    private static final String ANONYMOUS = "is_anonymous";

    /** Reads a body, noting every bad field. */
    static NewActivityFeedback parse(JsonBody body, UserAgent agent, FieldErrors errors) {
        body.demand(List.of(ACTIVITY_TYPE, REP, TEMPLATE, SATISFACTION), errors);
        return new NewActivityFeedback(
                body.line(ACTIVITY_TYPE, LONGEST_WORD, errors).orElse(""),
                body.line("activity_id", LONGEST_ID, errors).orElse(null),
                body.line(REP, LONGEST_ID, errors).orElse(""),
                body.line("client", LONGEST_ID, errors).orElse(null),
                body.line(TEMPLATE, LONGEST_ID, errors).orElse(""),
                body.whole(SATISFACTION, WORST, BEST, errors).orElse(WORST),
                FeedbackResponse.parse(body, errors),
                body.whole(NPS, 0, BEST, errors).orElse(null),
                body.whole("completion_time", 0, Integer.MAX_VALUE, errors).orElse(null),
                SessionData.parse(body, errors).orElse(agent),
                body.flag(ANONYMOUS, errors).orElse(false),
                body.lines(Ownership.FIELD, MOST_NAMESPACES, LONGEST_NAMESPACE, errors));
    }

    /** Notes what the template does not allow (A20, A21); answers that cannot be read were noted before. */
    void check(Questionnaire questionnaire, FieldErrors errors) {
        if (!questionnaire.active()) {
            errors.add(TEMPLATE, "names a template that is not active");
        }
        if (anonymous && !questionnaire.anonymousAllowed()) {
            errors.add(ANONYMOUS, "is not allowed by the template");
        }
        if (Items.isGood(FeedbackResponse.FIELD, errors)) {
            questionnaire.check(responses.stream().map(FeedbackResponse::answer).toList(), errors);
        }
    }
}
