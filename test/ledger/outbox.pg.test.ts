/** What leaves after a commit (invariant 8): at least once, in order per account, whatever fails between the database and the receiver. */

import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { applicationPool, connectAsOwner } from '../../src/ledger/connect.ts'
import { type Message, relay } from '../../src/ledger/outbox.ts'
import { type Counter, done, openCounter } from '../usecases/counter.ts'

const TOPIC = 'heads'

describe('the outbox', () => {
  let counter: Counter
  before(async () => {
    counter = await openCounter()
  })
  after(() => counter.close())
  beforeEach(async () => {
    await counter.pool.query('delete from outbox')
  })

  /** Registers so many fees for so many new people. Gives their accounts, in the order in which the outbox goes. */
  const busy = async (people: number, fees: number): Promise<bigint[]> => {
    const persons = Array.from({ length: people }, counter.stranger)
    for (let fee = 0; fee < fees; fee += 1)
      await Promise.all(
        persons.map(async (person) => done(await counter.register(person, '2025-06-01', `${10 + fee}.00`))),
      )
    const accounts = await Promise.all(persons.map(counter.accountOf))
    return accounts.sort((a, b) => (a < b ? -1 : 1))
  }
  const keyOf = ({ account, version }: Message): string => `${account}/${version}`
  const waiting = async (): Promise<string[]> => {
    const { rows } = await counter.pool.query(
      'select account_id as account, version from outbox where topic = $1 order by account_id, version',
      [TOPIC],
    )
    return rows.map(keyOf)
  }
  const all = (accounts: readonly bigint[], versions: number): string[] =>
    accounts.flatMap((account) => Array.from({ length: versions }, (_, at) => `${account}/${at + 1}`))
  const receiver = () => {
    const received: string[] = []
    const takes = async (messages: readonly Message[]) => {
      received.push(...messages.map(keyOf))
      return messages
    }
    return { received, takes }
  }

  test('every entry waits in it from its commit on, and leaves in order per account; then nothing waits', async () => {
    const accounts = await busy(3, 4)
    assert.deepEqual(await waiting(), all(accounts, 4))
    const { received, takes } = receiver()
    assert.equal(await relay(counter.pool, TOPIC, takes), 12)
    assert.deepEqual(received, all(accounts, 4))
    assert.deepEqual(await waiting(), [])
    assert.equal(await relay(counter.pool, TOPIC, takes), 0)
    assert.equal(received.length, 12)
  })

  test('more than one helping is taken in the same order, each message once', async () => {
    const accounts = await busy(60, 9)
    const helpings: number[] = []
    const { received, takes } = receiver()
    const counted = async (messages: readonly Message[]) => {
      helpings.push(messages.length)
      return takes(messages)
    }
    assert.equal(await relay(counter.pool, TOPIC, counted), 540)
    assert.deepEqual(received, all(accounts, 9))
    assert.deepEqual(helpings, [500, 40])
  })

  test('a receiver that fails leaves everything to come again, and what came before its failure is not lost', async () => {
    const accounts = await busy(2, 2)
    const failing = () => Promise.reject(new Error('the receiver is away'))
    await assert.rejects(relay(counter.pool, TOPIC, failing), /the receiver is away/)
    assert.deepEqual(await waiting(), all(accounts, 2))
    const { received, takes } = receiver()
    await relay(counter.pool, TOPIC, takes)
    assert.deepEqual(received, all(accounts, 2))
  })

  test('of what a receiver takes in half, the other half comes again, still in order', async () => {
    const accounts = await busy(3, 4)
    const half = async (messages: readonly Message[]) => messages.filter(({ version }) => version <= 2)
    assert.equal(await relay(counter.pool, TOPIC, half), 6)
    const rest = accounts.flatMap((account) => [`${account}/3`, `${account}/4`])
    assert.deepEqual(await waiting(), rest)
    await busy(0, 0)
    const { received, takes } = receiver()
    await relay(counter.pool, TOPIC, takes)
    assert.deepEqual(received, rest)
  })

  /** The server ends the connection of the service that is at it, as when that process dies. */
  const endTheOneAtIt = async (): Promise<void> => {
    const owner = await connectAsOwner(counter.database.place)
    const holder = `from pg_locks where locktype = 'advisory' and classid = 7242002`
    await owner.query(`select pg_terminate_backend(pid) ${holder}`)
    while ((await owner.query(`select pid ${holder}`)).rows.length > 0) await setTimeout(5)
    await owner.end()
  }

  test('a service that dies between delivery and deletion delivers again: at least once, never less', async () => {
    const accounts = await busy(2, 3)
    const pool = applicationPool(counter.database.place, () => undefined, 1)
    const first = receiver()
    const dying = async (messages: readonly Message[]) => {
      await first.takes(messages)
      await endTheOneAtIt()
      return messages
    }
    await assert.rejects(relay(pool, TOPIC, dying))
    await pool.end()
    assert.deepEqual(await waiting(), all(accounts, 3))
    const second = receiver()
    assert.equal(await relay(counter.pool, TOPIC, second.takes), 6)
    assert.deepEqual(second.received, first.received)
  })

  test('two services do not deliver the same at once: one is at it, the other finds nothing to do and comes back', async () => {
    const accounts = await busy(2, 2)
    const { received, takes } = receiver()
    let asked = -1
    const slow = async (messages: readonly Message[]) => {
      asked = await relay(counter.pool, TOPIC, takes)
      return takes(messages)
    }
    assert.equal(await relay(counter.pool, TOPIC, slow), 4)
    assert.equal(asked, 0)
    assert.deepEqual(received, all(accounts, 2))
    assert.equal(await relay(counter.pool, TOPIC, takes), 0)
  })

  test('topics go each their own way', async () => {
    const [account] = await busy(1, 1)
    await counter.pool.query(`insert into outbox (account_id, topic, version) values ($1, 'erasures', 1)`, [account])
    const { received, takes } = receiver()
    const during = async (messages: readonly Message[]) => {
      assert.equal(await relay(counter.pool, 'erasures', takes), 1)
      return messages
    }
    assert.equal(await relay(counter.pool, TOPIC, during), 1)
    assert.deepEqual(received, [`${account}/1`])
  })

  test('while registrations go on, what is relayed again and again is every entry, each account’s in order', async () => {
    const persons = Array.from({ length: 5 }, counter.stranger)
    const { received, takes } = receiver()
    let isOver = false
    const relaying = (async () => {
      while (!isOver) await relay(counter.pool, TOPIC, takes)
    })()
    const registering = persons.flatMap((person) =>
      Array.from({ length: 10 }, async (_, at) => done(await counter.register(person, '2025-06-01', `${10 + at}.00`))),
    )
    await Promise.all(registering)
    isOver = true
    await relaying
    await relay(counter.pool, TOPIC, takes)
    for (const person of persons) {
      const account = await counter.accountOf(person)
      assert.deepEqual(
        received.filter((key) => key.startsWith(`${account}/`)),
        all([account], 10),
      )
    }
    assert.deepEqual(await waiting(), [])
  })
})
