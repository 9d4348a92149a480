-- Groups of siblings (G3): when each is to be looked at, since one of them turns 18 or a period is at its end.
create table group_due (
  account_id bigint not null,
  due_at timestamptz not null,
  primary key (account_id, due_at)
);

create index group_due_by_moment on group_due (due_at);

grant select, insert, delete on group_due to efrikort_app;

-- Gives true, also when the group is never to be looked at.
create function look_at_group(p_account_id bigint, p_due_at timestamptz) returns boolean
language plpgsql
as $$
begin
  if p_due_at is not null then
    insert into group_due (account_id, due_at) values (p_account_id, p_due_at) on conflict do nothing;
  end if;
  return true;
end
$$;
