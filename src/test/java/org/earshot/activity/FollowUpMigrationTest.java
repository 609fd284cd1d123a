package org.earshot.activity;

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

/** What was to be done before there was a list of it is in it. */
@QuarkusTest
@Tag("A32")
class FollowUpMigrationTest {

    private static final String SCHEMA = "before_follow_up_action";

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
    void actionsMoveIntoTheList() {
        Database database = new Database(dataSource);
        schema.migrateTo("18");
        database.run("insert into before_follow_up_action.company values (1, 'one', '2026-01-01T00:00:00Z')");
        database.run("""
                insert into before_follow_up_action.activity_feedback (company_id, id, created_at, modified_at, revision,
                    sv_client, activity_type, rep, template_id, template_version, overall_satisfaction, completion_rate,
                    is_anonymous, namespaces, sentiment, sentiment_confidence, keywords, explanation, responses,
                    follow_up_actions)
                select 1, id, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', 0, 0, 'visit', 'rep-7', 't', 0, 8, 100,
                    false, '{one}', 'neutral', 0, '{}', '[]', '[]', actions
                from (values (6, '[]'::jsonb), (7, '[
                    {"action_type": "visit", "status": "completed"},
                    {"action_type": "call", "status": "pending", "priority": "high", "assigned_to": "rep-9",
                     "due_date": "0000-01-01"}]')) f (id, actions)
                """);
        schema.migrateTo("19");
        assertEquals(
                List.of(
                        "1 7 1 pending f call high rep-9 rep-7 {one} 0000-01-01.1.96aa46ff7ffffffffffffff8001",
                        "1 7 0 completed t visit null null rep-7 {one} 9999-99-99.4.96aa46ff7ffffffffffffff8000"),
                database.rows("select * from before_follow_up_action.follow_up_action order by place"));
    }
}
