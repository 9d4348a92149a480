-- Erasure (S2, S3). An account that somebody has left awaits it; one function erases, and leaves an entry that it did.

create table erasure_due (
  account_id bigint not null,
  due_at timestamptz not null,
  primary key (account_id, due_at)
);

grant select, insert, delete on erasure_due to efrikort_app;

-- Ids given by another system, which do not carry their account.
create table foreign_id (
  id text not null primary key,
  account_id bigint not null
);

create index foreign_id_by_account on foreign_id (account_id);

grant select, insert on foreign_id to efrikort_app;
