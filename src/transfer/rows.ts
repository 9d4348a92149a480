/**
 * The rows of a batch, a statement a table, as many accounts as it has. The links are made here, by the hand that also verifies them
 * (ledger/chain.ts). The application's rights are enough: of what stands already nothing is changed but account rows.
 */

import { contentDigest, linkDigest, newSalt } from '../ledger/chain.ts'
import { encodeEntry } from '../ledger/entryCodec.ts'
import { encodeSnapshot, SNAPSHOT_FORM } from '../ledger/snapshotCodec.ts'
import type { Statement } from '../ledger/statements.ts'
import { writeDay, writeMoment } from '../ledger/times.ts'
import type { AccountWrite, BatchWrite } from './batchWrite.ts'

/** `demands`: how many rows it must touch; fewer, and the ledger is no longer as it was when the batch was prepared. */
export type Demanding = { readonly statement: Statement; readonly demands: number }

/**
 * Parameters from the first on, as the columns of a table: each column is one text, a row a line, which the driver need not escape. No value
 * holds a line break: JSON writes it otherwise, and ids have none. An empty line is null.
 */
const columns = (...types: readonly string[]): string =>
  `unnest(${types.map((type, at) => `string_to_array($${at + 1}, E'\\n', '')::${type}[]`).join(', ')})`

const PEOPLE = `insert into person_account (person_id, card_type, account_id)
  select * from ${columns('text', 'text', 'bigint')} on conflict do nothing`
const ACCOUNTS = `insert into account (account_id, card_type, version, snapshot, snapshot_form, head)
  select * from ${columns('bigint', 'text', 'integer', 'text', 'integer', 'bytea')} on conflict do nothing`
const CONTINUED = `update account as a set version = n.version, snapshot = n.snapshot, snapshot_form = n.form, head = n.head
  from ${columns('bigint', 'integer', 'integer', 'text', 'integer', 'bytea')}
    as n (account_id, expected, version, snapshot, form, head)
  where a.account_id = n.account_id and a.version = n.expected`
const FOREIGN_IDS = `insert into foreign_id (id, account_id)
  select * from ${columns('text', 'bigint')} on conflict do nothing`
const LINKS = `insert into entry (account_id, version, kind, recorded_at, content_digest, link_digest)
  select * from ${columns('bigint', 'integer', 'text', 'timestamptz', 'bytea', 'bytea')}`
const CONTENTS = `insert into entry_content (account_id, version, visit_date, salt, content)
  select * from ${columns('bigint', 'integer', 'date', 'bytea', 'text')}`
const HEADS = `insert into outbox (account_id, topic, version)
  select id, topic, version from ${columns('bigint', 'integer')} as n (id, version), unnest('{heads,finding}'::text[]) as topic`
const ERASURES = `insert into erasure_due (account_id, due_at)
  select * from ${columns('bigint', 'timestamptz')} on conflict do nothing`
const ACCESS = `insert into access_log (at, person_id, act, reason)
  select at, person_id, 'import', reason from ${columns('timestamptz', 'text', 'text')} as n (at, person_id, reason)`

/** Takes a batch, and what the access log is to say of why. Gives its statements, in the order in which they are to be done. */
export function rowsOf({ accounts, persons, now }: BatchWrite, reason: string): Demanding[] {
  const linked = accounts.map((account) => ({ account, links: linksOf(account) }))
  const opened = linked.filter(({ account }) => account.expectedVersion === 0)
  const continued = linked.filter(({ account }) => account.expectedVersion > 0)
  const links = linked.flatMap((one) => one.links)
  const people = new Set(persons.map((person) => person.reveal()))
  return [
    demand('people', PEOPLE, opened.map(personRow)),
    demand('accounts', ACCOUNTS, opened.map(openedRow)),
    demand('continued', CONTINUED, continued.map(continuedRow)),
    demand('foreign ids', FOREIGN_IDS, accounts.flatMap(foreignIdRows)),
    demand(
      'links',
      LINKS,
      links.map(({ link }) => link),
    ),
    demand(
      'contents',
      CONTENTS,
      links.map(({ content }) => content),
    ),
    { ...demand('heads', HEADS, accounts.map(headRow)), demands: 2 * accounts.length },
    { ...demand('erasures', ERASURES, accounts.flatMap(erasureRows)), demands: 0 },
    demand(
      'access',
      ACCESS,
      [...people].map((person) => [writeMoment(now), person, reason]),
    ),
  ].filter(({ statement }) => statement.values.length > 0)
}

type Row = readonly (string | number | bigint | null)[]

function demand(name: string, text: string, rows: readonly Row[]): Demanding {
  const values = (rows[0] ?? []).map((_, column) => rows.map((row) => row[column]).join('\n'))
  return { statement: { name: `import ${name}`, text, values }, demands: rows.length }
}

/** An entry's two rows. */
type Link = { readonly link: Row; readonly content: Row; readonly head: string }
type Linked = { readonly account: AccountWrite; readonly links: readonly Link[] }

function linksOf({ id, expectedVersion, head, entries }: AccountWrite): Link[] {
  let before = head
  return entries.map((decided, at) => {
    const { entry } = decided
    const version = expectedVersion + at + 1
    const content = encodeEntry(decided)
    const salt = newSalt()
    const digest = contentDigest(salt, content)
    before = linkDigest(before, { account: id, version, kind: entry.type, recordedAt: entry.recordedAt }, digest)
    const visit = 'visitDate' in entry && entry.visitDate !== null ? writeDay(entry.visitDate) : null
    const link = bytes(before)
    return {
      link: [id, version, entry.type, writeMoment(entry.recordedAt), bytes(digest), link],
      content: [id, version, visit, bytes(salt), content],
      head: link,
    }
  })
}

const bytes = (buffer: Buffer): string => `\\x${buffer.toString('hex')}`

const personRow = ({ account: { person, cardType, id } }: Linked): Row => [person.reveal(), cardType, id]

const openedRow = ({ account, links }: Linked): Row => [account.id, account.cardType, ...stateOf(account, links)]

const continuedRow = ({ account, links }: Linked): Row => [
  account.id,
  account.expectedVersion,
  ...stateOf(account, links),
]

const stateOf = ({ snapshot }: AccountWrite, links: readonly Link[]): Row => [
  snapshot.version,
  encodeSnapshot(snapshot),
  SNAPSHOT_FORM,
  links.at(-1)?.head ?? null,
]

const foreignIdRows = ({ id, foreignIds }: AccountWrite): Row[] => foreignIds.map((foreignId) => [foreignId, id])

/** Each head holds those before it: the last one is enough. */
const headRow = ({ id, snapshot }: AccountWrite): Row => [id, snapshot.version]

const erasureRows = ({ id, entries }: AccountWrite): Row[] =>
  entries.flatMap(({ entry }) =>
    entry.type === 'OptedOut' && entry.eraseAt !== null ? [[id, writeMoment(entry.eraseAt)]] : [],
  )
