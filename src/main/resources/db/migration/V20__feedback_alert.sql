-- Emails that tell a company's own people of activity feedback (A34), one row for each. What such an email says is fixed
-- when the feedback comes, so that each attempt says the same; when the email has left, or is not to leave any more, all of
-- it is null, and nothing stays but the keyed hash, by which a bounce finds whom it went to.
create sequence feedback_alert_id;

create table feedback_alert (
    company_id       bigint  not null,
    id               bigint  not null check (id > 0),
    feedback_id      bigint  not null,
    low_rating       boolean not null,
    recipient        text,
    document         jsonb   check (jsonb_typeof(document) = 'object'),
    destination_hash bytea   not null check (octet_length(destination_hash) = 16),
    hash_key_version integer not null,
    primary key (company_id, id),
    -- whoever deletes feedback deletes what was about to be told of it
    foreign key (company_id, feedback_id) references activity_feedback (company_id, id) on delete cascade,
    check ((recipient is null) = (document is null))
);

-- Serves the deletion of feedback, which locks its alerts in the order in which everybody does.
create index feedback_alert_feedback on feedback_alert (company_id, feedback_id, id);
