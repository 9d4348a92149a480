-- Links what the release before has appended, some accounts at a time, each batch a transaction of its own, so short that a till who
-- waits for one of its accounts does not notice. Takes the account to go on after; gives the last one done, or null when there are
-- none left.
select max(account_id)::text as next from (
  select a.account_id, link_old_entries(a.account_id) from (
    select account_id from account where account_id > coalesce($1::bigint, -9223372036854775808) order by account_id limit 20
  ) as a
) as linked
