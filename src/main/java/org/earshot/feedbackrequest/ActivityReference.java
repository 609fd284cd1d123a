package org.earshot.feedbackrequest;

import org.earshot.problem.FieldErrors;
import org.jspecify.annotations.Nullable;

/** The activity that a request asks about, in the words of the Activity Feedback API, as far as it is named (W34a). */
record ActivityReference(
        @Nullable String activityId,
        @Nullable String activityType,
        @Nullable String rep,
        @Nullable String templateId) {

    private static final int ID_LENGTH = 64;
    private static final int WORD_LENGTH = 200;

    static ActivityReference parse(RequestFields fields, FieldErrors errors) {
        return new ActivityReference(
                fields.line("activity_id", ID_LENGTH, errors),
                fields.line("activity_type", WORD_LENGTH, errors),
                fields.line("rep", WORD_LENGTH, errors),
                fields.line("template_id", ID_LENGTH, errors));
    }
}
