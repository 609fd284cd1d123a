-- Who must not be sent anything by a company any more (W33, W68). Of the destination only the first half of its keyed
-- hash is kept: enough to tell recipients apart, and short enough for the opt-out link of a text message, which has to
-- work when everything else about the recipient is erased.
create sequence suppression_id;

create table suppression (
    company_id       bigint      not null references company (id),
    destination_hash bytea       not null check (length(destination_hash) = 16),
    hash_key_version integer     not null,
    id               bigint      not null check (id > 0),
    reason           text        not null check (reason in ('OPTED_OUT', 'BOUNCED', 'COMPLAINED', 'LISTED')),
    at               timestamptz not null,
    primary key (company_id, destination_hash),
    unique (company_id, id)
);

-- Serves the list of a company's suppressions, newest first.
create index suppression_recent on suppression (company_id, at desc, id desc);
