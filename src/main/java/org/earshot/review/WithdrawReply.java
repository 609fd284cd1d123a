package org.earshot.review;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.earshot.access.CompanyReach;
import org.earshot.problem.Problem;

/** Takes a reply back; its words are deleted (W72). */
@Singleton
public class WithdrawReply {

    private final ReviewRepository reviews;
    private final ReviewReplyRepository replies;
    private final ReviewEventRepository events;
    private final Clock clock;

    WithdrawReply(ReviewRepository reviews, ReviewReplyRepository replies, ReviewEventRepository events, Clock clock) {
        this.reviews = reviews;
        this.replies = replies;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Deletes the reply to a review, wherever the review stands.
     *
     * @param by who withdraws it, for the log
     * @return the reply as it was, empty if the review is not within reach; fails with NOT_FOUND if it has no reply
     */
    @WithTransaction
    Uni<Optional<ReplyView>> withdraw(CompanyReach reach, ReviewId id, String by) {
        return reviews.whenLocked(
                reach,
                id,
                review -> replies.find(review.scope(reach), review.id)
                        .flatMap(reply -> apply(review, reply.orElseThrow(Problem::notFound), by)));
    }

    private Uni<ReplyView> apply(Review review, ReviewReply reply, String by) {
        ReplyView withdrawn = ReplyView.of(review, reply);
        review.replied(Optional.empty());
        return replies.delete(reply)
                .chain(() -> events.append(
                        List.of(new ReviewEvent(review, ReviewEventKind.REPLY_WITHDRAWN, by, clock.instant())
                                .moved(reply.status, null))))
                .replaceWith(withdrawn);
    }
}
