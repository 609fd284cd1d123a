package org.earshot.review;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import org.earshot.problem.Problem;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** What a company answers to a review. It is as old as its review's {@code replyRevision} says. */
@Entity
@Table(name = "review_reply")
@IdClass(Review.Key.class)
@DynamicUpdate
class ReviewReply {

    @Id
    @Column(name = "company_id")
    long companyId;

    /** The review's. */
    @Id
    @Column(name = "review_id")
    long id;

    @Enumerated(EnumType.STRING)
    ReplyStatus status;

    String text;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    @Nullable
    @Column(name = "moderated_at")
    Instant moderatedAt;

    @Nullable
    @Column(name = "published_at")
    Instant publishedAt;

    /** For Hibernate. */
    ReviewReply() {}

    ReviewReply(Review review, String text, Instant now) {
        this.companyId = review.companyId;
        this.id = review.id;
        this.status = ReplyStatus.PENDING;
        this.text = text;
        this.createdAt = now;
        this.updatedAt = now;
    }

    /** Fails with CONFLICT unless the review is published: a company answers in public, or not at all. */
    static void checkCanBeWritten(Review review) {
        if (review.status != ReviewStatus.PUBLISHED) {
            throw Problem.conflict(
                    "Only a published review can be replied to", Map.of("status", "is " + review.status));
        }
    }

    /** Other words, which no moderator has read. */
    void edit(String words, Instant now) {
        text = words;
        status = ReplyStatus.PENDING;
        updatedAt = now;
        moderatedAt = null;
        publishedAt = null;
    }

    /** Moderators decided. */
    void moderate(ReplyStatus next, Instant now) {
        if (!status.canBecome(next)) {
            throw new IllegalStateException("A reply that is " + status + " cannot become " + next);
        }
        status = next;
        updatedAt = now;
        moderatedAt = now;
        if (next == ReplyStatus.PUBLISHED) {
            publishedAt = now;
        }
    }
}
