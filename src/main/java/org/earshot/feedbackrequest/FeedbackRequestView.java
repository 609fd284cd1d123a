package org.earshot.feedbackrequest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.earshot.delivery.Channel;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A feedback request as the company reads it (W32): exactly these keys, absent values as {@code null}. */
@RegisterForReflection
@Schema(name = "FeedbackRequest", description = "A request for feedback and how far it has come")
public record FeedbackRequestView(
        @Schema(description = "Unique number of the request", examples = "1042")
        long id,

        @Schema(
                description = "How the recipient is reached",
                enumeration = {"email", "SMS"})
        String type,

        @Schema(description = "Whether the request is past its 28 days")
        boolean olderThan28Days,

        @Schema(
                description = "The recipient's address, obfuscated; [redacted] after 28 days",
                examples = "j***@e******.com")
        String destination,

        @Schema(description = "Where the request came from") @Nullable
        String source,

        @Schema(
                description = "In healthcare, who paid",
                enumeration = {"Unknown", "N/A", "NHS", "Private"})
        String treatmentType,

        @Schema(
                description = "Where the recipient may post besides our own page",
                enumeration = {"workingfeedback", "google", "facebook", "auto"})
        String platform,

        @Schema(description = "Whether a person opened the page")
        boolean opened,

        @Schema(description = "Whether the message was sent")
        boolean sent,

        @Schema(description = "Whether a review came of it") boolean success,

        @Schema(description = "Whether that review is published")
        boolean published,

        @Schema(description = "How many reminders were sent")
        int reminders,

        @JsonProperty("rv_id") @Schema(name = "rv_id", description = "Number of the review that came of it") @Nullable
        Long reviewId,

        @Schema(description = "Title that the form is pre-filled with") @Nullable
        String title,

        @Schema(description = "The recipient's name; [redacted] after 28 days")
        String author,

        @Schema(description = "The attached JSON object, as text") @Nullable
        String metadata,

        Dates dates) {

    private static final String REDACTED = "[redacted]";

    /** When things happened, in UTC; {@code null} for what has not. */
    @RegisterForReflection
    @Schema(name = "FeedbackRequestDates")
    public record Dates(
            Instant created,
            Instant updated,
            @Nullable Instant sent,
            @Nullable Instant reviewSubmitted,
            @Nullable Instant reviewModerated,
            @Nullable Instant reviewPublished) {}

    private static final String COLUMNS = """
            id, channel, destination, source, treatment_type, platform, opened_at, review_id, published, title, author, \
            metadata, created_at, review_submitted_at, review_moderated_at, review_published_at""";

    /** The columns that {@link #of} reads, of a request that was just stored. */
    static final String COLUMNS_OF_NEW = COLUMNS + ", sent_at, 0::bigint as reminders, updated_at";

    /** What the log of deliveries tells of a request {@code r}; no request's history runs backwards. */
    static final String LOGGED = """
            select min(greatest(l.at, r.created_at)) filter (where l.kind = '%1$s') as sent_at,
                   count(*) filter (where l.kind = '%2$s') as reminders, max(l.at) as last_at
            from delivery_log l
            where l.company_id = r.company_id and l.subject_id = r.id and l.outcome = 'DELIVERED'
              and l.kind in ('%1$s', '%2$s')
            """.formatted(InvitationComposer.KIND, Reminders.KIND);

    /** Selects what {@link #of} reads: the rows of {@code feedback_request r}, with what the log of deliveries tells. */
    static final String SELECT = "select " + COLUMNS + """
            , least(r.sent_at, logged.sent_at) as sent_at, logged.reminders, greatest(r.updated_at, logged.last_at) as updated_at
            from feedback_request r
            cross join lateral (""" + LOGGED + ") logged";

    /**
     * Reads a row of {@link #SELECT} as it looks at this moment: the 28th day redacts by itself (W37). What was erased
     * stays so, though the sandbox may set its clock back.
     */
    static FeedbackRequestView of(Row row, Instant now) {
        Instant created = row.getOffsetDateTime("created_at").toInstant();
        String destination = row.getString("destination");
        boolean old = destination == null || !created.plus(FeedbackRequest.LIFE).isAfter(now);
        Channel channel = Channel.valueOf(row.getString("channel"));
        Long review = row.getLong("review_id");
        return new FeedbackRequestView(
                row.getLong("id"),
                type(channel),
                old,
                old ? REDACTED : new Destination(channel, destination).obfuscated(),
                row.getString("source"),
                row.getString("treatment_type"),
                row.getString("platform"),
                row.getOffsetDateTime("opened_at") != null,
                row.getOffsetDateTime("sent_at") != null,
                review != null,
                row.getBoolean("published"),
                row.getInteger("reminders"),
                review,
                row.getString("title"),
                old ? REDACTED : row.getString("author"),
                row.getString("metadata"),
                new Dates(
                        created.truncatedTo(ChronoUnit.SECONDS),
                        row.getOffsetDateTime("updated_at").toInstant().truncatedTo(ChronoUnit.SECONDS),
                        second(row, "sent_at"),
                        second(row, "review_submitted_at"),
                        second(row, "review_moderated_at"),
                        second(row, "review_published_at")));
    }

    /** How a request would look that is not stored: like a new one, but without a number (W34). */
    static FeedbackRequestView rehearsed(NewFeedbackRequest wanted, Instant now) {
        Instant created = now.truncatedTo(ChronoUnit.SECONDS);
        return new FeedbackRequestView(
                0,
                type(wanted.destination().channel()),
                false,
                wanted.destination().obfuscated(),
                wanted.source(),
                wanted.treatmentType().word(),
                wanted.platform().word(),
                false,
                false,
                false,
                false,
                0,
                null,
                wanted.title(),
                wanted.author(),
                wanted.metadata(),
                new Dates(created, created, null, null, null, null));
    }

    /** The word for a channel (W16). */
    static String type(Channel channel) {
        return channel == Channel.EMAIL ? "email" : "SMS";
    }

    private static @Nullable Instant second(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant().truncatedTo(ChronoUnit.SECONDS);
    }
}
