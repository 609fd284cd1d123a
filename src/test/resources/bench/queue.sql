set client_min_messages = error;
truncate outbox, delivery_log, contact, feedback_request cascade

insert into feedback_request (company_id, id, state, channel, destination, author, platform, treatment_type, title,
    staff_name, source, metadata, link_key_version, link_hash, hash_key_version, destination_hash, created_at, updated_at)
select 1, nextval('feedback_request_id'), 'ASKED', :channel,
    case :channel when 'EMAIL' then 'person' || i || '@example.com' else '+4479' || lpad(i::text, 8, '0') end,
    'Jane Doe ' || i, 'auto', 'Private', 'Your visit', 'Dr Bones', 'bench', '{"order":"' || i || '"}', 1,
    sha256(('link' || i)::bytea), 1, sha256(('recipient' || i)::bytea), now() - interval '1 minute',
    now() - interval '1 minute'
from generate_series(1, :messages) as i

insert into contact (company_id, hash_key_version, destination_hash, request_id)
select 1, 1, destination_hash, id from feedback_request

insert into outbox (company_id, id, kind, subject_id, channel, first_due_at, due_at)
select 1, nextval('outbox_id'), 'invitation', id, :channel, now() - interval '1 minute', now() - interval '1 minute'
from feedback_request order by id

vacuum analyze

checkpoint
