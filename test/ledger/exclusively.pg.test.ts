/** Many at once (invariants 1 and 3): several accounts or none, one account held for one attempt, and nobody blocked for ever. */

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { recordInAccount } from '../../src/domain/account/recordInAccount.ts'
import { snapshotOf } from '../../src/domain/account/snapshot.ts'
import type { HsaId } from '../../src/domain/kernel/hsaId.ts'
import type { Moment } from '../../src/domain/kernel/moment.ts'
import { PersonId } from '../../src/domain/kernel/personId.ts'
import { applicationPool, connectAsOwner } from '../../src/ledger/connect.ts'
import type { AccountId, Address, Appended, Appending } from '../../src/usecases/ledgerPort.ts'
import { openAccount } from '../../src/usecases/openAccount.ts'
import { type Counter, counterOver, done, openCounter } from '../usecases/counter.ts'

const LONG_MS = 20_000
const SYSTEM = 'SE2321000198-DEMO' as HsaId
const NOBODY = { employee: null, provider: null, unit: null, assignment: null, reason: null }
const PERSON = PersonId.known('personnummer', '191212121212')
const LINE = { at: 0 as Moment, person: PERSON, act: 'test', system: SYSTEM, ...NOBODY }

describe('accounts written to at once', () => {
  let counter: Counter
  before(async () => {
    counter = await openCounter()
  })
  after(() => counter.close())

  /** A person with one fee, and the account's id. */
  const account = async (): Promise<AccountId> => {
    const person = counter.stranger()
    done(await counter.register(person, '2025-06-01', '250.00'))
    return counter.accountOf(person)
  }
  const at = (id: AccountId): Address => ({ by: 'account', account: id })
  /** An entry decided on the account as it stands, not yet appended. */
  const decided = async (id: AccountId, more: Partial<Appending> = {}): Promise<Appending> => {
    const loaded = await counter.ports.ledger.load(at(id), null)
    const { account: opened } = await openAccount(counter.ports, loaded, { id, prefix: '21' })
    const expectedVersion = opened.version
    const entry = { type: 'SettingsAdopted', recordedAt: counter.ports.now(), issued: [] } as const
    recordInAccount(opened, entry, [])
    const { settingsVersion } = opened
    const nothingElse = { opens: null, line: null, remember: null }
    return {
      account: id,
      expectedVersion,
      entry,
      settingsVersion,
      snapshot: snapshotOf(opened),
      ...nothingElse,
      ...more,
    }
  }
  const versionOf = async (id: AccountId): Promise<number> => {
    const { account: stored } = await counter.ports.ledger.load(at(id), null)
    return stored?.version ?? 0
  }
  const versions = (ids: readonly AccountId[]) => Promise.all(ids.map(versionOf))

  test('several accounts are appended to together', async () => {
    const ids = [await account(), await account(), await account()]
    const appendings = await Promise.all(ids.map((id) => decided(id)))
    assert.equal(await counter.ports.ledger.appendTogether(appendings, null), 'appended')
    assert.deepEqual(await versions(ids), [2, 2, 2])
  })

  test('when one of them has changed meanwhile none is appended to, wherever it stands among them', async () => {
    for (const changed of [0, 1, 2]) {
      const ids = [await account(), await account(), await account()]
      const appendings = await Promise.all(ids.map((id) => decided(id)))
      assert.equal(await counter.ports.ledger.append(await decided(ids[changed] as AccountId)), 'appended')
      assert.equal(await counter.ports.ledger.appendTogether(appendings, null), 'conflict')
      assert.deepEqual(
        await versions(ids),
        [0, 1, 2].map((place) => (place === changed ? 2 : 1)),
      )
    }
  })

  test('when a caller’s id has been used meanwhile none is appended to, and nothing is remembered', async () => {
    const ids = [await account(), await account()]
    const through = (counter.ports.now() + 3_600_000) as never
    const remember = { system: SYSTEM, key: 'id used', content: 'first', answer: '{}', seenAt: null, through }
    const [first, second] = ids as [AccountId, AccountId]
    assert.equal(await counter.ports.ledger.append(await decided(first, { line: LINE, remember })), 'appended')
    const again = { line: LINE, remember: { ...remember, content: 'second' } }
    const appendings = [await decided(first), await decided(second, again)]
    assert.equal(await counter.ports.ledger.appendTogether(appendings, null), 'conflict')
    assert.deepEqual(await versions(ids), [2, 1])
    const { remembered } = await counter.ports.ledger.load(at(first), remember)
    assert.deepEqual([remembered?.hadContent('first'), remembered?.hadContent('second')], [true, false])
  })

  test('a fault in one fails the act, and none is appended to', async () => {
    const ids = [await account(), await account()]
    const first = await decided(ids[0] as AccountId)
    // No index takes such a key: the server finds it out after it has written the first.
    const key = Array.from({ length: 90 }, (_, at) => createHash('sha256').update(`${at}`).digest('base64')).join('')
    const through = counter.ports.now()
    const remember = { system: SYSTEM, key, content: '', answer: '{}', seenAt: null, through }
    const broken = await decided(ids[1] as AccountId, { line: LINE, remember })
    await assert.rejects(counter.ports.ledger.appendTogether([first, broken], null), /index row size/)
    assert.deepEqual(await versions(ids), [1, 1])
  })

  test('two that take the same two accounts from both sides, again and again, all get through', {
    timeout: LONG_MS,
  }, async () => {
    const [one, other] = [await account(), await account()]
    const pool = applicationPool(counter.database.place, () => undefined)
    const services = [counter, await counter.another(pool)]
    const grouping = async ({ ports }: Counter, ids: readonly AccountId[]): Promise<void> => {
      for (let rounds = 0; rounds < 4; rounds += 1) {
        let outcome: Appended = 'conflict'
        while (outcome === 'conflict')
          outcome = await ports.ledger.appendTogether(await Promise.all(ids.map((id) => decided(id))), null)
      }
    }
    const acts = services.flatMap((service) => [grouping(service, [one, other]), grouping(service, [other, one])])
    await Promise.all(acts)
    await pool.end()
    assert.deepEqual(await versions([one, other]), [17, 17])
  })

  test('batches of two services that hold the same accounts in opposite orders all get through', {
    timeout: LONG_MS,
  }, async () => {
    const persons = Array.from({ length: 12 }, counter.stranger)
    const pool = applicationPool(counter.database.place, () => undefined)
    const other = await counter.another(pool)
    const registering = [1, 2, 3, 4].flatMap((amount) => [
      ...persons.map((person) => counter.register(person, '2025-06-01', `${amount}00.00`)),
      ...persons.toReversed().map((person) => other.register(person, '2025-06-01', `${amount}50.00`)),
    ])
    for (const answer of await Promise.all(registering)) done(answer)
    await pool.end()
    const shown = await Promise.all(persons.map((person) => counter.shown(person)))
    for (const card of shown) assert.deepEqual([card?.fees.length, card?.paid], [8, 220_000])
  })

  test('an account held is appended to by nobody else until the attempt is over', async () => {
    const id = await account()
    const overtaking = await decided(id)
    let waited: Promise<Appended> | null = null
    await counter.ports.ledger.exclusively(at(id), async (turn) => {
      waited = counter.ports.ledger.append(overtaking)
      await setTimeout(50)
      assert.equal((await turn.load(at(id), null)).account?.version, 1)
      assert.equal(await turn.append(await decided(id)), 'appended')
    })
    assert.equal(await (waited as unknown as Promise<Appended>), 'conflict')
    assert.equal(await versionOf(id), 2)
  })

  test('an attempt that fails leaves nothing behind it, and the account is free', async () => {
    const id = await account()
    const failing = counter.ports.ledger.exclusively(at(id), async (turn) => {
      await turn.append(await decided(id))
      throw new Error('decided otherwise')
    })
    await assert.rejects(failing, /decided otherwise/)
    assert.equal(await versionOf(id), 1)
    assert.equal(await counter.ports.ledger.append(await decided(id)), 'appended')
  })

  test('a connection lost while an account is held fails that attempt, and nothing else', async () => {
    const id = await account()
    const owner = await connectAsOwner(counter.database.place)
    const holder = `from pg_stat_activity where state = 'idle in transaction'`
    const attempt = counter.ports.ledger.exclusively(at(id), async (turn) => {
      await owner.query(`select pg_terminate_backend(pid) ${holder}`)
      while ((await owner.query(`select pid ${holder}`)).rows.length > 0) await setTimeout(5)
      await setTimeout(20)
      return turn.append(await decided(id))
    })
    await assert.rejects(attempt)
    await owner.end()
    assert.equal(await versionOf(id), 1)
    assert.equal(await counter.ports.ledger.append(await decided(id)), 'appended')
  })

  test('an account that is not there is nobody’s to hold, and the attempt is made', async () => {
    const nobody = { by: 'account', account: 1n as AccountId } as const
    const seen = await counter.ports.ledger.exclusively(nobody, async (turn) => (await turn.load(nobody, null)).account)
    assert.equal(seen, null)
  })

  test('many callers on one account through three services that do not wait for each other: all succeed, each once', {
    timeout: LONG_MS,
  }, async () => {
    const person = counter.stranger()
    const pools = [1, 2, 3].map(() => applicationPool(counter.database.place, () => undefined))
    const services = await Promise.all(pools.map((pool) => counter.another(pool)))
    const impatient = services.map((service) => counterOver(service, { inTurn: (_, act) => act() }))
    const registering = Array.from({ length: 90 }, (_, count) =>
      (impatient[count % 3] as Counter).register(person, '2025-06-01', `${count + 1}.00`, { callId: `call ${count}` }),
    )
    for (const answer of await Promise.all(registering)) done(answer)
    await Promise.all(pools.map((pool) => pool.end()))
    const card = await counter.shown(person)
    // 1 kr, 2 kr … 90 kr: 4 095 kr in all.
    assert.deepEqual([card?.fees.length, card?.paid], [90, 409_500])
  })
})
