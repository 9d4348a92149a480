select 'account ' || account_id || ' has no head' as fault from account where head is null
union all
select 'entry ' || version || ' of account ' || account_id || ' is not linked' from entry where link_digest is null
limit 10
