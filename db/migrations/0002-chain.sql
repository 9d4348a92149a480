-- The chain (domain.md R4): each entry's link holds a salted digest of its content and the link before it, so that a changed,
-- removed or reordered entry is found, and content and salt can be erased (S3) while the chain still verifies. The database
-- links what it appends; src/ledger/verify reads it with a hand of its own.

-- Null until the account's entries are linked: before its first entry of this release, or by 0009-link-old-entries.
alter table account add column head bytea;
-- The form of the snapshot: a reader that does not know it replays the entries.
alter table account add column snapshot_form integer not null default 1;

-- Erased content is null.
alter table entry_content alter column content drop not null;

-- The digest of one entry's content, which nobody can guess without the salt.
create function content_digest(p_salt bytea, p_content text) returns bytea
language sql immutable
as $$ select sha256(p_salt || convert_to(p_content, 'UTF8')) $$;

-- The link of one entry to the one before it; an account's first stands on thirty-two zeros. The moment is in whole milliseconds.
create function link_digest(
  p_before bytea, p_account_id bigint, p_version integer, p_kind text, p_recorded_at timestamptz, p_content_digest bytea
) returns bytea
language sql immutable
as $$
  select sha256(
    coalesce(p_before, decode(repeat('00', 32), 'hex'))
    || convert_to(concat_ws(E'\n', p_account_id, p_version, p_kind, (extract(epoch from p_recorded_at) * 1000)::bigint, ''), 'UTF8')
    || p_content_digest
  )
$$;

-- Sixteen bytes, 122 of their bits random.
create function new_salt() returns bytea
language sql volatile
as $$ select uuid_send(gen_random_uuid()) $$;

-- Links the entries of an account that the release before appended. Gives the head. The owner's right, for nothing else.
create function link_old_entries(p_account_id bigint) returns bytea
language plpgsql security definer set search_path from current
as $$
declare
  v_entry record;
  v_salt bytea;
  v_digest bytea;
  v_head bytea;
begin
  select head into v_head from account where account_id = p_account_id for update;
  if v_head is not null then return v_head; end if;
  for v_entry in
    select e.version, e.kind, e.recorded_at, c.content
      from entry e join entry_content c using (account_id, version)
      where e.account_id = p_account_id order by e.version
  loop
    v_salt := new_salt();
    v_digest := content_digest(v_salt, v_entry.content);
    v_head := link_digest(v_head, p_account_id, v_entry.version, v_entry.kind, v_entry.recorded_at, v_digest);
    update entry_content set salt = v_salt where account_id = p_account_id and version = v_entry.version;
    update entry set content_digest = v_digest, link_digest = v_head
      where account_id = p_account_id and version = v_entry.version;
  end loop;
  update account set head = v_head where account_id = p_account_id;
  return v_head;
end
$$;
