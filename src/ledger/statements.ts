/** The ledger's statements and how calls become their values: one statement a batch, whatever its size. No SQL stands elsewhere on the hot path. */

import { isOfFee, type LedgerEntry } from '../domain/account/ledgerEntry.ts'
import { erasureOf } from '../domain/account/moving.ts'
import type { Snapshot } from '../domain/account/snapshot.ts'
import type { Moment } from '../domain/kernel/moment.ts'
import type {
  AccessLine,
  AccountId,
  Address,
  Appending,
  CallKey,
  PersonMove,
  Remembering,
} from '../usecases/ledgerPort.ts'
import { contentDigest, newSalt } from './chain.ts'
import { encodeEntry } from './entryCodec.ts'
import { encodeSnapshot, SNAPSHOT_FORM } from './snapshotCodec.ts'
import { writeDay, writeMoment } from './times.ts'

export type Statement = { readonly name: string; readonly text: string; readonly values: unknown[] }

export type LoadCall = { readonly address: Address; readonly key: CallKey | null }
export type ReadCall = { readonly address: Address; readonly line: AccessLine }

const LOAD = `select l.* from unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[])
  with ordinality as q (person_id, card_type, account_id, foreign_id, system, key, place),
  lateral load_account(q.person_id, q.card_type, q.account_id, q.foreign_id, q.system, q.key) as l order by q.place`

const READ = `select l.* from unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::timestamptz[], $6::text[], $7::text[],
    $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[])
  with ordinality as q (person_id, card_type, account_id, foreign_id, at, subject, act, system, employee, provider, unit,
    assignment, reason, place),
  lateral read_account(q.person_id, q.card_type, q.account_id, q.foreign_id, q.at, q.subject, q.act, q.system, q.employee,
    q.provider, q.unit, q.assignment, q.reason) as l order by q.place`

const NOTE = `insert into access_log (at, person_id, act, system, employee, provider, unit, assignment, reason)
  select * from unnest($1::timestamptz[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
    $9::text[])`

export function loadStatement(calls: readonly LoadCall[]): Statement {
  const rows = calls.map(({ address, key }) => [...addressValues(address), key?.system ?? null, key?.key ?? null])
  return { name: 'load', text: LOAD, values: columns(rows) }
}

export function readStatement(calls: readonly ReadCall[]): Statement {
  const rows = calls.map(({ address, line }) => [...addressValues(address), ...lineValues(line)])
  return { name: 'read', text: READ, values: columns(rows) }
}

export const noteStatement = (lines: readonly AccessLine[]): Statement => ({
  name: 'note',
  text: NOTE,
  values: columns(lines.map(lineValues)),
})

const LOCKS = {
  person: `select from person_account p join account a using (account_id)
    where p.person_id = $1 and p.card_type = $2 for update of a`,
  account: 'select from account where account_id = $1 for update',
  id: 'select from account where account_id = coalesce((select account_id from foreign_id where id = $1), $2::bigint) for update',
}

/** Waits for the account's turn, and holds it until the transaction ends. */
export const lockStatement = (address: Address): Statement => ({
  name: `lock ${address.by}`,
  text: LOCKS[address.by],
  values:
    address.by === 'id' ? [address.id, address.carried] : addressValues(address).filter((value) => value !== null),
})

/** From a row a call to a column a parameter. */
const columns = (rows: readonly (readonly unknown[])[]): unknown[] =>
  (rows[0] ?? []).map((_, column) => rows.map((row) => row[column]))

function addressValues(address: Address): unknown[] {
  switch (address.by) {
    case 'person':
      return [address.person.reveal(), address.cardType, null, null]
    case 'account':
      return [null, null, address.account, null]
    case 'id':
      return [null, null, address.carried, address.id]
  }
}

const lineValues = ({
  at,
  person,
  act,
  system,
  employee,
  provider,
  unit,
  assignment,
  reason,
}: AccessLine): unknown[] => [
  writeMoment(at),
  person.reveal(),
  act,
  system,
  employee,
  provider,
  unit,
  assignment,
  reason,
]

const APPEND_PARAMETERS = 26

/** Each for itself. */
export function appendStatement(appendings: readonly Appending[]): Statement {
  const calls = appendings.map((_, at) => `${appendCall(at)} as a${at}`)
  const text = `select ${calls.join(', ')}`
  return { name: `append ${appendings.length}`, text, values: appendings.flatMap(appendValues) }
}

