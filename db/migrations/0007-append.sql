-- The hot path: one call reads all that a decision needs, one call writes all that it came to.

-- What a use case decides on: the account that a person, an id or a foreign id leads to, what a caller's id came to before, and the
-- version of the settings. Always one row; where there is no account its columns are null.
create function load_account(
  p_person_id text, p_card_type text, p_account_id bigint, p_foreign_id text, p_system text, p_key text
) returns table (
  account_id bigint, card_type text, version integer, snapshot text, snapshot_form integer, settings_version integer,
  once_account_id bigint, once_salt bytea, once_digest bytea, once_answer text, once_at timestamptz
)
language plpgsql
as $$
begin
  account_id := p_account_id;
  if p_person_id is not null then
    select p.account_id into account_id from person_account p where p.person_id = p_person_id and p.card_type = p_card_type;
  elsif p_foreign_id is not null then
    -- One made here carries its account, but its person may have moved to another since.
    select f.account_id into account_id from foreign_id f where f.id = p_foreign_id;
    account_id := coalesce(account_id, p_account_id);
  end if;
  if account_id is not null then
    select a.card_type, a.version, a.snapshot, a.snapshot_form into card_type, version, snapshot, snapshot_form
      from account a where a.account_id = load_account.account_id;
  end if;
  select a.version into settings_version from account a where a.account_id = -1;
  if p_key is not null then
    select o.account_id, o.request_salt, o.request_digest, o.answer, o.at
      into once_account_id, once_salt, once_digest, once_answer, once_at
      from once o where o.system = p_system and o.key = p_key;
  end if;
  return next;
end
$$;

-- The same for one who only reads: a line in the access log comes with it, and both are one commit.
create function read_account(
  p_person_id text, p_card_type text, p_account_id bigint, p_foreign_id text, p_at timestamptz, p_subject text, p_act text,
  p_system text, p_employee text, p_provider text, p_unit text, p_assignment text, p_reason text
) returns table (
  account_id bigint, card_type text, version integer, snapshot text, snapshot_form integer, settings_version integer,
  once_account_id bigint, once_salt bytea, once_digest bytea, once_answer text, once_at timestamptz
)
language plpgsql
as $$
begin
  insert into access_log (at, person_id, act, system, employee, provider, unit, assignment, reason)
    values (p_at, p_subject, p_act, p_system, p_employee, p_provider, p_unit, p_assignment, p_reason);
  return query select * from load_account(p_person_id, p_card_type, p_account_id, p_foreign_id, null, null);
end
$$;

-- Appends one entry, with its snapshot, its line in the access log, what its caller's id came to, and what must leave. Gives false,
-- and has written nothing, when the account is not at the expected version. A person is told when the entry opens an account.
-- Raises EF001 when the caller's id has been used meanwhile.
create function append_entry(
  p_account_id bigint, p_expected_version integer, p_card_type text, p_person_id text, p_snapshot text, p_snapshot_form integer,
  p_kind text, p_recorded_at timestamptz, p_visit_date date, p_content text, p_topics text[], p_erasure_due_at timestamptz,
  p_subject text, p_act text, p_system text, p_employee text, p_provider text, p_unit text, p_assignment text, p_reason text,
  p_key text, p_request_salt bytea, p_request_digest bytea, p_answer text, p_key_seen_at timestamptz, p_remembered_through timestamptz
) returns boolean
language plpgsql
as $$
declare
  v_version integer := p_expected_version + 1;
  v_salt bytea := new_salt();
  v_digest bytea := content_digest(v_salt, p_content);
  v_before bytea;
  v_link bytea;
begin
  if p_expected_version = 0 then
    if p_person_id is not null then
      insert into person_account (person_id, card_type, account_id)
        values (p_person_id, p_card_type, p_account_id) on conflict do nothing;
      if not found then return false; end if;
    end if;
    v_link := link_digest(null, p_account_id, v_version, p_kind, p_recorded_at, v_digest);
    insert into account (account_id, card_type, version, snapshot, snapshot_form, head)
      values (p_account_id, p_card_type, v_version, p_snapshot, p_snapshot_form, v_link) on conflict do nothing;
    if not found then return false; end if;
  else
    select head into v_before from account where account_id = p_account_id and version = p_expected_version for update;
    if not found then return false; end if;
    if v_before is null then v_before := link_old_entries(p_account_id); end if;
    v_link := link_digest(v_before, p_account_id, v_version, p_kind, p_recorded_at, v_digest);
    update account set version = v_version, snapshot = p_snapshot, snapshot_form = p_snapshot_form, head = v_link
      where account_id = p_account_id;
  end if;
  insert into entry (account_id, version, kind, recorded_at, content_digest, link_digest)
    values (p_account_id, v_version, p_kind, p_recorded_at, v_digest, v_link);
  insert into entry_content (account_id, version, visit_date, salt, content)
    values (p_account_id, v_version, p_visit_date, v_salt, p_content);
  if p_subject is not null then
    insert into access_log (at, person_id, act, system, employee, provider, unit, assignment, reason)
      values (p_recorded_at, p_subject, p_act, p_system, p_employee, p_provider, p_unit, p_assignment, p_reason);
  end if;
  if p_topics is not null then
    insert into outbox (account_id, topic, version) select p_account_id, topic, v_version from unnest(p_topics) as topic;
  end if;
  if p_erasure_due_at is not null then
    insert into erasure_due (account_id, due_at) values (p_account_id, p_erasure_due_at) on conflict do nothing;
  end if;
  if p_key is not null then
    insert into once as o (system, key, account_id, request_salt, request_digest, answer, at, remembered_through)
      values (p_system, p_key, p_account_id, p_request_salt, p_request_digest, p_answer, p_recorded_at, p_remembered_through)
      on conflict (system, key) do update
        set account_id = excluded.account_id, request_salt = excluded.request_salt, request_digest = excluded.request_digest,
            answer = excluded.answer, at = excluded.at, remembered_through = excluded.remembered_through
        where o.at = p_key_seen_at;
    if not found then raise exception 'the caller''s id has been used meanwhile' using errcode = 'EF001'; end if;
  end if;
  return true;
end
$$;

-- Several accounts or none (grouping, a fee moved to another person, a changed identity): raises EF002 when one was not appended.
create function all_appended(variadic p_appended boolean[]) returns boolean
language plpgsql
as $$
begin
  if false = any (p_appended) then raise exception 'one of the accounts has changed' using errcode = 'EF002'; end if;
  return true;
end
$$;

-- Services of the release before go on through an upgrade: their way in, which links, and lets the head be sealed, like every other.
create or replace function append_entry(
  p_account_id bigint, p_expected_version integer, p_card_type text, p_person_id text, p_snapshot text,
  p_kind text, p_recorded_at timestamptz, p_visit_date date, p_content text
) returns boolean
language plpgsql
as $$
begin
  return append_entry(
    p_account_id, p_expected_version, p_card_type, p_person_id, p_snapshot, 1, p_kind, p_recorded_at, p_visit_date, p_content,
    '{heads}', null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);
end
$$;

grant update (version, snapshot, snapshot_form, head) on account to efrikort_app;
