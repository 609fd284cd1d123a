package org.earshot.review;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.earshot.access.CompanyId;
import org.earshot.access.CompanyReach;
import org.earshot.access.CompanyScope;
import org.earshot.feedbackrequest.AskedFeedback;
import org.earshot.problem.Problem;
import org.earshot.screening.RepeatedText;
import org.earshot.screening.ReviewFlag;
import org.earshot.screening.Screening;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * What somebody answered. Its author's words never change, unless they come from elsewhere and did so there
 * ({@link ImportReviews}); only its status moves, by its verbs.
 */
@Entity
@Table(name = "review")
@IdClass(Review.Key.class)
@DynamicUpdate
class Review {

    /** The company first: the data are distributed by it. */
    record Key(long companyId, long id) implements Serializable {}

    @Id
    @Column(name = "company_id")
    long companyId;

    @Id
    long id;

    /** The request that it answers; null for a review from elsewhere. */
    @Nullable
    @Column(name = "request_id", updatable = false)
    Long requestId;

    /** Where it comes from, if not from our own page. */
    @Nullable
    @Column(updatable = false)
    String source;

    /** What it is called there. */
    @Nullable
    @Column(name = "source_id", updatable = false)
    String sourceId;

    /** In healthcare, who paid for what it is about (W20); null for a review from elsewhere. */
    @Nullable
    @Column(name = "treatment_type", updatable = false)
    String treatmentType;

    /** Counts the changes of status, disputes, and changed words from elsewhere: nobody decides on what has changed. */
    int revision;

    @Enumerated(EnumType.STRING)
    ReviewStatus status;

    @Column(name = "author_name", updatable = false)
    String authorName;

    /** Obfuscated: the full address is never stored on a review (W49). */
    @Nullable
    @Column(name = "author_email", updatable = false)
    String authorEmail;

    @Nullable
    @Column(name = "author_business", updatable = false)
    String authorBusiness;

    @Nullable
    @Column(name = "author_job", updatable = false)
    String authorJob;

    @Column(updatable = false)
    boolean anonymous;

    @Column(updatable = false)
    String title;

    @Column(updatable = false)
    String text;

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(updatable = false)
    String[] questions;

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(updatable = false)
    Integer[] answers;

    @Column(updatable = false)
    int score;

    @Column(updatable = false)
    int percentage;

    @Column(name = "submitted_at", updatable = false)
    Instant submittedAt;

    @Nullable
    @Column(name = "verified_at")
    Instant verifiedAt;

    @Nullable
    @Column(name = "moderated_at")
    Instant moderatedAt;

    @Nullable
    @Column(name = "published_at")
    Instant publishedAt;

    @Nullable
    @Column(name = "rejected_at")
    Instant rejectedAt;

    @Nullable
    @Column(name = "restricted_at")
    Instant restrictedAt;

    @Nullable
    @Column(name = "investigated_at")
    Instant investigatedAt;

    /** The company disputed it (W51). */
    @Nullable
    @Column(name = "escalated_at")
    Instant escalatedAt;

    @Nullable
    @Column(name = "nhs_submitted_at")
    Instant nhsSubmittedAt;

    @Nullable
    @Column(name = "nhs_accepted_at")
    Instant nhsAcceptedAt;

    @Nullable
    @Column(name = "nhs_rejected_at")
    Instant nhsRejectedAt;

    /** Whether a published reply exists (W52). */
    @Column(name = "has_reply")
    boolean hasReply;

    /** Counts the changes of its reply, also of one that was withdrawn (W72). */
    @Column(name = "reply_revision")
    int replyRevision;

    /** The phases of the screening that noticed something (W73). */
    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(name = "flag_phases")
    String[] flagPhases = {};

    /** What each of them noticed. */
    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(name = "flag_reasons")
    String[] flagReasons = {};

    /** What its text is recognised by when it comes again; null for a text that is too short. */
    @Column(name = "text_fingerprint", updatable = false)
    byte @Nullable [] textFingerprint;

