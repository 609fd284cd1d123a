package org.earshot.activity;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import org.earshot.access.CompanyScope;
import org.earshot.analytics.FeedbackFact;

/** Stores feedback as the service does, but without its checks, its sentiment and its counts. */
public final class StoredFeedback {

    private final ActivityFeedbackRepository feedback;

    public StoredFeedback(Pool pool) {
        this.feedback = new ActivityFeedbackRepository(pool, pool);
    }

    /** Stores feedback that counts as the fact says. */
    public Uni<Void> insert(SqlConnection transaction, CompanyScope scope, FeedbackFact fact) {
        return feedback.insert(transaction, scope, feedback(scope, fact)).replaceWithVoid();
    }

    private static ActivityFeedback feedback(CompanyScope scope, FeedbackFact fact) {
        List<FeedbackResponse> responses = fact.answers().stream()
                .map(answer -> new FeedbackResponse(
                        answer.questionId(), answer.questionText(), "rating", answer.score(), null, answer.score()))
                .toList();
        return new ActivityFeedback(
                "",
                fact.activityType(),
                fact.activityId(),
                fact.rep(),
                "client",
                fact.templateId(),
                fact.satisfaction(),
                responses,
                fact.nps(),
                new FeedbackSentiment("neutral", 0.4, List.of(), List.of()),
                120,
                100,
                new SessionData("mobile", "Firefox", null, null),
                List.of(),
                false,
                List.of("bench"),
                fact.createdAt(),
                fact.createdAt(),
                0,
                0,
                scope.companyId(),
                1);
    }
}
