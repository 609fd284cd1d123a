-- The queue. Rows are narrow, short-lived and deleted when done. The lease stands in no index, so that claiming a
-- row is a heap-only update; the low fill factor keeps room for it on the page. A retry moves due_at and leaves
-- first_due_at, with which every attempt is composed.
create sequence outbox_id;

create table outbox (
    company_id        bigint      not null references company (id),
    id                bigint      not null,
    kind              text        not null,
    subject_id        bigint      not null,
    channel           text        not null check (channel in ('EMAIL', 'SMS')),
    first_due_at      timestamptz not null,
    due_at            timestamptz not null,
    attempts          smallint    not null default 0 check (attempts >= 0),
    settings_revision integer,
    lease_until       timestamptz,
    lease_token       uuid,
    primary key (company_id, id),
    check ((lease_until is null) = (lease_token is null))
) with (fillfactor = 70);

-- Serves the claim: what one company has due, the longest waiting first.
create index outbox_due on outbox (company_id, due_at, id);

-- One line for each message that left the queue, and why.
create table delivery_log (
    company_id bigint      not null references company (id),
    id         bigint      not null,
    kind       text        not null,
    subject_id bigint      not null,
    channel    text        not null check (channel in ('EMAIL', 'SMS')),
    outcome    text        not null check (outcome in ('DELIVERED', 'REFUSED', 'DROPPED')),
    reason     text        check ((reason is null) = (outcome = 'DELIVERED')),
    attempts   smallint    not null check (attempts > 0),
    at         timestamptz not null,
    primary key (company_id, id)
);
