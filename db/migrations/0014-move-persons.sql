-- Groups (G1, G2): a person moves from one account to another, in one commit with what both accounts record of it.

-- Leads the person to the account from now on; a person without account is led to one. Gives false when the person is led elsewhere
-- than told: then nothing is changed. The owner's right.
create function move_person(p_person_id text, p_card_type text, p_from bigint, p_to bigint) returns boolean
language plpgsql security definer set search_path from current
as $$
begin
  if p_from is null then
    insert into person_account (person_id, card_type, account_id) values (p_person_id, p_card_type, p_to) on conflict do nothing;
  else
    update person_account set account_id = p_to
      where person_id = p_person_id and card_type = p_card_type and account_id = p_from;
  end if;
  return found;
end
$$;

revoke execute on function move_person from public;
grant execute on function move_person to efrikort_app;

-- Leads the ids of fees and cards to the account they now lie in, whatever account they carry. The owner's right.
create function lead_ids(p_ids text[], p_account_id bigint) returns boolean
language plpgsql security definer set search_path from current
as $$
begin
  insert into foreign_id (id, account_id) select distinct id, p_account_id from unnest(p_ids) as id
    on conflict (id) do update set account_id = excluded.account_id;
  return true;
end
$$;

revoke execute on function lead_ids from public;
grant execute on function lead_ids to efrikort_app;
