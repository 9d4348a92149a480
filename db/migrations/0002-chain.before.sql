-- Each row names what would keep the chain from being made.
select 'entry ' || e.version || ' of account ' || e.account_id || ' has no content' as fault
  from entry e left join entry_content c using (account_id, version) where c.content is null
union all
select 'account ' || account_id || case
    when a.version is null then ' does not exist, but has ' || count(e.version) || ' entries'
    else ' is at version ' || a.version || ', but has ' || count(e.version) || ' entries'
  end
  from account a full join entry e using (account_id) group by account_id, a.version
  having a.version is null or count(e.version) <> a.version or max(e.version) <> a.version
limit 10
