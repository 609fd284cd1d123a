package org.earshot.review;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A reply as its company and its moderators read it (W72). */
@RegisterForReflection
@Schema(name = "Reply", description = "What a company answers to a review")
record ReplyView(
        ReplyStatus status,

        @Schema(description = "Counts the changes of the reply; moderation may name the one it was decided on")
        int revision,

        String text,
        Dates dates) {

    /** When things happened to the words as they are now, in UTC; null for what has not. */
    @RegisterForReflection
    @Schema(name = "ReplyDates")
    record Dates(
            Instant created,
            Instant updated,
            @Nullable Instant moderated,
            @Nullable Instant published) {}

    static ReplyView of(Review review, ReviewReply reply) {
        return new ReplyView(
                reply.status,
                review.replyRevision,
                reply.text,
                new Dates(
                        reply.createdAt.truncatedTo(ChronoUnit.SECONDS),
                        reply.updatedAt.truncatedTo(ChronoUnit.SECONDS),
                        ReviewView.second(reply.moderatedAt),
                        ReviewView.second(reply.publishedAt)));
    }
}
