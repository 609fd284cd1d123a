create sequence feedback_request_id;

create table feedback_request (
    company_id          bigint      not null references company (id),
    id                  bigint      not null check (id > 0),
    state               text        not null check (state in ('QUEUED', 'SENT', 'ANSWERED', 'FAILED', 'CANCELLED')),
    channel             text        not null check (channel in ('EMAIL', 'SMS')),
    destination         text        not null,
    author              text        not null,
    platform            text        not null check (platform in ('workingfeedback', 'google', 'facebook', 'auto')),
    treatment_type      text        not null check (treatment_type in ('Unknown', 'N/A', 'NHS', 'Private')),
    title               text,
    staff_name          text,
    business_name       text,
    job_title           text,
    source              text,
    metadata            text,
    link_key_version    integer     not null,
    link_hash           bytea       not null,
    reminders           integer     not null default 0 check (reminders >= 0),
    opened_at           timestamptz,
    sent_at             timestamptz,
    review_id           bigint,
    review_submitted_at timestamptz,
    review_moderated_at timestamptz,
    review_published_at timestamptz,
    published           boolean     not null default false,
    failure             text,
    created_at          timestamptz not null,
    updated_at          timestamptz not null,
    primary key (company_id, id),
    unique (company_id, link_hash),
    -- W40, as far as one row can tell
    check ((state = 'ANSWERED') = (review_id is not null)),
    check ((review_id is null) = (review_submitted_at is null)),
    check (review_id is null or opened_at is not null),
    check (opened_at is null or sent_at is not null),
    check (state in ('QUEUED', 'FAILED', 'CANCELLED') or sent_at is not null),
    check (not published or review_published_at is not null),
    check (review_published_at is null or review_moderated_at is not null),
    check (review_moderated_at is null or review_id is not null),
    check (sent_at is null or created_at <= sent_at),
    check (review_submitted_at is null or sent_at <= review_submitted_at),
    check ((failure is null) = (state <> 'FAILED'))
) with (fillfactor = 80);

-- Serves the list of a company's requests, newest first.
create index feedback_request_recent on feedback_request (company_id, created_at desc, id desc);

-- Serves an operator's look-up by id alone.
create index feedback_request_by_id on feedback_request (id);

-- Whom a company asked last (W28). One row per recipient, so that of two simultaneous requests one must wait for the
-- other and then lose. asked_at is null until the request is sent; released, when it was given up and the recipient may
-- be asked again.
create table contact (
    company_id       bigint  not null references company (id),
    hash_key_version integer not null,
    destination_hash bytea   not null,
    request_id       bigint  not null,
    asked_at         timestamptz,
    released         boolean not null default false,
    primary key (company_id, destination_hash)
);

-- Serves the release or the dating of the row when its request is sent or fails.
create index contact_request on contact (company_id, request_id);
