package org.earshot.feedbackrequest;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import org.earshot.delivery.Channel;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** A company's request for one person's feedback, and how far it has come. Only its verbs move it. */
@Entity
@Table(name = "feedback_request")
@IdClass(FeedbackRequest.Key.class)
@DynamicUpdate
class FeedbackRequest {

    /** For how long the recipient's data are kept, and the link works (W37, W65). */
    static final Duration LIFE = Duration.ofDays(28);

    /** The company first: the data are distributed by it. */
    record Key(long companyId, long id) implements Serializable {}

    @Id
    @Column(name = "company_id")
    long companyId;

    @Id
    long id;

    @Enumerated(EnumType.STRING)
    RequestState state;

    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    Channel channel;

    /** Null once it is redacted, as is all that names the recipient or leads to them. */
    @Nullable
    @Column(updatable = false)
    String destination;

    @Nullable
    @Column(updatable = false)
    String author;

    @Column(updatable = false)
    String platform;

    @Column(name = "treatment_type", updatable = false)
    String treatmentType;

    @Nullable
    @Column(updatable = false)
    String title;

    @Nullable
    @Column(name = "staff_name", updatable = false)
    String staffName;

    @Nullable
    @Column(name = "business_name", updatable = false)
    String businessName;

    @Nullable
    @Column(name = "job_title", updatable = false)
    String jobTitle;

    @Column(name = "link_hash", updatable = false)
    byte @Nullable [] linkHash;

    @Nullable
    @Column(name = "opened_at")
    Instant openedAt;

    /** By when the message had arrived, as far as its recipient shows it; the log of deliveries may know an earlier time. */
    @Nullable
    @Column(name = "sent_at")
    Instant sentAt;

    @Nullable
    @Column(name = "review_id")
    Long reviewId;

    @Nullable
    @Column(name = "review_submitted_at")
    Instant reviewSubmittedAt;

    @Nullable
    @Column(name = "review_moderated_at")
    Instant reviewModeratedAt;

    @Nullable
    @Column(name = "review_published_at")
    Instant reviewPublishedAt;

    boolean published;

    @Nullable
    String failure;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    /** For Hibernate; requests are born in {@link FeedbackRequestRepository#insert}. */
    FeedbackRequest() {}

    /** The recipient saw the page, which also proves that the message arrived. */
    void open(Instant now) {
        Instant at = notBeforeLast(now);
        if (sentAt == null) {
            become(RequestState.SEEN);
            sentAt = at;
            failure = null;
        }
        if (openedAt == null) {
            openedAt = at;
            updatedAt = at;
        }
    }

    /** The recipient answered with a review. */
    void answer(long review, Instant now) {
        open(now);
        become(RequestState.ANSWERED);
        reviewId = review;
        reviewSubmittedAt = notBeforeLast(now);
        updatedAt = reviewSubmittedAt;
    }

    /** Moderators decided on the review; taking a published one back leaves the dates as they are (W40). */
    void moderate(boolean publish, Instant now) {
        Instant at = notBeforeLast(now);
        boolean takenBack = published && !publish;
        if (!takenBack) {
            reviewModeratedAt = at;
        }
        if (publish) {
            reviewPublishedAt = at;
        }
        published = publish;
        updatedAt = at;
    }

    private void become(RequestState next) {
        if (!state.canBecome(next)) {
            throw new IllegalStateException("A request that is " + state + " cannot become " + next);
        }
        state = next;
    }

    /** The sandbox can set its clock back, but no request's history runs backwards. */
    private Instant notBeforeLast(Instant now) {
        return now.isAfter(updatedAt) ? now : updatedAt;
    }
}
