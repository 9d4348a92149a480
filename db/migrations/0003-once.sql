-- A call once (R3): what a caller's own id, or an identical call of a system that calls again, came to. One of the tables that
-- are not found by account: a key leads to its account, whoever it was about, so that one used for another content is found.
create table once (
  system text not null,
  key text not null,
  account_id bigint not null,
  -- Salted, since the content holds a person.
  request_salt bytea not null,
  request_digest bytea not null,
  answer text not null,
  at timestamptz not null,
  remembered_through timestamptz not null,
  primary key (system, key)
);

create index once_by_account on once (account_id);
create index once_by_end on once (remembered_through);

grant select, insert, update, delete on once to efrikort_app;
