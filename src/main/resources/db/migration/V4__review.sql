create sequence review_id;

create table review (
    company_id      bigint      not null references company (id),
    id              bigint      not null check (id > 0),
    request_id      bigint      not null,
    revision        integer     not null,
    status          text        not null
        check (status in ('PENDING', 'VERIFIED', 'PUBLISHED', 'REJECTED', 'RESTRICTED', 'UNDER_INVESTIGATION')),
    author_name     text        not null,
    author_email    text,
    author_business text,
    author_job      text,
    anonymous       boolean     not null,
    title           text        not null,
    text            text        not null,
    questions       text[]      not null,
    answers         integer[]   not null,
    score           integer     not null check (score between 1 and 5),
    percentage      integer     not null check (percentage between 20 and 100),
    submitted_at    timestamptz not null,
    verified_at     timestamptz,
    moderated_at    timestamptz,
    published_at    timestamptz,
    rejected_at     timestamptz,
    restricted_at   timestamptz,
    investigated_at timestamptz,
    primary key (company_id, id),
    unique (company_id, request_id),
    foreign key (company_id, request_id) references feedback_request (company_id, id),
    check (cardinality(answers) >= 1 and cardinality(answers) = cardinality(questions)),
    check (1 <= all (answers) and 5 >= all (answers)),
    check (status <> 'VERIFIED' or verified_at is not null),
    check (status <> 'PUBLISHED' or published_at is not null),
    check (status <> 'REJECTED' or rejected_at is not null),
    check (status <> 'RESTRICTED' or restricted_at is not null),
    check (status <> 'UNDER_INVESTIGATION' or investigated_at is not null)
);

-- Serves the public read of one review, which knows no company, and an operator's.
create index review_by_id on review (id);

-- What moderators decided, and why; only ever appended to.
create sequence review_moderation_id;

create table review_moderation (
    company_id  bigint      not null,
    id          bigint      not null,
    review_id   bigint      not null,
    moderator   text        not null,
    from_status text        not null,
    to_status   text        not null,
    reason      text,
    at          timestamptz not null,
    primary key (company_id, id),
    foreign key (company_id, review_id) references review (company_id, id)
);
