-- The activity that a request asks about (W34a).
alter table feedback_request
    add column activity_id text,
    add column activity_type text,
    add column rep text,
    add column template_id text;

-- The first answers to calls that carried an idempotency key (W31), kept for a day. What is kept of the token is a hash;
-- the answer shows no more than the caller was shown.
create table idempotency_key (
    company_id bigint      not null references company (id),
    token_hash bytea       not null check (octet_length(token_hash) = 32),
    key        text        not null check (length(key) between 1 and 255),
    body_hash  bytea       not null check (octet_length(body_hash) = 32),
    status     integer     not null check (status in (200, 418)),
    answer     text        not null,
    request_id bigint      check ((request_id is null) = (status = 418)),
    created_at timestamptz not null,
    primary key (company_id, token_hash, key)
);

-- Serves an operator's look-up: the companies of the token are all there are.
create index idempotency_key_by_token on idempotency_key (token_hash, key);

-- Serves the removal of what has expired.
create index idempotency_key_age on idempotency_key (created_at);
