/** All that the ledger holds, account by account, as it stood at one moment: read by four cursors that walk side by side. It judges nothing. */

import type { Client } from 'pg'
import { openStream, type Stream } from './cursor.ts'

export type AccountRow = {
  readonly account_id: string
  readonly card_type: string
  readonly version: number
  readonly snapshot: string
  readonly snapshot_form: number
  readonly head: Buffer | null
}

export type EntryRow = {
  readonly account_id: string
  readonly version: number
  readonly kind: string
  /** Microseconds since 1970, as the database has them: an entry's moment is in whole milliseconds. */
  readonly recorded_us: string
  readonly content_digest: Buffer
  readonly link_digest: Buffer
}

export type ContentRow = {
  readonly account_id: string
  readonly version: number
  readonly visit_date: string | null
  readonly salt: Buffer | null
  readonly content: string | null
}

export type PersonRow = { readonly account_id: string; readonly person_id: string; readonly card_type: string }

/** What stands under one number; each list in order of version. */
export type Stored = {
  readonly account: bigint
  readonly row: AccountRow | null
  readonly entries: readonly EntryRow[]
  readonly contents: readonly ContentRow[]
  readonly persons: readonly PersonRow[]
}

const ACCOUNTS = {
  name: 'accounts',
  sql: 'select account_id, card_type, version, snapshot, snapshot_form, head from account order by account_id',
  atATime: 500,
}
const ENTRIES = {
  name: 'entries',
  sql: `select account_id, version, kind, (extract(epoch from recorded_at) * 1000000)::bigint as recorded_us, content_digest,
    link_digest from entry order by account_id, version`,
  atATime: 2_000,
}
const CONTENTS = {
  name: 'contents',
  sql: `select account_id, version, visit_date::text as visit_date, salt, content from entry_content
    order by account_id, version`,
  atATime: 1_000,
}
const PERSONS = {
  name: 'persons',
  sql: 'select account_id, person_id, card_type from person_account order by account_id',
  atATime: 2_000,
}

/** Takes a connection with a transaction under way. Gives what stands under each number, in order of the numbers. */
export async function* storedAccounts(client: Client): AsyncGenerator<Stored> {
  const accounts = await openStream<AccountRow>(client, ACCOUNTS)
  const entries = await openStream<EntryRow>(client, ENTRIES)
  const contents = await openStream<ContentRow>(client, CONTENTS)
  const persons = await openStream<PersonRow>(client, PERSONS)
  const streams = [accounts, entries, contents, persons]
  for (;;) {
    const account = await least(streams)
    if (account === null) return
    yield {
      account,
      row: (await accounts.take(account))[0] ?? null,
      entries: await entries.take(account),
      contents: await contents.take(account),
      persons: await persons.take(account),
    }
  }
}

async function least(streams: readonly Stream<unknown>[]): Promise<bigint | null> {
  let found: bigint | null = null
  for (const stream of streams) {
    const next = await stream.next()
    if (next !== null && (found === null || next < found)) found = next
  }
  return found
}
