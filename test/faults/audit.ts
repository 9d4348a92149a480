/**
 * Holds the ledger's own tables against the callers' book: every answered call is recorded once and as it was sent, no call twice,
 * nothing that nobody sent; and each account is whole: versions, moments, chain, and a snapshot that a replay comes to.
 */

import assert from 'node:assert/strict'
import type { Pool, PoolClient } from 'pg'
import { applicationPool, type Place } from '../../src/ledger/connect.ts'
import { postgresLedger } from '../../src/ledger/ledger.ts'
import { recordedSettings } from '../../src/ledger/settingsLedger.ts'
import { type Content, type Examination, examineAccount } from './auditAccount.ts'
import type { Book, Sent } from './book.ts'

export type Audit = {
  readonly accounts: number
  readonly entries: number
  /** Calls without an answer that are recorded all the same: they were on disk when the answer was lost. */
  readonly recordedUnanswered: number
}

/** Takes the database, the book, and whose accounts are looked at (null: everybody's). Throws with every fault it has found. */
export async function audit(place: Place, book: Book, persons: readonly string[] | null): Promise<Audit> {
  const pool = applicationPool(place, () => undefined, 2)
  try {
    const { history } = (await recordedSettings(postgresLedger(pool))).known()
    const faults: string[] = []
    const recorded = new Map<string, number>()
    const read = await asItStands(pool, (client) => readAccounts(client, persons, { history, faults }))
    for (const { person, contents } of read)
      for (const content of contents) judgeEntry(content, { person, book, recorded, faults })
    const entries = read.reduce((sum, { contents }) => sum + contents.length, 0)
    const recordedUnanswered = judgeCalls(book, { recorded, persons, faults })
    assert.deepEqual(faults, [], 'the ledger holds what was answered, once, and nothing else')
    return { accounts: read.length, entries, recordedUnanswered }
  } finally {
    await pool.end()
  }
}

/** A server that was cut off may still be at a statement: everything is read as it was at one moment. */
async function asItStands<T>(pool: Pool, read: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    return await read(client)
  } finally {
    client.release(true)
  }
}

type Read = { readonly person: string; readonly contents: readonly Content[] }

async function readAccounts(
  client: PoolClient,
  persons: readonly string[] | null,
  examination: Examination,
): Promise<Read[]> {
  const read: Read[] = []
  for (const { id, person } of await accountsOf(client, persons))
    read.push({ person, contents: await examineAccount(client, id, examination) })
  return read
}

type Owned = { readonly id: string; readonly person: string }

async function accountsOf(client: PoolClient, persons: readonly string[] | null): Promise<Owned[]> {
  const { rows } = await client.query<Owned>(
    `select account_id::text as id, person_id as person from person_account
      where $1::text[] is null or person_id = any ($1) order by account_id`,
    [persons],
  )
  return rows
}

type Judging = {
  readonly person: string
  readonly book: Book
  readonly recorded: Map<string, number>
  readonly faults: string[]
}

const ACTS: Readonly<Record<string, string>> = {
  register: 'FeeRegistered',
  correct: 'FeeCorrected',
  annul: 'FeeAnnulled',
}

function judgeEntry(content: Content, { person, book, recorded, faults }: Judging): void {
  const tag = (content.type === 'FeeRegistered' ? content.careUnit?.text : content.reason) ?? '(none)'
  recorded.set(tag, (recorded.get(tag) ?? 0) + 1)
  const sent = book.sent.get(tag)
  if (sent === undefined) {
    faults.push(`${content.type} of call "${tag}", which nobody sent`)
    return
  }
  if (sent.call.person !== person) faults.push(`call "${tag}" lies in another person's account`)
  if (!agrees(content, sent)) faults.push(`call "${tag}" is recorded with other values than it was sent with`)
}

/** A correction records only what it changes. */
function agrees(content: Content, { call, answer }: Sent): boolean {
  const { type, feeId, visitDate, amountOre } = content
  if (type !== ACTS[call.act]) return false
  if (feeId !== (answer?.fee ?? call.fee ?? feeId)) return false
  if (call.act === 'annul') return true
  const isWhole = call.act === 'register'
  const isDate = visitDate === call.date || (!isWhole && visitDate === null)
  return isDate && (amountOre === call.amountOre || (!isWhole && amountOre === null))
}

type Judged = Pick<Judging, 'recorded' | 'faults'> & { readonly persons: readonly string[] | null }

/** Gives how many calls without an answer are recorded. */
function judgeCalls({ sent }: Book, { recorded, persons, faults }: Judged): number {
  const asked = persons === null ? null : new Set(persons)
  let recordedUnanswered = 0
  for (const [tag, { call, answer }] of sent) {
    if (asked !== null && !asked.has(call.person)) continue
    const times = recorded.get(tag) ?? 0
    if (times > 1) faults.push(`call "${tag}" is recorded ${times} times`)
    if (times === 0 && answer !== null) faults.push(`call "${tag}" was answered and is not recorded`)
    if (times === 1 && answer === null) recordedUnanswered += 1
  }
  return recordedUnanswered
}
