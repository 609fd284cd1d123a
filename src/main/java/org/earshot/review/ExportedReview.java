package org.earshot.review;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A review with all that is kept of its author, for the author (W79). */
@RegisterForReflection
record ExportedReview(
        long id,
        long request,
        ReviewStatus status,
        Author author,
        boolean anonymous,
        String title,
        String text,
        List<Rated> answers,
        Rating rating,
        Instant submitted,
        @Nullable Instant published,
        List<Step> history) {

    /** Who wrote it; without a name if they are anonymous, since none is kept then. */
    @RegisterForReflection
    record Author(
            String name,
            @Nullable String jobTitle,
            @Nullable String business,
            @Nullable String email) {}

    /** A question, and how it was answered. */
    @RegisterForReflection
    record Rated(String question, int stars) {}

    /** What became of it, and why; not who decided, which is about somebody else. */
    @RegisterForReflection
    record Step(
            @JsonIgnore long review,
            String event,
            @Nullable String status,
            @Nullable String reason,
            Instant at) {

        static Step of(Row row) {
            return new Step(
                    row.getLong("review_id"),
                    row.getString("event"),
                    row.getString("to_status"),
                    row.getString("reason"),
                    row.getOffsetDateTime("at").toInstant().truncatedTo(ChronoUnit.SECONDS));
        }
    }

    /** The columns that {@link #of} reads. */
    static final String COLUMNS = """
            id, request_id, status, author_name, author_job, author_business, author_email, anonymous, title, text, \
            questions, answers, score, percentage, submitted_at, published_at""";

    static ExportedReview of(Row row, List<Step> history) {
        OffsetDateTime published = row.getOffsetDateTime("published_at");
        return new ExportedReview(
                row.getLong("id"),
                row.getLong("request_id"),
                ReviewStatus.valueOf(row.getString("status")),
                new Author(
                        row.getString("author_name"),
                        row.getString("author_job"),
                        row.getString("author_business"),
                        row.getString("author_email")),
                row.getBoolean("anonymous"),
                row.getString("title"),
                row.getString("text"),
                rated(row.getArrayOfStrings("questions"), row.getArrayOfIntegers("answers")),
                new Rating(row.getInteger("score"), row.getInteger("percentage")),
                row.getOffsetDateTime("submitted_at").toInstant().truncatedTo(ChronoUnit.SECONDS),
                published == null ? null : published.toInstant().truncatedTo(ChronoUnit.SECONDS),
                history);
    }

    private static List<Rated> rated(String[] questions, Integer[] answers) {
        List<Rated> rated = new ArrayList<>();
        for (int i = 0; i < questions.length; i++) {
            rated.add(new Rated(questions[i], answers[i]));
        }
        return rated;
    }
}
