-- How far the sandbox's clock runs ahead: one row, shared by all replicas. Empty in production.
create table sandbox_clock (
    id     integer primary key check (id = 1),
    offset_seconds bigint not null
);
