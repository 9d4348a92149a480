-- The environments of the installation besides its own (tests of vendors, training), each with a database of its own. In every
-- database: by how much its clock goes ahead of the world's; the installation's own clock is the world's.
create table environment (
  name text not null primary key check (name ~ '^[a-z][a-z0-9]{0,19}$'),
  created_at timestamptz not null default now()
);

create table clock (
  one boolean not null primary key default true check (one),
  ahead_ms bigint not null
);

insert into clock (ahead_ms) values (0);

grant select on environment, clock to efrikort_app;
