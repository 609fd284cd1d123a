-- Activity feedback of a person who asks for it (W79) is found by an address that stands as its client …
create index activity_feedback_address on activity_feedback (company_id, lower(client)) where client like '%@%';

-- … or by its activity,
create index activity_feedback_activity on activity_feedback (company_id, activity_id) where activity_id is not null;

-- if that was asked about once, by a request to that person.
create index analytics_activity_request on analytics_activity (company_id, request_id) where invitations = 1;
