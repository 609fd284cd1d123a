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

/** Answers a published review on behalf of its company; moderators read the reply before the public does (W72). */
@Singleton
public class WriteReply {

    private final ReviewRepository reviews;
    private final ReviewReplyRepository replies;
    private final ReviewEventRepository events;
    private final Clock clock;

    WriteReply(ReviewRepository reviews, ReviewReplyRepository replies, ReviewEventRepository events, Clock clock) {
        this.reviews = reviews;
        this.replies = replies;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Writes the one reply of a review.
     *
     * @param by who writes, for the log
     * @return the reply, empty if the review is not within reach; fails with CONFLICT if the review is not published,
     *     or has a reply
     */
    @WithTransaction
    Uni<Optional<ReplyView>> write(CompanyReach reach, ReviewId id, ReplyText words, String by) {
        return reviews.whenLocked(
                reach,
                id,
                review -> replies.find(review.scope(reach), review.id).flatMap(reply -> {
                    if (reply.isPresent()) {
                        throw Problem.conflict("The review has a reply already", Map.of("reply", "can be changed"));
                    }
                    ReviewReply.checkCanBeWritten(review);
                    return store(review, words, by);
                }));
    }

    private Uni<ReplyView> store(Review review, ReplyText words, String by) {
        Instant now = clock.instant();
        ReviewReply reply = new ReviewReply(review, words.text(), now);
        review.replied(Optional.of(reply.status));
        return replies.persist(reply)
                .chain(() -> events.append(List.of(
                        new ReviewEvent(review, ReviewEventKind.REPLY_WRITTEN, by, now).moved(null, reply.status))))
                .map(done -> ReplyView.of(review, reply));
    }
}
