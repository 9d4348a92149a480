-- What tills look for across accounts: whose card has a number, where money is owed, what a unit registered on a day. All but the last
-- is kept a moment after the commit (topic "finding" of the outbox), can be thrown away and made again, and is read against the account itself.
create table card_number (
  number text not null,
  account_id bigint not null,
  primary key (number, account_id)
);
create index card_number_by_account on card_number (account_id);

create table owing (
  provider_id text not null,
  account_id bigint not null,
  primary key (provider_id, account_id)
);
create index owing_by_account on owing (account_id);

create index access_log_by_unit on access_log (unit, at) where unit is not null and act in ('registerFee', 'moveFee');

grant select, insert, delete on card_number, owing to efrikort_app;
