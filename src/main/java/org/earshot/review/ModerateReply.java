package org.earshot.review;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.earshot.access.CompanyReach;
import org.earshot.problem.Problem;

/** Decides, as a moderator, whether the public reads a reply (W72). */
@Singleton
public class ModerateReply {

    private final ReviewRepository reviews;
    private final ReviewReplyRepository replies;
    private final ReviewEventRepository events;
    private final Clock clock;

    ModerateReply(ReviewRepository reviews, ReviewReplyRepository replies, ReviewEventRepository events, Clock clock) {
        this.reviews = reviews;
        this.replies = replies;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Applies a decision.
     *
     * @param moderator who decides, for the log
     * @return the reply as it is now, empty if the review is not within reach; fails with NOT_FOUND if it has no reply,
     *     with CONFLICT if the decision was taken already, or on an older revision
     */
    @WithTransaction
    Uni<Optional<ReplyView>> moderate(CompanyReach reach, ReviewId id, ReplyModeration moderation, String moderator) {
        return reviews.whenLocked(
                reach,
                id,
                review -> replies.find(review.scope(reach), review.id)
                        .flatMap(reply -> apply(review, reply.orElseThrow(Problem::notFound), moderation, moderator)));
    }

    private Uni<ReplyView> apply(Review review, ReviewReply reply, ReplyModeration moderation, String moderator) {
        checkIsOpen(review, reply, moderation);
        Instant now = clock.instant();
        ReplyStatus before = reply.status;
        reply.moderate(moderation.status(), now);
        review.replied(Optional.of(reply.status));
        return events.append(List.of(new ReviewEvent(review, ReviewEventKind.REPLY_MODERATED, moderator, now)
                        .moved(before, reply.status)
                        .because(moderation.reason())))
                .map(done -> ReplyView.of(review, reply));
    }

    private static void checkIsOpen(Review review, ReviewReply reply, ReplyModeration moderation) {
        Integer revision = moderation.revision();
        if (revision != null && revision != review.replyRevision) {
            throw Problem.conflict(
                    "The reply has changed since you read it",
                    Map.of("revision", "is " + review.replyRevision + " by now"));
        }
        if (!reply.status.canBecome(moderation.status())) {
            throw Problem.conflict(
                    "This decision is not possible for a reply that is " + reply.status,
                    Map.of("decision", reply.status == ReplyStatus.PUBLISHED ? "can be reject" : "can be publish"));
        }
    }
}
