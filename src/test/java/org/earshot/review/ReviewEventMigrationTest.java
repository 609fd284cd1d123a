package org.earshot.review;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import javax.sql.DataSource;
import org.earshot.testing.Database;
import org.earshot.testing.OldSchema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What moderators decided before there was a history is in it. */
@QuarkusTest
@Tag("W70")
class ReviewEventMigrationTest {

    private static final String SCHEMA = "before_review_event";

    @Inject
    DataSource dataSource;

    private OldSchema schema;

    @BeforeEach
    void beforeIt() {
        schema = new OldSchema(dataSource, SCHEMA);
    }

    @AfterEach
    void dropIt() {
        schema.close();
    }

    @Test
    void decisionsMoveIntoTheHistory() {
        Database database = new Database(dataSource);
        schema.migrateTo("6");
        database.run("insert into " + SCHEMA + ".company values (1, 'one', '2026-01-01T00:00:00Z')");
        database.run("""
                insert into before_review_event.review (company_id, id, source, source_id, revision, status, author_name,
                    anonymous, title, text, questions, answers, score, percentage, submitted_at, published_at)
                values (1, 8, 'google', 'x', 1, 'PUBLISHED', 'Jane', false, '', '', '{}', '{}', 5, 100,
                    '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z')
                """);
        database.run("""
                insert into before_review_event.feedback_request (company_id, id, state, channel, destination, author,
                    platform, treatment_type, link_key_version, link_hash, created_at, updated_at)
                values (1, 5, 'QUEUED', 'EMAIL', 'jane@example.com', 'Jane', 'auto', 'N/A', 1, '\\x01',
                    '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z')
                """);
        database.run("""
                insert into before_review_event.review (company_id, id, request_id, revision, status, author_name,
                    anonymous, title, text, questions, answers, score, percentage, submitted_at, verified_at,
                    published_at, rejected_at)
                values (1, 7, 5, 4, 'REJECTED', 'Jane', false, '', '', '{q}', '{5}', 5, 100,
                    '2026-01-02T00:00:00Z', '2026-01-02T00:00:00Z', '2026-01-03T00:00:00Z', '2026-01-04T00:00:00Z')
                """);
        database.run("""
                insert into before_review_event.review_moderation values
                    (1, 2, 7, 'mod', 'PUBLISHED', 'REJECTED', 'no longer', '2026-01-04T00:00:00Z'),
                    (1, 1, 7, 'mod', 'VERIFIED', 'PUBLISHED', null, '2026-01-03T00:00:00Z')
                """);
        schema.migrateTo("8");
        assertEquals(
                List.of(
                        "7 SUBMITTED author null PENDING null 2026-01-02",
                        "7 VERIFIED author PENDING VERIFIED null 2026-01-02",
                        "7 MODERATED mod VERIFIED PUBLISHED null 2026-01-03",
                        "7 MODERATED mod PUBLISHED REJECTED no longer 2026-01-04"),
                database.rows("""
                        select review_id, event, actor, from_status, to_status, reason,
                            to_char(at at time zone 'UTC', 'YYYY-MM-DD')
                        from before_review_event.review_event order by id
                        """));
    }
}
