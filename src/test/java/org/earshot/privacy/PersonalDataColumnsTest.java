package org.earshot.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.arc.All;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.earshot.company.PersonalData;
import org.earshot.testing.Database;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every text that is stored is either somebody's, and then some package can erase it, or stands here with a reason. */
@QuarkusTest
@Tag("W79")
@Tag("schema")
class PersonalDataColumnsTest {

    private static final String WORD = "one of a few words of ours";

    /** Columns with text that is nobody's, and why. A new column belongs here, or to a {@link PersonalData}. */
    private static final Map<String, String> NOBODYS = Map.ofEntries(
            Map.entry("company.namespace", "the company's"),
            Map.entry("company_settings.document", "the company's; holds nothing of recipients"),
            Map.entry("outbox.kind", WORD),
            Map.entry("outbox.channel", WORD),
            Map.entry("delivery_log.kind", WORD),
            Map.entry("delivery_log.channel", WORD),
            Map.entry("delivery_log.outcome", WORD),
            Map.entry("outbox.outcome", WORD),
            Map.entry("feedback_request.state", WORD),
            Map.entry("feedback_request.channel", WORD),
            Map.entry("feedback_request.platform", WORD),
            Map.entry("feedback_request.treatment_type", WORD),
            Map.entry("feedback_request.activity_id", "what the company calls its activity"),
            Map.entry("feedback_request.activity_type", "what the company calls its kind of activity"),
            Map.entry("feedback_request.rep", "what the company calls who acted for it"),
            Map.entry("feedback_request.template_id", "what the company calls its template"),
            Map.entry("feedback_template.namespaces", "the company's and its labels"),
            Map.entry("feedback_template.name", "the company's"),
            Map.entry("feedback_template.description", "the company's"),
            Map.entry("feedback_template.category", "the company's"),
            Map.entry("feedback_template.template_type", WORD),
            Map.entry("feedback_template.styling", "the company's"),
            Map.entry(
                    "feedback_template.notifications",
                    "whom of its own people the company wants to be told, by addresses of their work; it puts them in and"
                            + " takes them out itself, no version keeps them, and they go with the template"),
            Map.entry("feedback_template_version.document", "what the company asks; holds nothing of anybody"),
            Map.entry("analytics_delta.activity_type", "what the company calls its kind of activity"),
            Map.entry("analytics_delta.rep", "what the company calls who acted for it"),
            Map.entry("analytics_delta.template_id", "what the company calls its template"),
            Map.entry("analytics_delta.question_ids", "what the company calls its questions"),
            Map.entry("analytics_delta.question_texts", "the company's questions"),
            Map.entry("analytics_count.dimension", WORD),
            Map.entry("analytics_count.value", "a kind of activity, who acted for the company, or a template"),
            Map.entry("analytics_answer_count.dimension", WORD),
            Map.entry("analytics_answer_count.value", "a kind of activity, who acted for the company, or a template"),
            Map.entry("analytics_question.question_id", "what the company calls its question"),
            Map.entry("analytics_question.question_text", "the company's question"),
            Map.entry("analytics_activity.activity_id", "what the company calls its activity"),
            Map.entry("analytics_activity.activity_type", "what the company calls its kind of activity"),
            Map.entry("analytics_activity.rep", "what the company calls who acted for it"),
            Map.entry("analytics_activity.template_id", "what the company calls its template"),
            Map.entry("analytics_invitation.activity_id", "what the company calls its activity"),
            Map.entry("analytics_invitation.activity_type", "what the company calls its kind of activity"),
            Map.entry("analytics_invitation.rep", "what the company calls who acted for it"),
            Map.entry("analytics_invitation.template_id", "what the company calls its template"),
            Map.entry("activity_feedback.activity_type", "what the company calls its kind of activity"),
            Map.entry("activity_feedback.activity_id", "what the company calls its activity"),
            Map.entry("activity_feedback.rep", "what the company calls who acted for it"),
            Map.entry("activity_feedback.template_id", "what the company calls its template"),
            Map.entry("activity_feedback.namespaces", "the companies'"),
            Map.entry("activity_feedback.device_type", WORD),
            Map.entry("activity_feedback.sentiment", WORD),
            Map.entry(
                    "feedback_alert.recipient",
                    "one of the company's own people, by the address of their work, as the template names them; erased"
                            + " when the message has left"),
            Map.entry("feedback_alert.document", "the feedback as it came; erased when the message has left"),
            Map.entry("follow_up_action.status", WORD),
            Map.entry("follow_up_action.action_type", WORD),
            Map.entry("follow_up_action.priority", WORD),
            Map.entry("follow_up_action.assigned_to", "who is to do something for the company"),
            Map.entry("follow_up_action.rep", "what the company calls who acted for it"),
            Map.entry("follow_up_action.namespaces", "the companies'"),
            Map.entry("follow_up_action.place", "a day, numbers and a name of ours"),
            Map.entry("idempotency_key.key", "what a company's program calls its own call"),
            Map.entry("review.status", WORD),
            Map.entry("review.questions", "the company's"),
            Map.entry("review.source", "where a review from elsewhere comes from; such came without an address"),
            Map.entry("review.source_id", "what a review from elsewhere is called there"),
            Map.entry("review.treatment_type", WORD),
            Map.entry("review.flag_phases", WORD),
            Map.entry("review_event.event", WORD),
            Map.entry("review_event.actor", "a token's subject: who decided, which the log is for"),
            Map.entry("review_event.from_status", WORD),
            Map.entry("review_event.to_status", WORD),
            Map.entry("review_reply.status", WORD),
            Map.entry("suppression.reason", WORD),
            Map.entry("personal_token.id", "a name of ours"),
            Map.entry("personal_token.name", "the company's"),
            Map.entry("personal_token.scope", "words of ours"),
            Map.entry("personal_token.created_by", "a token's subject"),
            Map.entry("rate_limit.period", WORD),
            Map.entry("privacy_log.action", WORD),
            Map.entry("privacy_log.actor", "a token's subject: who erased, which the log is for"),
            Map.entry("privacy_log.counts", "numbers by kind of record"));

    @Inject
    @All
    List<PersonalData> all;

    @Inject
    DataSource dataSource;

    @Test
    void everyTextColumnIsClaimedOrNobodys() {
        Map<String, Integer> claims = new TreeMap<>();
        all.forEach(data -> data.columns().forEach(column -> claims.merge(column, 1, Integer::sum)));
        NOBODYS.keySet().forEach(column -> claims.merge(column, 1, Integer::sum));
        Set<String> stored = new TreeSet<>(new Database(dataSource).rows("""
                select c.table_name || '.' || c.column_name
                from information_schema.columns c
                join information_schema.tables t using (table_schema, table_name)
                where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
                  and c.table_name <> 'flyway_schema_history'
                  and c.udt_name in ('text', '_text', 'varchar', '_varchar', 'bpchar', 'json', 'jsonb', '_jsonb', 'xml')
                """));
        assertEquals(stored, claims.keySet());
        claims.forEach((column, times) -> assertEquals(1, times, column + " is claimed more than once"));
    }

    @Test
    void higherPackagesAreAskedFirst() {
        List<String> packages = all.stream()
                .map(data -> data.getClass().getPackageName())
                .map(name -> name.substring(name.lastIndexOf('.') + 1))
                .toList();
        assertTrue(packages.indexOf("activity") < packages.indexOf("feedbackrequest"), packages.toString());
        assertTrue(packages.indexOf("review") < packages.indexOf("feedbackrequest"), packages.toString());
    }
}
