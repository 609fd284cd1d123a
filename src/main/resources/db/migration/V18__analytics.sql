-- What activity feedback adds up to (A26–A28). A change of feedback appends a line to analytics_delta, which never waits
-- for another change; the scheduler folds such lines into the counts, many at once. Readers add what is not folded yet,
-- so that an answer is right at once. The tables of lines and counts are written by the thousand, and so refer to nothing.

-- What is to be added to the counts: a piece of feedback (sign 1), one that is gone (sign -1), or an activity that was
-- asked about, or has feedback now, or has none any more (sign 0).
create sequence analytics_delta_id;

create table analytics_delta (
    company_id     bigint    not null,
    id             bigint    not null,
    day            date      not null,
    activity_type  text,
    rep            text,
    template_id    text,
    sign           smallint  not null check (sign between -1 and 1),
    satisfaction   smallint  check (satisfaction between 1 and 10),
    nps            smallint  check (nps between 0 and 10),
    question_ids   text[]    not null,
    question_texts text[]    not null,
    scores         numeric[] not null,
    asked          smallint  not null check (asked between -1 and 1),
    answered       smallint  not null check (answered between -1 and 1),
    primary key (company_id, id),
    check ((satisfaction is null) = (sign = 0))
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000);

-- The counts, by slice and day. A slice is all feedback of a company (and its value is empty), or that with one value in
-- one dimension; the day -infinity holds the sum of all days. Upserts change no column of the key; the low fill factor keeps room for them.
create table analytics_count (
    company_id      bigint not null,
    dimension       text   not null check (dimension in ('all', 'activity_type', 'rep', 'template_id')),
    value           text   not null,
    day             date   not null,
    satisfaction_1  bigint not null,
    satisfaction_2  bigint not null,
    satisfaction_3  bigint not null,
    satisfaction_4  bigint not null,
    satisfaction_5  bigint not null,
    satisfaction_6  bigint not null,
    satisfaction_7  bigint not null,
    satisfaction_8  bigint not null,
    satisfaction_9  bigint not null,
    satisfaction_10 bigint not null,
    promoters       bigint not null,
    passives        bigint not null,
    detractors      bigint not null,
    asked           bigint not null,
    answered        bigint not null,
    primary key (company_id, dimension, value, day)
) with (fillfactor = 70);

-- A question in one wording; its key is a hash of both.
create table analytics_question (
    company_id    bigint not null references company (id),
    key           bytea  not null check (octet_length(key) = 16),
    question_id   text   not null,
    question_text text,
    primary key (company_id, key)
);

-- The same counts as analytics_count, by question.
create table analytics_answer_count (
    company_id bigint  not null,
    dimension  text    not null check (dimension in ('all', 'activity_type', 'rep', 'template_id')),
    value      text    not null,
    day        date    not null,
    question   bytea   not null,
    answers    bigint  not null,
    scored     bigint  not null,
    score_sum  numeric not null,
    primary key (company_id, dimension, value, day, question)
) with (fillfactor = 70);

-- An activity that has, or had, feedback, or was asked about. Who was asked about once is counted in analytics_count, by
-- the day and the words of that invitation, which stand here; who was asked about more often is looked up one by one.
create table analytics_activity (
    company_id    bigint  not null references company (id),
    activity_id   text    not null,
    feedbacks     integer not null,
    invitations   integer not null check (invitations >= 0),
    request_id    bigint,
    day           date,
    activity_type text,
    rep           text,
    template_id   text,
    primary key (company_id, activity_id),
    check ((invitations > 0) = (request_id is not null)),
    check ((request_id is null) = (day is null))
) with (fillfactor = 80);

-- Serves the rate of responses by more than one dimension, which is counted one by one.
create index analytics_activity_asked_once on analytics_activity (company_id, day) where invitations = 1;

-- Every invitation that asks about an activity which was asked about more than once.
create table analytics_invitation (
    company_id    bigint not null references company (id),
    request_id    bigint not null,
    activity_id   text   not null,
    day           date   not null,
    activity_type text,
    rep           text,
    template_id   text,
    primary key (company_id, request_id)
);

-- Serves the rate of responses in a window of days.
create index analytics_invitation_day on analytics_invitation (company_id, day);

-- Serves the question which of the invitations that were sent ask about an activity; few do, and it costs the others
-- nothing.
create index feedback_request_activity on feedback_request (company_id, id) where activity_id is not null;
