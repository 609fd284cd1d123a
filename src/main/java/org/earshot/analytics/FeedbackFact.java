package org.earshot.analytics;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of feedback, as far as it is counted.
 *
 * @param satisfaction 1–10
 * @param nps 0–10
 */
public record FeedbackFact(
        Instant createdAt,
        String activityType,
        @Nullable String activityId,
        String rep,
        String templateId,
        int satisfaction,
        @Nullable Integer nps,
        List<AnswerFact> answers) {

    public FeedbackFact {
        answers = List.copyOf(answers);
    }

    /** The day on which it counts, in UTC (A26). */
    LocalDate day() {
        return LocalDate.ofInstant(createdAt, ZoneOffset.UTC);
    }
}
