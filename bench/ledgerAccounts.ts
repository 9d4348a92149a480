/** A ledger with many accounts for the benchmark: some made by the use cases, and copied by SQL under other persons and numbers. */

import { Client } from 'pg'
import { addDays } from '../src/domain/kernel/day.ts'
import type { HsaId } from '../src/domain/kernel/hsaId.ts'
import { swedishDay } from '../src/domain/kernel/moment.ts'
import { ore } from '../src/domain/kernel/money.ts'
import type { Place } from '../src/ledger/connect.ts'
import type { Ports } from '../src/usecases/ports.ts'
import { type RegistrationRequest, registerFee } from '../src/usecases/registerFee.ts'

const TEMPLATES = 40
const MOST_FEES = 7
const COPIES_AT_A_TIME = 100_000

/** Spreads the accounts' numbers, as random ones would be. */
const SPREAD = 1_000_003

export const personOf = (number: number): string => `B${String(number).padStart(11, '0')}`

export const request = (person: string, daysAgo: number, ports: Ports): RegistrationRequest => ({
  caller: { system: 'SE2321000198-DEMO' as HsaId, fingerprint: null, onBehalfOf: null, version: 3 },
  callId: null,
  principal: 'SE2321000198-1000',
  cardType: 'CARE_VISIT',
  person,
  visit: addDays(swedishDay(ports.now()), -daysAgo),
  amount: ore(25_000),
  careProvider: 'SE2321000198-A',
  careUnit: 'SE2321000198-A1',
  actor: { employee: 'SE2321000198-E001', provider: 'SE2321000198-A', unit: null },
})

/** Makes the templates: two to seven fees each, spread over the year. */
async function makeTemplates(ports: Ports): Promise<void> {
  for (let template = 0; template < TEMPLATES; template += 1) {
    for (let fee = 0; fee <= 1 + (template % (MOST_FEES - 1)); fee += 1)
      await registerFee(ports, request(personOf(99_000_000_000 + template), 330 - fee * 45, ports))
  }
}

/** Takes an empty database with its ports, and how many accounts it is to hold. Tells how far it has come. */
export async function fill(place: Place, ports: Ports, accounts: number, tell: (line: string) => void): Promise<void> {
  await makeTemplates(ports)
  const client = new Client(place)
  await client.connect()
  try {
    await client.query(`set search_path to efrikort; set synchronous_commit = off; ${PREPARE}`)
    for (let from = 1; from <= accounts; from += COPIES_AT_A_TIME) {
      const through = Math.min(accounts, from + COPIES_AT_A_TIME - 1)
      for (const copy of COPIES) await client.query(copy, [from, through])
      tell(`${through} of ${accounts} accounts`)
    }
    await client.query('delete from outbox; delete from access_log')
    await client.query('vacuum analyze')
    await client.query('checkpoint')
  } finally {
    await client.end()
  }
}

const PREPARE = `
  create temp table template as
    select row_number() over (order by a.account_id) - 1 as number, p.person_id, a.*
      from account a join person_account p using (account_id);
  create temp table template_entry as
    select t.number, t.person_id, e.version, e.kind, e.recorded_at, e.content_digest, e.link_digest, c.visit_date, c.salt, c.content
      from template t join entry e on e.account_id = t.account_id
      join entry_content c on c.account_id = e.account_id and c.version = e.version`

const NUMBERED = `from generate_series($1::bigint, $2::bigint) as n (n)
  join template t on t.number = n.n % ${TEMPLATES}`
const PERSON = `'B' || lpad(n.n::text, 11, '0')`

const COPIES = [
  `insert into account (account_id, card_type, version, snapshot, snapshot_form, head)
    select n.n * ${SPREAD}, t.card_type, t.version, replace(t.snapshot, t.person_id, ${PERSON}), t.snapshot_form, t.head ${NUMBERED}`,
  `insert into person_account (person_id, card_type, account_id) select ${PERSON}, t.card_type, n.n * ${SPREAD} ${NUMBERED}`,
  `insert into entry (account_id, version, kind, recorded_at, content_digest, link_digest)
    select n.n * ${SPREAD}, e.version, e.kind, e.recorded_at, e.content_digest, e.link_digest
      ${NUMBERED} join template_entry e on e.number = t.number`,
  `insert into entry_content (account_id, version, visit_date, salt, content)
    select n.n * ${SPREAD}, e.version, e.visit_date, e.salt, replace(e.content, e.person_id, ${PERSON})
      ${NUMBERED} join template_entry e on e.number = t.number`,
]

/**
 * The same work as pgbench does it: one call of the function a transaction, the same values in size and number. It works in the
 * second half of the accounts, and we in the first: the snapshots that it writes are no longer those of their entries.
 */
export const PGBENCH_APPEND = (accounts: number): string => `\\set n random(${1 + accounts / 2}, ${accounts})
select efrikort.append_entry(a.account_id, a.version, null, null, a.snapshot, a.snapshot_form, 'FeeRegistered', now(), current_date,
  c.content, '{heads}', null, c.person, 'registerFee', 'SE2321000198-DEMO', 'SE2321000198-E001', 'SE2321000198-A',
  null, null, null, null, null, null, null, null, null)
from efrikort.account a,
  lateral (select content, 'B' || lpad((:n)::text, 11, '0') as person from efrikort.entry_content
    where account_id = a.account_id and version = 1) as c
where a.account_id = :n::bigint * ${SPREAD};
`

export const PGBENCH_LOAD = (accounts: number): string => `\\set n random(1, ${accounts})
select * from efrikort.load_account('B' || lpad((:n)::text, 11, '0'), 'CARE_VISIT', null, null, null, null);
`

export const PGBENCH_READ = (accounts: number): string => `\\set n random(1, ${accounts})
select * from efrikort.read_account('B' || lpad((:n)::text, 11, '0'), 'CARE_VISIT', null, null, now(),
  'B' || lpad((:n)::text, 11, '0'), 'readCard', 'SE2321000198-DEMO', null, null, null, null, null);
`
