-- When the recipient of a request said no, or turned out not to be reachable (W67): from then on nothing more is sent
-- about this request, also if they take it back later.
alter table feedback_request
    add column unwanted_at timestamptz;
