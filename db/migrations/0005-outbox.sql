-- What must leave after the commit that caused it: one row a topic and entry, taken away when it has left. At least once, and in
-- order per account.
create table outbox (
  account_id bigint not null,
  topic text not null,
  version integer not null,
  primary key (account_id, topic, version)
);

grant select, insert, delete on outbox to efrikort_app;
