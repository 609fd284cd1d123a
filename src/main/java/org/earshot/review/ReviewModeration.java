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

/** One decision of a moderator, and why; never changed, never deleted. */
@Entity
@Table(name = "review_moderation")
@IdClass(Review.Key.class)
@Immutable
class ReviewModeration {

    @Id
    @Column(name = "company_id")
    long companyId;

    @Id
    long id;

    @Column(name = "review_id")
    long reviewId;

    String moderator;

    @Enumerated(EnumType.STRING)
    @Column(name = "from_status")
    ReviewStatus from;

    @Enumerated(EnumType.STRING)
    @Column(name = "to_status")
    ReviewStatus to;

    @Nullable
    String reason;

    Instant at;

    /** For Hibernate. */
    ReviewModeration() {}

    ReviewModeration(long id, Review review, ReviewStatus from, String moderator, @Nullable String reason, Instant at) {
        this.companyId = review.companyId;
        this.id = id;
        this.reviewId = review.id;
        this.moderator = moderator;
        this.from = from;
        this.to = review.status;
        this.reason = reason;
        this.at = at;
    }
}
