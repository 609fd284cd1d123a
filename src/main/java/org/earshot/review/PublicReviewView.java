package org.earshot.review;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A published review as anybody reads it: exactly these fields (W47). */
@RegisterForReflection
@Schema(name = "PublicReview", description = "A published review, as anybody reads it")
record PublicReviewView(
        String id,
        ReviewStatus status,
        Author author,

        @JsonProperty("has_reply") @Schema(name = "has_reply")
        boolean hasReply,

        boolean anonymous,
        String title,
        String text,
        Rating rating,
        Dates dates) {

    /** Who wrote it; nothing of an anonymous author (W50). */
    @RegisterForReflection
    @Schema(name = "PublicReviewAuthor")
    record Author(
            String name,

            @JsonProperty("job_title") @Schema(name = "job_title") @Nullable
            String jobTitle,

            @Nullable String business) {}

    /** When it was written, and when it became public. */
    @RegisterForReflection
    @Schema(name = "PublicReviewDates")
    record Dates(Instant submitted, @Nullable Instant published) {}

    static PublicReviewView of(Review review) {
        ReviewView whole = ReviewView.of(review);
        ReviewView.Author author = whole.author();
        return new PublicReviewView(
                whole.id(),
                whole.status(),
                review.anonymous
                        ? new Author("", null, null)
                        : new Author(author.name(), author.jobTitle(), author.business()),
                whole.hasReply(),
                whole.anonymous(),
                whole.title(),
                whole.text(),
                whole.rating(),
                new Dates(whole.dates().submitted(), whole.dates().published()));
    }
}
