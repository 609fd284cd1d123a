-- The question templates of the Activity Feedback API (A30). A template that is deleted has no row here any more; what it
-- asked stays in its versions, since feedback refers to them.
create sequence feedback_template_id;

create table feedback_template (
    company_id    bigint      not null references company (id),
    id            bigint      not null check (id > 0),
    namespaces    text[]      not null check (cardinality(namespaces) > 0),
    name          text        not null,
    description   text,
    category      text,
    template_type text        not null check (template_type in ('survey', 'rating', 'nps', 'custom')),
    active        boolean     not null,
    styling       jsonb       not null check (jsonb_typeof(styling) = 'object'),
    notifications jsonb       not null check (jsonb_typeof(notifications) = 'object'),
    version       integer     not null check (version > 0),
    revision      integer     not null check (revision >= 0),
    sv_client     integer     not null,
    created_at    timestamptz not null,
    modified_at   timestamptz not null check (modified_at >= created_at),
    primary key (company_id, id)
);

-- Serves the list of a company's templates, newest first.
create index feedback_template_recent on feedback_template (company_id, created_at desc, id desc);

-- What a template asks. Each change of it is a new version, so that feedback keeps what it was asked with.
create table feedback_template_version (
    company_id  bigint      not null references company (id),
    template_id bigint      not null check (template_id > 0),
    version     integer     not null check (version > 0),
    document    jsonb       not null check (jsonb_typeof(document) = 'object'),
    created_at  timestamptz not null,
    primary key (company_id, template_id, version)
);
