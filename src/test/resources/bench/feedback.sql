insert into activity_feedback (company_id, id, created_at, modified_at, revision, sv_client, activity_type, activity_id,
    rep, client, template_id, template_version, overall_satisfaction, nps_score, completion_time, completion_rate,
    is_anonymous, namespaces, device_type, browser, sentiment, sentiment_confidence, keywords, explanation, responses,
    follow_up_actions)
select 1, nextval('activity_feedback_id'), at, at, 0, 0, 'type ' || floor(random() * 8)::int, 'visit ' || i,
    'rep ' || floor(500 ^ random())::int, 'client ' || floor(random() * 50000)::int, 'template ' || template, 1,
    satisfaction, floor(random() * 11)::int, 120, 100, false, '{bench}', 'mobile', 'Firefox', 'positive', 0.8,
    '{helpful,friendly}', '[{"source": "word", "text": "helpful", "weight": 1.5}]',
    (select jsonb_agg(jsonb_build_object('question_id', 'q' || (template + n) % 12,
            'question_text', 'What do you say to question ' || (template + n) % 12 || '?',
            'question_type', 'rating', 'response_value', 1 + (satisfaction + n) % 5,
            'response_text', 'They were helpful and friendly.', 'score', 1 + (satisfaction + n) % 5))
     from generate_series(0, 3) as n),
    '[]'
from (select i, date_trunc('second', :first::timestamptz + i * (interval '365 days' / :feedbacks)) as at,
          floor(random() * 40)::int as template, 1 + floor(random() * 10)::int as satisfaction
      from generate_series(0, :feedbacks - 1) as i) as fresh

insert into analytics_delta (company_id, id, day, activity_type, rep, template_id, sign, satisfaction, nps,
    question_ids, question_texts, scores, asked, answered)
select company_id, nextval('analytics_delta_id'), (created_at at time zone 'UTC')::date, activity_type, rep, template_id,
    1, overall_satisfaction, nps_score, array(select jsonb_path_query(responses, '$[*].question_id') #>> '{}'),
    array(select jsonb_path_query(responses, '$[*].question_text') #>> '{}'),
    array(select (jsonb_path_query(responses, '$[*].score') #>> '{}')::numeric), 0, 0
from activity_feedback order by id
