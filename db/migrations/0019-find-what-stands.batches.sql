-- Lets what stands already be found: every account is looked at once, as though it had changed. Takes the account to go on after; gives
-- the last one done, or null when there are none left.
with batch as (
  select account_id, version from account where account_id > coalesce($1::bigint, -1) order by account_id limit 1000
), told as (
  insert into outbox (account_id, topic, version) select account_id, 'finding', version from batch on conflict do nothing
)
select max(account_id)::text as next from batch
