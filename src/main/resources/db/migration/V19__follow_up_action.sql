-- The list of follow-up actions (A32). What is to be done stands in activity_feedback.follow_up_actions, and nowhere else;
-- the view tells it as rows, and the table keeps those rows where indexes can serve them. Whoever changes the actions or the
-- labels of feedback fills in its rows anew, in the same transaction; they go with the feedback.
create view follow_up_action_in_feedback as
select f.company_id,
       f.id as feedback_id,
       (each.ordinality - 1)::integer as position,
       each.action ->> 'status' as status,
       each.action ->> 'status' = 'completed' as done,
       each.action ->> 'action_type' as action_type,
       each.action ->> 'priority' as priority,
       each.action ->> 'assigned_to' as assigned_to,
       f.rep,
       f.namespaces,
       -- as text that sorts byte by byte: by due date, those without one last; by priority, those without one last; by the
       -- name of the feedback, newest first; by position
       coalesce(each.action ->> 'due_date', '9999-99-99')
           || case each.action ->> 'priority' when 'high' then '.1.' when 'medium' then '.2.' when 'low' then '.3.' else '.4.' end
           || lpad(to_hex(4294967295 - extract(epoch from f.created_at)::bigint), 8, '0')
           || lpad(to_hex(9223372036854775807 - f.id), 16, '0')
           || lpad((each.ordinality - 1)::text, 3, '0') as place
from activity_feedback f
cross join jsonb_array_elements(f.follow_up_actions) with ordinality as each (action, ordinality);

create table follow_up_action (
    company_id  bigint           not null,
    feedback_id bigint           not null,
    position    integer          not null check (position between 0 and 999),
    status      text             not null check (status in ('pending', 'in_progress', 'completed')),
    done        boolean          not null check (done = (status = 'completed')),
    action_type text             not null check (action_type in ('call', 'email', 'visit', 'escalate')),
    priority    text             check (priority in ('high', 'medium', 'low')),
    assigned_to text,
    rep         text             not null,
    namespaces  text[]           not null,
    place       text collate "C" not null,
    primary key (company_id, feedback_id, position),
    foreign key (company_id, feedback_id) references activity_feedback (company_id, id) on delete cascade
);

insert into follow_up_action select * from follow_up_action_in_feedback;

-- Serves the list of all actions.
create index follow_up_action_place on follow_up_action (company_id, place);

-- Serves the list of what is still to be done, and that of what is done.
create index follow_up_action_done on follow_up_action (company_id, done, place);

-- Serves what one person has to do.
create index follow_up_action_assigned_to on follow_up_action (company_id, assigned_to, done, place)
    where assigned_to is not null;

-- Serves what is to be done about the feedback of one representative.
create index follow_up_action_rep on follow_up_action (company_id, rep, done, place);
