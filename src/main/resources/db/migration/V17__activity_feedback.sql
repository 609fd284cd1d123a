-- Activity feedback (A4–A25). Times are whole seconds, as answers show them: so the order of creation is that of the
-- names, which begin with the second and end with the number.
create sequence activity_feedback_id;

create table activity_feedback (
    company_id           bigint           not null references company (id),
    id                   bigint           not null check (id > 0),
    created_at           timestamptz      not null check (extract(microseconds from created_at)::bigint % 1000000 = 0),
    modified_at          timestamptz      not null,
    revision             integer          not null check (revision >= 0),
    sv_client            integer          not null,
    activity_type        text             not null,
    activity_id          text,
    rep                  text             not null,
    client               text,
    template_id          text             not null,
    -- of the template when the feedback was recorded; 0 if it names none of ours
    template_version     integer          not null check (template_version >= 0),
    overall_satisfaction integer          not null check (overall_satisfaction between 1 and 10),
    nps_score            integer          check (nps_score between 0 and 10),
    completion_time      integer          check (completion_time >= 0),
    completion_rate      integer          not null check (completion_rate between 0 and 100),
    is_anonymous         boolean          not null,
    -- the owner's and its labels (A17)
    namespaces           text[]           not null check (cardinality(namespaces) > 0),
    device_type          text             check (device_type in ('mobile', 'desktop', 'tablet')),
    browser              text,
    ip_address           text,
    country              text,
    city                 text,
    sentiment            text             not null
        check (sentiment in ('very_positive', 'positive', 'neutral', 'negative', 'very_negative')),
    sentiment_confidence double precision not null check (sentiment_confidence between 0 and 1),
    keywords             text[]           not null,
    explanation          jsonb            not null check (jsonb_typeof(explanation) = 'array'),
    responses            jsonb            not null check (jsonb_typeof(responses) = 'array'),
    follow_up_actions    jsonb            not null check (jsonb_typeof(follow_up_actions) = 'array'),
    primary key (company_id, id),
    check (modified_at >= created_at),
    -- A20
    check (not is_anonymous or num_nonnulls(client, ip_address, country, city) = 0)
);

-- Serves a company's list, newest first, as pages and as a walk.
create index activity_feedback_recent on activity_feedback (company_id, created_at, id);

-- Each serves the list that is filtered by this field, newest first.
create index activity_feedback_rep on activity_feedback (company_id, rep, created_at, id);
create index activity_feedback_client on activity_feedback (company_id, client, created_at, id) where client is not null;
create index activity_feedback_template on activity_feedback (company_id, template_id, created_at, id);
create index activity_feedback_type on activity_feedback (company_id, activity_type, created_at, id);
create index activity_feedback_satisfaction on activity_feedback (company_id, overall_satisfaction, created_at, id);

-- Serves an operator's look-up by id alone.
create index activity_feedback_by_id on activity_feedback (id);
