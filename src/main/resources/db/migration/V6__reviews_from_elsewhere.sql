-- A review can also come from elsewhere (W48, W63): then it has a source and no request, and no answers to questions.
alter table review
    alter column request_id drop not null,
    add column source text,
    add column source_id text,
    add column escalated_at timestamptz,
    add column nhs_submitted_at timestamptz,
    add column nhs_accepted_at timestamptz,
    add column nhs_rejected_at timestamptz,
    add column has_reply boolean not null default false,
    drop constraint review_check,
    add constraint review_answers check (cardinality(answers) = cardinality(questions)
        and (source is not null or cardinality(answers) >= 1)),
    add constraint review_origin check ((source is null) = (request_id is not null) and (source is null) = (source_id is null)),
    add constraint review_source_id unique (company_id, source, source_id),
    -- W55
    add constraint review_nhs check (num_nonnulls(nhs_accepted_at, nhs_rejected_at) <= 1
        and (nhs_submitted_at is not null or num_nonnulls(nhs_accepted_at, nhs_rejected_at) = 0));
