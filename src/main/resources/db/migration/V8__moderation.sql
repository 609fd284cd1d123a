-- What the automatic screening found (W73), each phase with its reason; the count of changes of the reply (W72), also of
-- one that was withdrawn; and what a text is recognised by when it comes again.
alter table review
    add column flag_phases text[] not null default '{}',
    add column flag_reasons text[] not null default '{}',
    add column reply_revision integer not null default 0 check (reply_revision >= 0),
    add column text_fingerprint bytea,
    add constraint review_flags check (cardinality(flag_phases) = cardinality(flag_reasons)
        and flag_phases <@ array['REPEATED_TEXT', 'BLOCKED_WORDS', 'LINKS', 'CONTACT_DATA']);

-- Serves the screening: was this text sent to the company lately?
create index review_text on review (company_id, text_fingerprint, submitted_at) where text_fingerprint is not null;

-- Everything that happened to a review (W70), only ever appended to. It takes the place of review_moderation. The last
-- four words are for reviews from elsewhere, and for those that are passed on to the NHS.
create sequence review_event_id;

create table review_event (
    company_id  bigint      not null,
    id          bigint      not null,
    review_id   bigint      not null,
    event       text        not null check (event in ('SUBMITTED', 'VERIFIED', 'FLAGGED', 'SCREENED', 'MODERATED',
        'ESCALATED', 'REPLY_WRITTEN', 'REPLY_EDITED', 'REPLY_WITHDRAWN', 'REPLY_MODERATED',
        'IMPORTED', 'NHS_SUBMITTED', 'NHS_ACCEPTED', 'NHS_REJECTED')),
    actor       text        not null,
    from_status text,
    to_status   text,
    reason      text,
    at          timestamptz not null,
    primary key (company_id, id),
    foreign key (company_id, review_id) references review (company_id, id)
);

-- Serves the history of one review, oldest first.
create index review_event_of_review on review_event (company_id, review_id, id);

insert into review_event (company_id, id, review_id, event, actor, from_status, to_status, reason, at)
select company_id, nextval('review_event_id'), review_id, event, actor, from_status, to_status, reason, at
from (
    select company_id, review_id, event, actor, from_status, to_status, reason, at
    from (
        select company_id, id as review_id, 1 as rank, 0 as earlier_id, 'SUBMITTED' as event, 'author' as actor,
            null as from_status, 'PENDING' as to_status, null as reason, submitted_at as at
        from review where source is null
        union all
        select company_id, id, 2, 0, 'VERIFIED', 'author', 'PENDING', 'VERIFIED', null, verified_at
        from review where verified_at is not null
        union all
        select company_id, review_id, 3, id, 'MODERATED', moderator, from_status, to_status, reason, at
        from review_moderation
    ) happened
    order by at, rank, earlier_id
) in_order;

drop table review_moderation;
drop sequence review_moderation_id;

-- Nothing in the log is changed, and nothing leaves it but with its review.
create function review_event_refuses_change() returns trigger language plpgsql as $$
begin
    raise exception 'review_event is only appended to';
end
$$;

create trigger review_event_is_only_appended_to
    before update on review_event
    for each statement execute function review_event_refuses_change();

create function review_event_goes_with_its_review() returns trigger language plpgsql as $$
begin
    if exists (select from review where company_id = old.company_id and id = old.review_id) then
        raise exception 'review_event loses lines only when their review is deleted';
    end if;
    return null;
end
$$;

-- Judged at the end of the transaction, since the lines have to go before the review that they refer to.
create constraint trigger review_event_goes_with_its_review
    after delete on review_event
    deferrable initially deferred
    for each row execute function review_event_goes_with_its_review();

-- What a company answers to a review (W72): at most one, with a state of its own.
create table review_reply (
    company_id   bigint      not null,
    review_id    bigint      not null,
    status       text        not null check (status in ('PENDING', 'PUBLISHED', 'REJECTED')),
    text         text        not null,
    created_at   timestamptz not null,
    updated_at   timestamptz not null,
    moderated_at timestamptz,
    published_at timestamptz,
    primary key (company_id, review_id),
    foreign key (company_id, review_id) references review (company_id, id),
    check ((status = 'PENDING') = (moderated_at is null)),
    check (status <> 'PUBLISHED' or published_at is not null),
    check (published_at is null or moderated_at is not null)
);
