/** Invariant 4 on a long random walk over every act: after each, what the ledger keeps beside the entries is what the entries come to. */

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { replay } from '../../src/domain/account/replay.ts'
import { snapshotOf } from '../../src/domain/account/snapshot.ts'
import { encodeSnapshot } from '../../src/ledger/snapshotCodec.ts'
import { verifyLedger } from '../../src/ledger/verify/verifyLedger.ts'
import { type Counter, done, OTHER, OWN, openCounter, setting, settingsOfOther } from './counter.ts'
import { walkerAt } from './walker.ts'

const STEPS = 240
const KINDS = [
  'CardRegistered',
  'CardCorrected',
  'CardWithdrawn',
  'CardDeleted',
  'CardRenumbered',
  'CardOrdered',
  'ReadConsentSaid',
  'ContentErased',
  'PersonJoined',
  'PersonLeft',
]

describe('a long random walk over fees, cards, consents, groups, leaving, coming back, erasing and settings', () => {
  let counter: Counter
  before(async () => {
    counter = await openCounter()
    await counter.set(...settingsOfOther())
  })
  after(() => counter.close())

  /** The snapshot as it is kept, and as a replay of the entries makes it; null for one who has no account yet. */
  const both = async (person: string): Promise<[string, string] | null> => {
    const account = await counter.accountOf(person).catch(() => null)
    if (account === null) return null
    const { account: stored, settingsVersion } = await counter.ports.ledger.load({ by: 'account', account }, null)
    assert.ok(stored?.snapshot)
    const { history } = await counter.ports.settings.atLeast(settingsVersion)
    const replayed = replay(await counter.ports.ledger.entriesOf(account), history)
    return [encodeSnapshot(stored.snapshot), encodeSnapshot(snapshotOf(replayed))]
  }

  /** Of every account, those that nobody is led to any more among them. */
  const holds = async (step: number, act: string) => {
    const verdict = await verifyLedger(counter.database.place, { headsFolders: [], report: () => undefined })
    assert.deepEqual(verdict.holds || verdict.fault, true, `step ${step}, ${act}`)
  }

  /** No card is known by one id in two accounts. */
  const areApart = async (persons: readonly string[]) => {
    const accountOf = new Map<string, unknown>()
    for (const person of persons)
      for (const principal of [OWN, OTHER]) {
        const cards = await counter.cards(person, { principal })
        for (const { card } of cards.ok ? cards.value : []) {
          const account = await counter.accountOf(person)
          assert.equal(accountOf.get(card.identity?.id ?? '') ?? account, account)
          accountOf.set(card.identity?.id ?? '', account)
        }
      }
  }

  /** Every card has an id, and no two the same. */
  const readAll = async (person: string, principal: string) => {
    const cards = await counter.cards(person, { principal })
    const ids = cards.ok ? cards.value.map(({ card }) => card.identity?.id) : []
    assert.ok(!ids.includes(undefined))
    assert.equal(new Set(ids).size, ids.length)
  }

  test('a card without preliminary time is kept as it is replayed, FINAL at once', async () => {
    const person = counter.stranger()
    await counter.set(setting('preliminaryHours', '2025-06-02', 0))
    done(await counter.register(person, '2025-06-01', '1450.00'))
    const pair = await both(person)
    assert.ok(pair)
    assert.equal(pair[0], pair[1])
    assert.match(pair[1], /"fixed":\[\{/)
  })

  for (const seed of [3, 10])
    test(`the kept snapshot equals the replay after each of ${STEPS} acts, and readings in between change nothing (seed ${seed})`, async () => {
      const walker = walkerAt(counter, seed, 4)
      const acts = new Map<string, number>()
      for (let step = 0; step < STEPS; step += 1) {
        const { act, person } = await walker.step()
        acts.set(act, (acts.get(act) ?? 0) + 1)
        if (step % 3 === 0) await readAll(person, step % 2 === 0 ? OWN : OTHER)
        const pair = await both(person)
        if (pair !== null) assert.equal(pair[0], pair[1], `step ${step}, ${act}`)
        if (step % 20 === 19 || act === 'erase') await holds(step, act)
        if (step % 20 === 9) await areApart(walker.persons)
      }
      for (const person of walker.persons) {
        const pair = await both(person)
        assert.ok(pair)
        assert.equal(pair[0], pair[1])
      }
      for (const act of [
        'register',
        'correct',
        'annul',
        'leave',
        'enter',
        'give',
        'consent',
        'set',
        'erase',
        'group',
        'ungroup',
      ])
        assert.ok((acts.get(act) ?? 0) > 2, `${act} is among the acts`)
    })

  test('the walks have come to every kind of entry, or they would prove nothing of it', async () => {
    const { rows } = await counter.pool.query<{ kind: string }>('select distinct kind from entry')
    const kinds = new Set(rows.map(({ kind }) => kind))
    for (const kind of KINDS) assert.ok(kinds.has(kind), kind)
  })
})
