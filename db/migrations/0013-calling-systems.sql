-- The calling systems that may be let in (domain.md section 10): what each is granted, as dated records, of which the newest holds. A change
-- is a new record; none is ever changed or removed here. No secret stands here: a certificate is known by its digest.
create table calling_system (
  -- Its HSA-id, in upper case.
  system text not null check (system <> '' and system = upper(system)),
  version integer not null check (version > 0),
  recorded_at timestamptz not null,
  -- Who recorded it.
  recorded_by text not null check (recorded_by <> ''),
  content text not null,
  primary key (system, version)
);

grant select, insert on calling_system to efrikort_app;
