package org.earshot.review;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.earshot.screening.ReviewFlag;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A review as its company and its moderators read it (W46, W48–W54). */
@RegisterForReflection
@Schema(name = "Review", description = "A review, as its company and its moderators read it")
public record ReviewView(
        @Schema(description = "Number of the review, as text", pattern = "T?[0-9]+", examples = "7")
        String id,

        ReviewStatus status,

        @Schema(
                description =
                        "Counts the changes of status, and a dispute; moderation may name the one it was decided on")
        int revision,

        Author author,

        @JsonProperty("has_reply") @Schema(name = "has_reply", description = "Whether a published reply exists")
        boolean hasReply,

        @Schema(description = "Whether the author's name is withheld")
        boolean anonymous,

        String title,
        String text,
        Rating rating,
        Dates dates,

        @Schema(description = "What the automatic screening noticed")
        List<ReviewFlag> flags) {

    /** Who wrote it. */
    @RegisterForReflection
    @Schema(name = "ReviewAuthor")
    record Author(
            @Schema(description = "Empty if the author is anonymous")
            String name,

            @JsonProperty("job_title") @Schema(name = "job_title") @Nullable
            String jobTitle,

            @Nullable String business,

            @Schema(description = "Obfuscated; null if anonymous or asked by text message") @Nullable
            String email) {}

    /** When things happened, in UTC; null for what has not. */
    @RegisterForReflection
    @Schema(name = "ReviewDates")
    record Dates(
            Instant submitted,
            @Nullable Instant published,
            @Nullable Instant rejected,
            @Nullable Instant investigated,
            @Nullable Instant restricted,
            @Nullable Instant escalated,
            @Nullable Instant verified,
            @Nullable Instant moderated,

            @JsonProperty("nhs_submitted") @Schema(name = "nhs_submitted") @Nullable
            Instant nhsSubmitted,

            @JsonProperty("nhs_accepted") @Schema(name = "nhs_accepted") @Nullable
            Instant nhsAccepted,

            @JsonProperty("nhs_rejected") @Schema(name = "nhs_rejected") @Nullable
            Instant nhsRejected) {}

    static ReviewView of(Review review) {
        return new ReviewView(
                review.reviewId().toString(),
                review.status,
                review.revision,
                new Author(
                        review.anonymous ? "" : review.authorName,
                        review.authorJob,
                        review.authorBusiness,
                        review.anonymous ? null : review.authorEmail),
                review.hasReply,
                review.anonymous,
                review.title,
                review.text,
                new Rating(review.score, review.percentage),
                new Dates(
                        review.submittedAt.truncatedTo(ChronoUnit.SECONDS),
                        second(review.publishedAt),
                        second(review.rejectedAt),
                        second(review.investigatedAt),
                        second(review.restrictedAt),
                        second(review.escalatedAt),
                        second(review.verifiedAt),
                        second(review.moderatedAt),
                        second(review.nhsSubmittedAt),
                        second(review.nhsAcceptedAt),
                        second(review.nhsRejectedAt)),
                review.flags());
    }

    static @Nullable Instant second(@Nullable Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.SECONDS);
    }
}
