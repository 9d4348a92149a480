-- Each row names what would keep the chain from being made.
select 'entry ' || e.version || ' of account ' || e.account_id || ' has no content' as fault
  from entry e left join entry_content c using (account_id, version) where c.content is null
union all
select 'account ' || a.account_id || ' is at version ' || a.version || ', but has ' || count(e.version) || ' entries'
  from account a left join entry e using (account_id) group by a.account_id, a.version
  having count(e.version) <> a.version or max(e.version) <> a.version
limit 10