/** Every one or none, raising EF002; the person moved with them, if one is. */
export function appendTogetherStatement(appendings: readonly Appending[], move: PersonMove | null): Statement {
  const count = appendings.length
  const after = count * APPEND_PARAMETERS
  const moving =
    move === null
      ? []
      : [
          `move_person(${parameters(after, 4)})`,
          `lead_ids($${after + 5}::text[], $${after + 4}::bigint)`,
          `look_at_group($${after + 4}::bigint, $${after + 6}::timestamptz)`,
        ]
  const text = `select all_appended(${[...appendings.map((_, at) => appendCall(at)), ...moving].join(', ')}) as a0`
  const values = [...appendings.flatMap(appendValues), ...(move === null ? [] : moveValues(move))]
  return { name: `append all ${count}${move === null ? '' : ' moving'}`, text, values }
}

const moveValues = ({ person, cardType, from, to, ids, lookAt }: PersonMove): unknown[] => [
  person.reveal(),
  cardType,
  from,
  to,
  ids,
  momentOrNull(lookAt),
]

const appendCall = (at: number): string => `append_entry(${parameters(at * APPEND_PARAMETERS, APPEND_PARAMETERS)})`

const parameters = (after: number, count: number): string =>
  Array.from({ length: count }, (_, at) => `$${after + at + 1}`).join(', ')

function appendValues(appending: Appending): unknown[] {
  const { account, opens, expectedVersion, entry, settingsVersion, snapshot, line } = appending
  return [
    account,
    expectedVersion,
    opens?.cardType ?? null,
    opens?.person?.reveal() ?? null,
    encodeSnapshot(snapshot),
    SNAPSHOT_FORM,
    entry.type,
    writeMoment(entry.recordedAt),
    'visitDate' in entry && entry.visitDate !== null ? writeDay(entry.visitDate) : null,
    encodeEntry({ entry, settingsVersion }),
    topicsOf(entry, snapshot),
    momentOrNull(erasureDueOf(entry)),
    ...subjectValues(line),
    ...rememberValues(appending),
  ]
}

/** S3: when something that the account receives by the entry is to be erased. */
function erasureDueOf(entry: LedgerEntry): Moment | null {
  if (entry.type === 'OptedOut') return entry.eraseAt
  return entry.type === 'PersonJoined' ? erasureOf(entry.portfolio) : null
}

const momentOrNull = (moment: Moment | null): string | null => (moment === null ? null : writeMoment(moment))

/** The line's moment is the entry's. */
const subjectValues = (line: AccessLine | null): unknown[] =>
  line === null ? Array(8).fill(null) : lineValues(line).slice(1)

function rememberValues({ remember }: Pick<Appending, 'remember'>): unknown[] {
  if (remember === null) return Array(6).fill(null)
  const { key, content, answer, seenAt, through } = remember
  const salt = newSalt()
  const digest = contentDigest(salt, content)
  return [key, salt, digest, answer, seenAt === null ? null : writeMoment(seenAt), writeMoment(through)]
}

/** What leaves the database after the commit: every new head, word of every erasure, and of what can be found by another number or debt. */
export const topicsOf = (entry: LedgerEntry, snapshot: Snapshot): readonly string[] => [
  'heads',
  ...(entry.type === 'ContentErased' ? ['erasures'] : []),
  ...(isFoundOtherwise(entry, snapshot) ? ['finding'] : []),
]

/** Money is owed where there is a card; a fee that makes none and lies on none changes nothing that anybody looks for. */
const isFoundOtherwise = (entry: LedgerEntry, { fixed, computed }: Snapshot): boolean =>
  !isOfFee(entry) || entry.issued.length > 0 || fixed.length + computed.length > 0

const REMEMBER = `insert into once as o (account_id, at, system, key, request_salt, request_digest, answer, remembered_through)
  values ($1, $2, $3, $4, $5, $6, $7, $9)
  on conflict (system, key) do update
    set account_id = excluded.account_id, request_salt = excluded.request_salt, request_digest = excluded.request_digest,
        answer = excluded.answer, at = excluded.at, remembered_through = excluded.remembered_through
    where o.at = $8::timestamptz`

export const rememberStatement = (account: AccountId, at: Moment, remember: Remembering): Statement => ({
  name: 'remember',
  text: REMEMBER,
  values: [account, writeMoment(at), remember.system, ...rememberValues({ remember })],
})

export function eraseStatement({
  account,
  expectedVersion,
  entry,
  settingsVersion,
  snapshot,
  line,
}: Appending): Statement {
  if (entry.type !== 'ContentErased') throw new Error('invariant broken: an erasure says what it erases')
  return {
    name: 'erase',
    text: `select erase_content(${parameters(0, 11)}) as a0`,
    values: [
      account,
      expectedVersion,
      entry.versions,
      encodeSnapshot(snapshot),
      SNAPSHOT_FORM,
      writeMoment(entry.recordedAt),
      encodeEntry({ entry, settingsVersion }),
      topicsOf(entry, snapshot),
      line?.person.reveal() ?? null,
      line?.act ?? null,
      line?.reason ?? null,
    ],
  }
}
