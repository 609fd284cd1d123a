package org.earshot.activity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Feedback as a table (RFC 4180), a row for each piece. Lists stand in one column each, as JSON: which questions there are
 * is known only at the end. All that is there is quoted, so that a spreadsheet which separates by something else finds no
 * other cells in it; and no text can be a formula.
 */
final class CsvTable implements ExportText {

    static final String EXAMPLE = """
            "_id","createdAt","modifiedAt","company_namespace","activity_type","activity_id","rep","client","template_id",\
            "overall_satisfaction","nps_score","sentiment_analysis.overall_sentiment",\
            "sentiment_analysis.confidence_score","sentiment_analysis.keywords","sentiment_analysis.explanation",\
            "completion_time","completion_rate","session_data.device_type","session_data.browser",\
            "session_data.ip_address","session_data.location.country","session_data.location.city","is_anonymous",\
            "responses","follow_up_actions","SVClient","__v"\r
            "697dbd2800000000000004d2","2026-01-31T09:30:00Z","2026-01-31T09:30:00Z","[""riverside""]","sales_visit",,\
            "rep-7","client-12","after-visit","9",,"positive","0.8","[""helpful""]",\
            "[{""source"":""word"",""text"":""helpful"",""weight"":3.0}]","180","100","mobile","Firefox",,,,"false",\
            "[{""question_id"":""q1"",""question_type"":""text"",""response_value"":""Very helpful""}]","[]","0","0"\r
            """;

    private record Column(String name, Function<ActivityFeedback, @Nullable Object> value) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("_id", ActivityFeedback::id),
            new Column("createdAt", ActivityFeedback::createdAt),
            new Column("modifiedAt", ActivityFeedback::modifiedAt),
            new Column("company_namespace", ActivityFeedback::namespaces),
            new Column("activity_type", ActivityFeedback::activityType),
            new Column("activity_id", ActivityFeedback::activityId),
            new Column("rep", ActivityFeedback::rep),
            new Column("client", ActivityFeedback::client),
            new Column("template_id", ActivityFeedback::templateId),
            new Column("overall_satisfaction", ActivityFeedback::overallSatisfaction),
            new Column("nps_score", ActivityFeedback::npsScore),
            new Column(
                    "sentiment_analysis.overall_sentiment",
                    feedback -> feedback.sentiment().overall()),
            new Column(
                    "sentiment_analysis.confidence_score",
                    feedback -> feedback.sentiment().confidence()),
            new Column(
                    "sentiment_analysis.keywords",
                    feedback -> feedback.sentiment().keywords()),
            new Column(
                    "sentiment_analysis.explanation",
                    feedback -> feedback.sentiment().explanation()),
            new Column("completion_time", ActivityFeedback::completionTime),
            new Column("completion_rate", ActivityFeedback::completionRate),
            new Column(
                    "session_data.device_type", feedback -> feedback.session().deviceType()),
            new Column("session_data.browser", feedback -> feedback.session().browser()),
            new Column("session_data.ip_address", feedback -> feedback.session().ipAddress()),
            new Column("session_data.location.country", feedback -> location(feedback, FeedbackLocation::country)),
            new Column("session_data.location.city", feedback -> location(feedback, FeedbackLocation::city)),
            new Column("is_anonymous", ActivityFeedback::anonymous),
            new Column("responses", ActivityFeedback::responses),
            new Column("follow_up_actions", ActivityFeedback::followUpActions),
            new Column("SVClient", ActivityFeedback::svClient),
            new Column("__v", ActivityFeedback::revision));

    /** What spreadsheets take for the beginning of a formula, or skip on their way to one; also in full width. */
    private static final String BEGINS_A_FORMULA = "=+-@\t\r\n＝＋－＠";

    private static final CsvWriter.CsvWriterBuilder TABLE =
            CsvWriter.builder().quoteStrategy(QuoteStrategies.NON_EMPTY).bufferSize(0);

    private final ObjectMapper json;
    private boolean begun;

    CsvTable(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public byte[] next(List<ActivityFeedback> batch) {
        StringWriter text = new StringWriter();
        CsvWriter table = TABLE.build(text);
        if (!begun) {
            begun = true;
            table.writeRecord(COLUMNS.stream().map(Column::name).toList());
        }
        batch.forEach(feedback -> table.writeRecord(row(feedback)));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private List<@Nullable String> row(ActivityFeedback feedback) {
        List<@Nullable String> cells = new ArrayList<>();
        COLUMNS.forEach(column -> cells.add(cell(column.value().apply(feedback))));
        return cells;
    }

    private @Nullable String cell(@Nullable Object value) {
        if (value instanceof String text) {
            return text.isEmpty() || BEGINS_A_FORMULA.indexOf(text.charAt(0)) < 0 ? text : "'" + text;
        }
        if (value instanceof List<?> list) {
            return asJson(list);
        }
        return value == null ? null : value.toString();
    }

    private String asJson(List<?> list) {
        try {
            return json.writeValueAsString(list);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable String location(
            ActivityFeedback feedback, Function<FeedbackLocation, @Nullable String> part) {
        FeedbackLocation location = feedback.session().location();
        return location == null ? null : part.apply(location);
    }
}