    /** For Hibernate. */
    Review() {}

    /** What it is called. */
    ReviewId reviewId() {
        return new ReviewId(source != null, id);
    }

    /** Its company, which is within the reach that it was found in. */
    CompanyScope scope(CompanyReach reach) {
        return reach.scope(new CompanyId(companyId)).orElseThrow(Problem::notFound);
    }

    /** A review as it is submitted: pending, until it is clear that a person wrote it. */
    Review(long id, AskedFeedback asked, List<String> questions, Answer answer, Instant now) {
        Rating rating = Rating.of(answer.ratings());
        this.companyId = asked.scope().companyId();
        this.id = id;
        this.requestId = asked.requestId();
        this.treatmentType = asked.treatmentType();
        this.revision = 1;
        this.status = ReviewStatus.PENDING;
        // who does not want to be named is not: the request forgets the name within 28 days, and a review would not
        this.authorName = answer.anonymous() ? "" : asked.author();
        this.authorEmail = answer.anonymous() ? null : asked.email().orElse(null);
        this.authorBusiness = asked.business();
        this.authorJob = asked.jobTitle();
        this.anonymous = answer.anonymous();
        this.title = answer.title();
        this.text = answer.text();
        this.questions = questions.toArray(String[]::new);
        this.answers = answer.ratings().toArray(Integer[]::new);
        this.score = rating.score();
        this.percentage = rating.percentage();
        this.submittedAt = now;
        this.textFingerprint = RepeatedText.fingerprint(text).orElse(null);
    }

    /** A person wrote it. */
    void verify(Instant now) {
        become(ReviewStatus.VERIFIED, now);
    }

    /** Moderators decided. */
    void moderate(Decision decision, Instant now) {
        become(decision.status(), now);
        moderatedAt = notBeforeLast(now);
    }

    /** The company disputes it. The status stays, but what moderators decide on has changed. */
    void escalate(Instant now) {
        if (status != ReviewStatus.PUBLISHED || escalatedAt != null) {
            throw new IllegalStateException(
                    "A review that is " + status + " cannot be disputed, nor one for a second time");
        }
        escalatedAt = notBeforeLast(now);
        revision++;
    }

    /** The screening noticed something. */
    void flag(List<ReviewFlag> flags) {
        flagPhases = flags.stream().map(flag -> flag.phase().name()).toArray(String[]::new);
        flagReasons = flags.stream().map(ReviewFlag::reason).toArray(String[]::new);
    }

    /** What the screening noticed. */
    List<ReviewFlag> flags() {
        return IntStream.range(0, flagPhases.length)
                .mapToObj(i -> new ReviewFlag(Screening.Phase.valueOf(flagPhases[i]), flagReasons[i]))
                .toList();
    }

    /** Its reply has changed, and has now this status; none if it was withdrawn. */
    void replied(Optional<ReplyStatus> reply) {
        hasReply = reply.filter(ReplyStatus.PUBLISHED::equals).isPresent();
        replyRevision++;
    }

    private void become(ReviewStatus next, Instant time) {
        if (!status.canBecome(next)) {
            throw new IllegalStateException("A review that is " + status + " cannot become " + next);
        }
        Instant now = notBeforeLast(time);
        status = next;
        revision++;
        switch (next) {
            case PENDING -> throw new IllegalStateException("Nothing becomes pending again");
            case VERIFIED -> verifiedAt = now;
            case PUBLISHED -> publishedAt = now;
            case REJECTED -> rejectedAt = now;
            case RESTRICTED -> restrictedAt = now;
            case UNDER_INVESTIGATION -> investigatedAt = now;
        }
    }

    /** The sandbox can set its clock back, but no review's history runs backwards. */
    Instant notBeforeLast(Instant now) {
        return Stream.of(now, submittedAt, verifiedAt, moderatedAt, escalatedAt)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }
}
