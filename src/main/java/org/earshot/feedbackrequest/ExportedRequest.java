package org.earshot.feedbackrequest;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.earshot.company.Recipient;
import org.earshot.delivery.Channel;
import org.jspecify.annotations.Nullable;

/**
 * A request with all that is still kept of its recipient, for the recipient (W79).
 *
 * @param destination obfuscated like everywhere (W36), from what the caller says it is: it may be erased already
 * @param author null after 28 days, as are business and job, whether or not they are erased yet
 */
@RegisterForReflection
record ExportedRequest(
        long id,
        String type,
        String destination,
        @Nullable String author,
        @Nullable String title,
        @Nullable String staffName,
        @Nullable String businessName,
        @Nullable String jobTitle,
        @Nullable String source,
        @Nullable String metadata,
        String platform,
        String treatmentType,
        int reminders,
        @Nullable Long review,
        Instant created,
        @Nullable Instant sent,
        @Nullable Instant opened,
        @Nullable Instant reviewSubmitted,
        @Nullable Instant redacted) {

    /** Selects what {@link #of} reads: the rows of {@code feedback_request r}, with what the log of deliveries tells. */
    static final String SELECT = """
            select id, channel, author, title, staff_name, business_name, job_title, source, metadata, platform, \
            treatment_type, logged.reminders, review_id, created_at, least(r.sent_at, logged.sent_at) as sent_at, opened_at, \
            review_submitted_at, redacted_at
            from feedback_request r
            cross join lateral (""" + FeedbackRequestView.LOGGED + ") logged";

    static ExportedRequest of(Row row, Recipient recipient, Instant now) {
        Instant created = row.getOffsetDateTime("created_at").toInstant();
        boolean old = !created.plus(FeedbackRequest.LIFE).isAfter(now);
        return new ExportedRequest(
                row.getLong("id"),
                FeedbackRequestView.type(Channel.valueOf(row.getString("channel"))),
                recipient.shown(),
                old ? null : row.getString("author"),
                row.getString("title"),
                row.getString("staff_name"),
                old ? null : row.getString("business_name"),
                old ? null : row.getString("job_title"),
                row.getString("source"),
                row.getString("metadata"),
                row.getString("platform"),
                row.getString("treatment_type"),
                row.getInteger("reminders"),
                row.getLong("review_id"),
                created.truncatedTo(ChronoUnit.SECONDS),
                second(row, "sent_at"),
                second(row, "opened_at"),
                second(row, "review_submitted_at"),
                second(row, "redacted_at"));
    }

    private static @Nullable Instant second(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant().truncatedTo(ChronoUnit.SECONDS);
    }
}
