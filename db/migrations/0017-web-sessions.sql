-- Who is logged in to the web application, what each session remembers, and logins that are under way. All of it is short-lived and may be
-- thrown away; nothing of the ledger depends on it. A session is known by the digest of the id that its browser holds: who reads the table
-- cannot take a session over. Person identities stand here, beside the references that pages show instead of them, until the session is deleted.
create table web_session (
  digest bytea primary key check (octet_length(digest) = 32),
  -- Which way the employee came in; a session is answered on that line alone.
  line text not null check (line in ('provider', 'certificate')),
  employee text not null,
  -- Name, roles and assignments as they were told at the login.
  staff text not null,
  -- The chosen assignment; null until one is chosen.
  assignment text,
  csrf text not null,
  opened_at timestamptz not null,
  seen_at timestamptz not null
);

create index web_session_employee on web_session (employee);
create index web_session_seen on web_session (seen_at);

create table web_reference (
  session bytea not null references web_session on delete cascade,
  reference text not null,
  person text not null,
  primary key (session, reference),
  unique (session, person)
);

create table web_memory (
  session bytea not null references web_session on delete cascade,
  key text not null,
  value text not null,
  primary key (session, key)
);

-- A login that has been sent to the identity provider and has not come back.
create table web_login (
  digest bytea primary key check (octet_length(digest) = 32),
  nonce text not null,
  verifier text not null,
  return_to text not null,
  begun_at timestamptz not null
);

create index web_login_begun on web_login (begun_at);

grant select, insert, update, delete on web_session, web_reference, web_memory, web_login to efrikort_app;
