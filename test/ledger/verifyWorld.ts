/** A ledger of some hundred entries of every kind for the tests of verify, and copies of its database to do damage in. */

import assert from 'node:assert/strict'
import { Client } from 'pg'
import type { Place } from '../../src/ledger/connect.ts'
import { eraseDue } from '../../src/usecases/eraseDue.ts'
import type { AccountId } from '../../src/usecases/ledgerPort.ts'
import { type Counter, ceiling, done, feeOf, OTHER, openCounter, settingsOfOther } from '../usecases/counter.ts'

export type Ledger = {
  readonly counter: Counter
  /** Of somebody with six entries, the last an annulment of the last fee. */
  readonly account: AccountId
  /** Of somebody with as many entries. */
  readonly other: AccountId
  /** Of somebody whose content is erased: two fees, a leaving, the erasure. */
  readonly erased: AccountId
  /** What the erased account's first entry held. */
  readonly gone: { readonly content: string; readonly salt: Buffer }
}

const MONTHS = ['2024-12', '2025-01', '2025-02', '2025-03', '2025-04'] as const

/** Opens a counter and lives through it: fees, corrections, annulments, cards, leaving, coming back, erasures, changed settings. Leaves nobody connected. */
export async function livedLedger(): Promise<Ledger> {
  const counter = await openCounter()
  await counter.set(...settingsOfOther())
  const longKnown = await visitsOfTwoYears(counter)
  const persons = Array.from({ length: 40 }, counter.stranger)
  await Promise.all(persons.map((person, at) => visits(counter, person, at % 2 === 0 ? '250.00' : '400.00')))
  const [first = '', second = '', third = '', fourth = '', fifth = '', sixth = ''] = persons
  for (const person of [first, second]) done(await counter.annul(await lastFee(counter, person)))
  for (const person of persons.slice(10, 30))
    done(await counter.correct(await lastFee(counter, person), null, '150.00'))
  for (const person of [third, fourth])
    done(await counter.register(person, '2025-05-02', '300.00', { principal: OTHER }))
  // Lower amounts make cards for those who have done nothing, which are recorded when somebody asks.
  counter.setClock('2025-06-03T12:00:00+02:00')
  await counter.set(ceiling('2024-01-01', '700.00'), ceiling('2025-01-01', '1000.00'))
  for (const person of [longKnown, ...persons]) done(await counter.read(person))
  const gone = await leavings(counter, { erasedLater: [third, fourth, fifth], back: sixth })
  const [account, other, erased] = await Promise.all([first, second, gone.person].map(counter.accountOf))
  assert.ok(account !== undefined && other !== undefined && erased !== undefined)
  await counter.pool.end()
  return { counter, account, other, erased, gone }
}

async function visits(counter: Counter, person: string, amount: string): Promise<void> {
  for (const month of MONTHS) done(await counter.register(person, `${month}-10`, amount))
}

/** Gives somebody with two fees in the window of today, and two before it. */
async function visitsOfTwoYears(counter: Counter): Promise<string> {
  const person = counter.stranger()
  counter.setClock('2024-02-01T12:00:00+01:00')
  for (const day of ['2024-01-10', '2024-01-11']) done(await counter.register(person, day, '400.00'))
  counter.setClock('2025-06-02T12:00:00+02:00')
  for (const day of ['2025-05-10', '2025-05-11']) done(await counter.register(person, day, '100.00'))
  return person
}

async function lastFee(counter: Counter, person: string): Promise<string> {
  const { rows } = await counter.pool.query<{ content: string }>(
    'select content from entry_content where account_id = $1 order by version desc limit 1',
    [await counter.accountOf(person)],
  )
  return (JSON.parse(rows[0]?.content ?? '{}') as { feeId: string }).feeId
}

type Leaving = { readonly erasedLater: readonly string[]; readonly back: string }

/** Some leave, one of two principals at once; one comes back in time, the others are erased. */
async function leavings(counter: Counter, { erasedLater, back }: Leaving) {
  const person = counter.stranger()
  done(await counter.register(person, '2025-05-10', '250.00'))
  feeOf(await counter.register(person, '2025-05-11', '250.00'))
  const { rows } = await counter.pool.query<{ content: string; salt: Buffer }>(
    'select content, salt from entry_content where account_id = $1 and version = 1',
    [await counter.accountOf(person)],
  )
  for (const one of [...erasedLater, back, person]) done(await counter.leave(one))
  done(await counter.leave(erasedLater[0] ?? '', { principal: OTHER }))
  done(await counter.enter(back))
  counter.setClock('2025-07-10T12:00:00+02:00')
  assert.equal(await eraseDue(counter.ports), 5)
  assert.ok(rows[0])
  return { person, ...rows[0] }
}

export type Copy = { readonly place: Place; readonly drop: () => Promise<void> }

let copies = 0

/** Takes a database that nobody is connected to. Gives a copy of it. */
export async function copyOf(place: Place): Promise<Copy> {
  assert.ok('database' in place)
  copies += 1
  const copy = { ...place, database: `copy_${copies}` }
  const inDatabase = async (sql: string): Promise<void> => {
    const client = new Client({ ...place, database: 'postgres' })
    await client.connect()
    await client.query(sql).finally(() => client.end())
  }
  await inDatabase(`create database ${copy.database} template ${place.database}`)
  return { place: copy, drop: () => inDatabase(`drop database ${copy.database} with (force)`) }
}

const TABLES = ['account', 'entry', 'entry_content', 'person_account', 'outbox']

/** Keeps what the ledger holds aside, in the same database, and lets its own check of versions go. */
export const keepAside = (client: Client): Promise<unknown> =>
  client.query(
    `create schema aside; alter table entry drop constraint entry_version_check;
      ${TABLES.map((table) => `create table aside.${table} as table efrikort.${table}`).join(';')}`,
  )

/** Gives the ledger back what keepAside has kept. */
export const putBack = (client: Client): Promise<unknown> =>
  client.query(
    `truncate ${TABLES.join(', ')}; ${TABLES.map((table) => `insert into ${table} table aside.${table}`).join(';')}`,
  )

/** Behind the service's back: with every right there is. */
export async function behindTheBack(place: Place, act: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client(place)
  await client.connect()
  try {
    await client.query('set search_path to efrikort')
    await act(client)
  } finally {
    await client.end()
  }
}
