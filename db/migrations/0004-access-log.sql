-- Who has read or written whose data, when, through what, and why (S6). Lines are added, and never changed or removed here.
create table access_log (
  at timestamptz not null,
  person_id text not null,
  act text not null,
  -- Null where an employee acts without a calling system.
  system text,
  employee text,
  provider text,
  unit text,
  assignment text,
  reason text
);

create index access_log_by_person on access_log (person_id, at);
create index access_log_by_employee on access_log (employee, at) where employee is not null;
create index access_log_by_system on access_log (system, at) where system is not null;

grant select, insert on access_log to efrikort_app;
