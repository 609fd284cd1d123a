-- Personal tokens (W78): what was issued, never the token itself. All of its times are real time, as in the token.
create table personal_token (
    company_id   bigint      not null references company (id),
    id           text        not null check (id ~ '^pat_[0-9a-f]{32}$'),
    name         text        not null,
    scope        text        not null,
    created_by   text        not null,
    created_at   timestamptz not null,
    expires_at   timestamptz not null,
    last_used_at timestamptz,
    revoked_at   timestamptz,
    primary key (company_id, id),
    check (created_at < expires_at)
);

-- Serves the list of a company's tokens, newest first.
create index personal_token_recent on personal_token (company_id, created_at desc, id desc);

-- Serves each replica's look for what was revoked since it looked last.
create index personal_token_revoked on personal_token (revoked_at) where revoked_at is not null;

-- How many calls the replicas were granted (W77), by token and window of real time. No tenant data, and so without
-- company_id: a token may reach several companies or all, and its budget is its own. token_hash is a SHA-256, so that
-- nothing here is a token. last_grant tells a replica how much of granted its own statement added.
create table rate_limit (
    token_hash bytea       not null check (octet_length(token_hash) = 32),
    period     text        not null check (period in ('MINUTE', 'DAY')),
    ends_at    timestamptz not null,
    granted    integer     not null check (granted > 0),
    last_grant integer     not null check (last_grant > 0),
    primary key (token_hash, period, ends_at)
);

-- Serves the removal of windows that are over.
create index rate_limit_over on rate_limit (ends_at);
