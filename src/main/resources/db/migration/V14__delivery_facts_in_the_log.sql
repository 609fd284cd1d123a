-- That a message was delivered is told by its line in the log alone. The wide row of its request, and the note of whom a
-- company asked last, are not written on the way: that was most of what sending wrote.

-- Serves the question what was sent about a subject, and keeps a message from being logged twice.
alter table delivery_log
    drop constraint delivery_log_pkey,
    add primary key (company_id, subject_id, id);
drop index delivery_log_subject;

-- Reminders are counted in the log.
alter table feedback_request drop column reminders;

-- ASKED: queued or sent, the log tells which; SEEN: its page was seen, which proves that it was sent.
do $$
declare
    rule text;
begin
    for rule in
        select conname from pg_constraint
        where conrelid = 'feedback_request'::regclass and contype = 'c' and pg_get_constraintdef(oid) like '%''QUEUED''%'
    loop
        execute format('alter table feedback_request drop constraint %I', rule);
    end loop;
end $$;
update feedback_request
set state = case when opened_at is null then 'ASKED' else 'SEEN' end, sent_at = case when opened_at is not null then sent_at end
where state in ('QUEUED', 'SENT');
alter table feedback_request
    add check (state in ('ASKED', 'SEEN', 'ANSWERED', 'FAILED', 'CANCELLED')),
    add check (state in ('ASKED', 'FAILED', 'CANCELLED') or sent_at is not null);

-- Room on each page for all its rows once more: a claim touches whole pages at once, and only a heap-only update leaves the
-- indexes alone.
alter table outbox set (fillfactor = 40);

-- Companies take turns by channel, so that a channel that is held back hides no other.
drop index outbox_due;
create index outbox_due on outbox (company_id, channel, due_at, id);

-- When it was claimed first: from then on it is not tried for ever. And what became of a message whose listener failed to take note of it: it is not sent again, only told again.
alter table outbox
    add column first_tried_at timestamptz,
    add column outcome text check (outcome in ('DELIVERED', 'REFUSED', 'DROPPED')),
    add column outcome_reason text,
    add check (outcome is not null or outcome_reason is null);
