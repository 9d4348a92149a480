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

-- The one function that erases (S3). It leaves an entry that says so, in the same commit (by append_entry of 0007-append): without it
-- nothing goes. The owner's right.
create function erase_content(
  p_account_id bigint, p_expected_version integer, p_versions integer[], p_snapshot text, p_snapshot_form integer,
  p_recorded_at timestamptz, p_content text, p_topics text[], p_subject text, p_act text, p_reason text
) returns boolean
language plpgsql security definer set search_path from current
as $$
begin
  if not append_entry(
    p_account_id, p_expected_version, null, null, p_snapshot, p_snapshot_form, 'ContentErased', p_recorded_at, null, p_content,
    p_topics, null, p_subject, p_act, null, null, null, null, null, p_reason, null, null, null, null, null, null)
  then
    return false;
  end if;
  update entry_content set content = null, salt = null, visit_date = null
    where account_id = p_account_id and version = any (p_versions) and version <= p_expected_version;
  delete from once where account_id = p_account_id;
  return true;
end
$$;

revoke execute on function erase_content from public;
grant execute on function erase_content to efrikort_app;
