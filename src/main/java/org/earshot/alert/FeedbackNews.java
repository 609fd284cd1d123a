package org.earshot.alert;

import io.quarkus.qute.TemplateData;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an alert tells of a piece of feedback (A34); what is long is cut.
 *
 * @param id the feedback's {@code _id}
 * @param rating 1–10
 * @param nps 0–10
 * @param client never there if the feedback is anonymous
 * @param at when it was recorded, or changed
 * @param sentiment such as {@code very_negative}
 * @param answers the first ones
 * @param answered how many answers there are in all
 */
@TemplateData
@RegisterForReflection
public record FeedbackNews(
        String id,
        int rating,
        @Nullable Integer nps,
        String activityType,
        @Nullable String activityId,
        String rep,
        @Nullable String client,
        String template,
        Instant at,
        String sentiment,
        List<Answer> answers,
        int answered) {

    private static final int MOST_ANSWERS = 30;

    /** A question in its words, and what was answered to it. */
    @TemplateData
    @RegisterForReflection
    public record Answer(String question, String said) {

        private static final int LONGEST_QUESTION = 200;
        private static final int LONGEST_ANSWER = 800;

        public Answer {
            question = cut(question, LONGEST_QUESTION);
            said = cut(said, LONGEST_ANSWER);
        }

        private static String cut(String text, int longest) {
            return text.codePointCount(0, text.length()) <= longest
                    ? text
                    : text.substring(0, text.offsetByCodePoints(0, longest - 1)) + "…";
        }
    }

    public FeedbackNews {
        answers = List.copyOf(answers.subList(0, Math.min(answers.size(), MOST_ANSWERS)));
    }

    /** How many answers are left out. */
    public int more() {
        return answered - answers.size();
    }
}
