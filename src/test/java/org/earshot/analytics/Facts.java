package org.earshot.analytics;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.earshot.feedbackrequest.Invited;
import org.earshot.testing.Samples;

/** Feedback and invitations as tests need them: of few kinds, so that much of it has much in common. */
final class Facts {

    static final Instant START = Instant.parse("2031-02-26T00:00:00Z");
    static final int DAYS = 6;
    static final List<String> TYPES = List.of("visit", "call", "it's");
    static final List<String> REPS = List.of("r1", "r2", "r3", "é\"{,}");
    static final List<String> TEMPLATES = List.of("t1", "t2");
    static final List<String> ACTIVITIES = List.of("a1", "a2", "a3", "a4", "a5");

    private Facts() {}

    /** Feedback of some day, about no activity. */
    static FeedbackFact fact(String createdAt, int satisfaction, AnswerFact... answers) {
        return new FeedbackFact(
                Instant.parse(createdAt), "visit", null, "r1", "t1", satisfaction, null, List.of(answers));
    }

    static FeedbackFact any(Samples samples) {
        return new FeedbackFact(
                anyTime(samples),
                samples.oneOf(TYPES),
                samples.between(0, 2) == 0 ? null : samples.oneOf(ACTIVITIES),
                samples.oneOf(REPS),
                samples.oneOf(TEMPLATES),
                samples.between(1, 10),
                anyNps(samples),
                anyAnswers(samples));
    }

    /** The same feedback after a change of all that may change (A25). */
    static FeedbackFact changed(FeedbackFact fact, Samples samples) {
        return new FeedbackFact(
                fact.createdAt(),
                fact.activityType(),
                fact.activityId(),
                fact.rep(),
                fact.templateId(),
                samples.between(1, 10),
                anyNps(samples),
                anyAnswers(samples));
    }

    static List<Invited> anyInvitations(Samples samples, List<Long> requestIds) {
        List<Invited> invitations = new ArrayList<>();
        for (long request : requestIds) {
            invitations.add(new Invited(
                    request,
                    samples.oneOf(ACTIVITIES),
                    samples.between(0, 1) == 0 ? null : samples.oneOf(TYPES),
                    samples.between(0, 1) == 0 ? null : samples.oneOf(REPS),
                    samples.between(0, 1) == 0 ? null : samples.oneOf(TEMPLATES),
                    anyTime(samples)));
        }
        return invitations;
    }

    static Instant anyTime(Samples samples) {
        return START.plus(
                Duration.ofSeconds(samples.between(0L, Duration.ofDays(DAYS).toSeconds() - 1)));
    }

    private static Integer anyNps(Samples samples) {
        return samples.between(0, 3) == 0 ? null : samples.between(0, 10);
    }

    private static List<AnswerFact> anyAnswers(Samples samples) {
        return samples.some(
                0,
                4,
                () -> new AnswerFact(
                        samples.oneOf("q1", "q2", "3:q"),
                        samples.between(0, 2) == 0 ? null : samples.oneOf("How was it?", "How was it", "=", ""),
                        samples.between(0, 2) == 0 ? null : samples.between(-40, 100) / 10.0));
    }
}
