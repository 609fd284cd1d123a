-- Serves the list of a company's reviews in one status, newest first (W57, W62): both as pages and as a walk, which goes
-- on below the last review that was seen.
create index review_listed on review (company_id, status, submitted_at);

-- Who paid for what a review is about (W20), as its request said; null for a review from elsewhere.
alter table review
    add column treatment_type text check (treatment_type in ('Unknown', 'N/A', 'NHS', 'Private'));

update review r
set treatment_type = f.treatment_type
from feedback_request f
where f.company_id = r.company_id and f.id = r.request_id;

alter table review
    add constraint review_treatment_type check ((request_id is null) = (treatment_type is null));

-- Serves the question which companies have reviews for the NHS, and the claim of them (W55). Empty but for what is due.
create index review_for_nhs on review (company_id, id)
    where treatment_type = 'NHS' and status = 'PUBLISHED' and nhs_submitted_at is null;

-- How the submission of a review to the NHS goes: who is at it, when it is tried again, and what the NHS last said.
-- Leases are as in the outbox. What came of it is in the review's own dates.
create table nhs_submission (
    company_id  bigint      not null,
    review_id   bigint      not null,
    attempts    integer     not null check (attempts > 0),
    due_at      timestamptz not null,
    lease_until timestamptz,
    lease_token uuid,
    reason      text,
    primary key (company_id, review_id),
    foreign key (company_id, review_id) references review (company_id, id) on delete cascade,
    check ((lease_until is null) = (lease_token is null))
) with (fillfactor = 70);
