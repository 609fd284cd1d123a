-- The tenants. Every table of tenant data starts its keys with company_id, which lets the same schema be
-- distributed by it.
create table company (
    id         bigint primary key check (id > 0),
    namespace  text        not null unique check (namespace ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    created_at timestamptz not null
);

-- Each change of settings is a new revision, so that a message can be composed again exactly as it was.
create table company_settings (
    company_id bigint      not null references company (id),
    revision   integer     not null check (revision > 0),
    document   jsonb       not null check (jsonb_typeof(document) = 'object'),
    created_at timestamptz not null,
    primary key (company_id, revision)
);
