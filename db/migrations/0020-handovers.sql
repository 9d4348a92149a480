-- Patients whom a journal system hands over to the web application: by a reference that is known to whoever opened it, for minutes, once.
create table handover (
  reference_digest bytea not null primary key,
  person_id text not null,
  expires_at timestamptz not null
);
create index handover_by_expiry on handover (expires_at);

grant select, insert, delete on handover to efrikort_app;
