-- What is kept of a recipient ends after 28 days (W37): then redacted_at is set, and everything that names the recipient
-- or leads to them is null. What stays is a keyed hash, by which their requests are still found when they ask for their
-- erasure (W79); it is null for requests that were made before it existed.
alter table feedback_request
    alter column destination drop not null,
    alter column author drop not null,
    alter column link_key_version drop not null,
    alter column link_hash drop not null,
    add column destination_hash bytea check (octet_length(destination_hash) = 32),
    add column hash_key_version integer,
    add column redacted_at timestamptz,
    add constraint feedback_request_destination_hash check ((destination_hash is null) = (hash_key_version is null)),
    add constraint feedback_request_redaction check (case when redacted_at is null
        then num_nulls(destination, author, link_key_version, link_hash) = 0
        else num_nonnulls(destination, author, business_name, job_title, link_key_version, link_hash) = 0
            and redacted_at >= created_at + interval '672 hours' end);

-- Serves the question which requests are due for redaction. Holds those of the last 28 days only.
create index feedback_request_to_redact on feedback_request (company_id, created_at) where redacted_at is null;

-- Serves the search for everything about one recipient.
create index feedback_request_recipient on feedback_request (company_id, destination_hash);

-- Serves the search for, and the removal of, what is logged about certain requests.
create index delivery_log_subject on delivery_log (company_id, subject_id);

-- Serves the question which companies delete after some days (W81); most keep everything.
create index company_settings_retention on company_settings (company_id, revision)
    where document ->> 'retentionDays' is not null;

-- Who exported or erased the data of a person, and how much that was; of the person no more than the keyed hash.
create sequence privacy_log_id;

create table privacy_log (
    company_id       bigint      not null references company (id),
    id               bigint      not null,
    action           text        not null check (action in ('EXPORT', 'ERASE')),
    actor            text        not null,
    destination_hash bytea       not null check (octet_length(destination_hash) = 32),
    hash_key_version integer     not null,
    counts           jsonb       not null check (jsonb_typeof(counts) = 'object'),
    at               timestamptz not null,
    primary key (company_id, id)
);
