package org.earshot.review;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** All that happened to a review, oldest first (W70). */
@RegisterForReflection
@Schema(name = "ReviewHistory", description = "All that happened to a review, oldest first")
record ReviewHistoryView(List<Entry> history) {

    /** One thing that happened. */
    @RegisterForReflection
    @Schema(name = "ReviewHistoryEntry")
    record Entry(
            ReviewEventKind event,
            Instant at,

            @Schema(description = "Who did it: author, screening, or the subject of the token that was used")
            String by,

            @Schema(
                    description =
                            "Status of the review, or of its reply, before; null if there was none, or none changed")
            @Nullable
            String from,

            @Schema(description = "The status after it") @Nullable
            String to,

            @Nullable String reason) {}

    static ReviewHistoryView of(List<ReviewEvent> events) {
        return new ReviewHistoryView(events.stream()
                .map(event -> new Entry(
                        event.event,
                        event.at.truncatedTo(ChronoUnit.SECONDS),
                        event.actor,
                        event.from,
                        event.to,
                        event.reason))
                .toList());
    }
}
