package org.earshot.review;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** Something that happened to a review, who did it, and why; never changed, and deleted only with its review. */
@Entity
@Table(name = "review_event")
@IdClass(Review.Key.class)
@Immutable
class ReviewEvent {

    /** Who did what nobody with a token did. */
    static final String AUTHOR = "author";

    static final String SCREENING = "screening";

    @Id
    @Column(name = "company_id")
    long companyId;

    @Id
    long id;

    @Column(name = "review_id")
    long reviewId;

    @Enumerated(EnumType.STRING)
    ReviewEventKind event;

    String actor;

    @Nullable
    @Column(name = "from_status")
    String from;

    @Nullable
    @Column(name = "to_status")
    String to;

    @Nullable
    String reason;

    Instant at;

    /** For Hibernate. */
    ReviewEvent() {}

    ReviewEvent(Review review, ReviewEventKind event, String actor, Instant now) {
        this.companyId = review.companyId;
        this.reviewId = review.id;
        this.event = event;
        this.actor = actor;
        this.at = review.notBeforeLast(now);
    }

    /** It moved the review, or its reply, from one status to another; null where there is none. */
    ReviewEvent moved(@Nullable Enum<?> before, @Nullable Enum<?> after) {
        from = before == null ? null : before.name();
        to = after == null ? null : after.name();
        return this;
    }

    /** It had a reason. */
    ReviewEvent because(@Nullable String why) {
        reason = why;
        return this;
    }
}
