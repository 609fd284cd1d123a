drop table if exists bench_queue

create table bench_queue (id bigint primary key, due_at timestamptz not null, state text not null,
    lease_until timestamptz, destination text not null, author text not null) with (fillfactor = 70)

insert into bench_queue
select i, now(), 'DUE', null, 'person' || i || '@example.com', 'Jane Doe ' || i from generate_series(1, :messages) as i

create index bench_queue_due on bench_queue (due_at, id) where state = 'DUE'

vacuum analyze bench_queue

checkpoint
