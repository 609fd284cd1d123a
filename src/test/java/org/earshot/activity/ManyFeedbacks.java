package org.earshot.activity;

import org.earshot.testing.Database;

/** More feedback than can be recorded one by one, put where it is stored. */
final class ManyFeedbacks {

    static final String REP = "one-of-many";

    private ManyFeedbacks() {}

    /** Several pieces in each second of a while ago, each with this text in it. */
    static void insert(Database database, int company, int number, String text) {
        database.run("""
                insert into activity_feedback (company_id, id, created_at, modified_at, revision, sv_client, activity_type,
                    rep, template_id, template_version, overall_satisfaction, completion_rate, is_anonymous, namespaces,
                    sentiment, sentiment_confidence, keywords, explanation, responses, follow_up_actions)
                select ?, nextval('activity_feedback_id'), moment, moment, 0, 0, 'visit', ?, 'visit', 0, 8, 100, false,
                    array[?], 'neutral', 0, '{}', '[]',
                    jsonb_build_array(jsonb_build_object(
                        'question_id', 'q', 'question_type', 'text', 'response_value', ?::text)),
                    '[]'
                from (
                    select timestamptz '2026-01-31 09:30:00Z' + n / 7 * interval '1 second' as moment
                    from generate_series(1, ?) as n
                ) as many
                """, (long) company, REP, "tenant-" + company, text, number);
    }

    static void delete(Database database, int company) {
        database.run("delete from activity_feedback where company_id = ?", (long) company);
    }
}
