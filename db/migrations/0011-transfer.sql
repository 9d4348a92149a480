-- Imports of entries that another system has kept. How far each has come is written in the commit of what it has brought in, so that one
-- that is cut short goes on from there and doubles nothing. No person stands here: a file is known by its digest, a line by its number.
create table import (
  -- SHA-256 of the whole file.
  digest bytea not null primary key,
  started_at timestamptz not null,
  finished_at timestamptz,
  -- Where the first line stands that has not been dealt with.
  next_offset bigint not null,
  next_line bigint not null,
  accounts bigint not null,
  entries bigint not null,
  refused_accounts bigint not null,
  refused_lines bigint not null,
  identities_made bigint not null
);

-- Accounts of a file that were refused whole: which of its lines, and the first line at fault.
create table import_refusal (
  digest bytea not null,
  first_line bigint not null,
  last_line bigint not null,
  from_offset bigint not null,
  through_offset bigint not null,
  at_line bigint not null,
  reason text not null,
  primary key (digest, first_line)
);

grant select, insert, update on import to efrikort_app;
grant select, insert on import_refusal to efrikort_app;
