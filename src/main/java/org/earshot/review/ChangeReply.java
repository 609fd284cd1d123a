package org.earshot.review;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.earshot.access.CompanyReach;
import org.earshot.problem.Problem;

/** Puts a reply into other words, which moderators have to read again (W72). */
@Singleton
public class ChangeReply {

    private final ReviewRepository reviews;
    private final ReviewReplyRepository replies;
    private final ReviewEventRepository events;
    private final Clock clock;

    ChangeReply(ReviewRepository reviews, ReviewReplyRepository replies, ReviewEventRepository events, Clock clock) {
        this.reviews = reviews;
        this.replies = replies;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Changes the reply to a review.
     *
     * @param by who changes it, for the log
     * @return the reply as it is now, empty if the review is not within reach; fails with NOT_FOUND if it has no reply,
     *     with CONFLICT if it is not published
     */
    @WithTransaction
    Uni<Optional<ReplyView>> change(CompanyReach reach, ReviewId id, ReplyText words, String by) {
        return reviews.whenLocked(
                reach,
                id,
                review -> replies.find(review.scope(reach), review.id)
                        .flatMap(reply -> apply(review, reply.orElseThrow(Problem::notFound), words, by)));
    }

    private Uni<ReplyView> apply(Review review, ReviewReply reply, ReplyText words, String by) {
        ReviewReply.checkCanBeWritten(review);
        Instant now = clock.instant();
        ReplyStatus before = reply.status;
        reply.edit(words.text(), now);
        review.replied(Optional.of(reply.status));
        return events.append(List.of(
                        new ReviewEvent(review, ReviewEventKind.REPLY_EDITED, by, now).moved(before, reply.status)))
                .map(done -> ReplyView.of(review, reply));
    }
}
