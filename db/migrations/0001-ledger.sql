-- The ledger, first form. Everything an account needs stands under its key; every unique constraint includes it; an entry's
-- content stands apart from its link in the chain, so that content and salt can be erased while the chain still verifies.

create table account (
  account_id bigint not null primary key,
  card_type text not null,
  version integer not null check (version > 0),
  -- What a replay of the entries comes to; may be thrown away and rebuilt.
  snapshot text not null
);

-- Whose account: one person, or the members of a group.
create table person_account (
  person_id text not null,
  card_type text not null,
  account_id bigint not null,
  primary key (person_id, card_type)
);

-- The links. Digests are filled from the release that signs the chain.
create table entry (
  account_id bigint not null,
  version integer not null check (version > 0),
  kind text not null,
  recorded_at timestamptz not null,
  content_digest bytea,
  link_digest bytea,
  primary key (account_id, version)
);

create table entry_content (
  account_id bigint not null,
  version integer not null,
  -- The other of a record's two times; null for a fact without a visit.
  visit_date date,
  salt bytea,
  content text not null,
  primary key (account_id, version)
);

create function load_by_account(p_account_id bigint)
returns table (account_id bigint, snapshot text)
language sql stable
as $$ select a.account_id, a.snapshot from account a where a.account_id = p_account_id $$;

-- Two look-ups, each by its own key: the person leads to the account, the account is read under its key.
create function load_by_person(p_person_id text, p_card_type text)
returns table (account_id bigint, snapshot text)
language plpgsql stable
as $$
declare
  v_account_id bigint;
begin
  select p.account_id into v_account_id
    from person_account p where p.person_id = p_person_id and p.card_type = p_card_type;
  if v_account_id is null then return; end if;
  return query select a.account_id, a.snapshot from account a where a.account_id = v_account_id;
end
$$;

-- Appends one entry if the account is at the expected version, else writes nothing and gives false. A person is told
-- when the entry opens an account.
create function append_entry(
  p_account_id bigint, p_expected_version integer, p_card_type text, p_person_id text, p_snapshot text,
  p_kind text, p_recorded_at timestamptz, p_visit_date date, p_content text
) returns boolean
language plpgsql
as $$
begin
  if p_expected_version = 0 then
    insert into person_account (person_id, card_type, account_id)
      values (p_person_id, p_card_type, p_account_id) on conflict do nothing;
    if not found then return false; end if;
    insert into account (account_id, card_type, version, snapshot) values (p_account_id, p_card_type, 1, p_snapshot);
  else
    update account set version = p_expected_version + 1, snapshot = p_snapshot
      where account_id = p_account_id and version = p_expected_version;
    if not found then return false; end if;
  end if;
  insert into entry (account_id, version, kind, recorded_at)
    values (p_account_id, p_expected_version + 1, p_kind, p_recorded_at);
  insert into entry_content (account_id, version, visit_date, content)
    values (p_account_id, p_expected_version + 1, p_visit_date, p_content);
  return true;
end
$$;

-- The application may insert and read entries, and change neither them nor who owns an account.
grant usage on schema efrikort to efrikort_app;
grant select, insert on entry, entry_content, person_account to efrikort_app;
grant select, insert, update (version, snapshot) on account to efrikort_app;
