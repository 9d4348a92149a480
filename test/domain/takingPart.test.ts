/** Leaving and coming back, law by law (domain.md S1–S3): what is out of sight, what is restored, what begins empty; true of every history. */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Account } from '../../src/domain/account/account.ts'
import type { Entry } from '../../src/domain/account/entry.ts'
import type { LedgerEntry } from '../../src/domain/account/ledgerEntry.ts'
import { reckon } from '../../src/domain/account/reckon.ts'
import { replay } from '../../src/domain/account/replay.ts'
import { snapshotOf } from '../../src/domain/account/snapshot.ts'
import type { Statement } from '../../src/domain/account/statement.ts'
import { dueForErasure, eraseContent, NOTHING_KNOWN, theirsIn } from '../../src/domain/decisions/eraseContent.ts'
import { optIn, optOut } from '../../src/domain/decisions/takePart.ts'
import type { HsaId } from '../../src/domain/kernel/hsaId.ts'
import { addHours, type Moment } from '../../src/domain/kernel/moment.ts'
import type { CardId } from '../../src/domain/law/card.ts'
import type { FeeId } from '../../src/domain/law/careOrder.ts'
import { neverChanged, type SettingsHistory, settingsOf, versionKnownAt } from '../../src/domain/law/settings.ts'
import { encodeSnapshot } from '../../src/ledger/snapshotCodec.ts'
import { fc } from '../property.ts'
import { day, kronor, moment } from '../usecases/world.ts'
import { installation, PRINCIPAL, seeds } from './arbitraries.ts'
import {
  ACTOR,
  again,
  asKept,
  identitiesFor,
  isFirst,
  type Kept,
  keptHistory,
  newAccount,
  optedIn,
  optedOut,
  outline,
  PERSON,
  possible,
  principalSettings,
  recordBy,
  said,
  subjectOf,
} from './kept.ts'

const RUNS = { numRuns: 200 }
const OTHER = 'SE2321000016-2000' as HsaId
const part = { person: PERSON, principal: PRINCIPAL }
const text = (account: Account): string => encodeSnapshot(snapshotOf(account))
const fractions = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))

/** Two moments within a history, or somewhat after its last entry. */
function momentsIn({ facts }: Kept, places: readonly [number, number]): [Moment, Moment] {
  const first = facts[0]?.recordedAt ?? 0
  const last = addHours(facts.at(-1)?.recordedAt ?? (0 as Moment), 24 * 40)
  const [a, b] = places.map((place) => Math.floor(first + place * (last - first)) as Moment)
  return [Math.min(a as number, b as number) as Moment, Math.max(a as number, b as number) as Moment]
}

const ofPrincipal = (facts: readonly Entry[], principalOf: (id: string) => HsaId): Entry[] =>
  facts.map((fact) => (isFirst(fact) ? { ...fact, principal: principalOf(subjectOf(fact)) } : fact))

/** Every second fee and card by the other principal, told by the id. */
const oneOrOther = (id: string): HsaId =>
  [...id].reduce((sum, sign) => sum + sign.charCodeAt(0), 0) % 2 === 0 ? PRINCIPAL : OTHER

/** Walks a history, with what the person says in between. Gives the account after all, and what it said at each later moment. */
function walk(
  kept: Kept,
  facts: readonly Entry[],
  says: readonly ReturnType<typeof optedIn>[],
  askAt: readonly Moment[],
) {
  const history = neverChanged(kept.settings)
  const named = facts.map((fact, at) => ({ entry: asKept(fact), name: `fact ${at}` }))
  const spoken = says.map((entry, at) => ({ entry, name: `said ${at}` }))
  const entries = [...named, ...spoken].sort((a, b) => a.entry.recordedAt - b.entry.recordedAt)
  let account = newAccount(history)
  const recorded = []
  const statements: Statement[] = []
  let asked = 0
  const askUntil = (moment: number): void => {
    for (; asked < askAt.length && (askAt[asked] as Moment) < moment; asked += 1)
      statements.push(said(account, history, askAt[asked] as Moment))
  }
  for (const { entry, name } of entries) {
    askUntil(entry.recordedAt)
    recorded.push(recordBy(account, entry, { history, version: 1, name }))
    account = again(account, history)
  }
  askUntil(Number.POSITIVE_INFINITY)
  return { account, recorded, statements, history }
}

/** What is asked of a history after a moment: at every entry, in between, and long after. */
const askingAfter = (facts: readonly Entry[], moment: Moment): Moment[] =>
  [moment, ...facts.map(({ recordedAt }) => recordedAt)]
    .flatMap((at) => [at, addHours(at, 1), addHours(at, 49), addHours(at, 24 * 200)])
    .filter((at) => at >= moment)
    .sort((a, b) => a - b)

describe('one who leaves and comes back in time', () => {
  test('has what stood before, as though they had never left: same amounts, dates, statuses, card ids and numbers', () => {
    fc.assert(
      fc.property(seeds, fractions, (seed, places) => {
        const kept = keptHistory(seed)
        const [left, back] = momentsIn(kept, places)
        const mine = ofPrincipal(kept.facts, () => PRINCIPAL)
        const facts = possible(mine.filter(({ recordedAt }) => recordedAt < left || recordedAt > back))
        const askAt = askingAfter(facts, (back + 1) as Moment)
        const stayed = walk(kept, facts, [], askAt)
        const returned = walk(kept, facts, [optedOut(left), optedIn(back)], askAt)
        assert.deepEqual(returned.statements, stayed.statements)
      }),
      RUNS,
    )
  })

  test('having left again and again makes no difference', () => {
    fc.assert(
      fc.property(seeds, fractions, (seed, places) => {
        const kept = keptHistory(seed)
        const [left, back] = momentsIn(kept, places)
        const mine = ofPrincipal(kept.facts, () => PRINCIPAL)
        const facts = possible(mine.filter(({ recordedAt }) => recordedAt < left || recordedAt > back))
        const between = Array.from({ length: 5 }, (_, at) => (left + Math.floor(((back - left) * at) / 5)) as Moment)
        const says = between.flatMap((at) => [optedOut(at), optedIn(at)])
        const askAt = askingAfter(facts, (back + 1) as Moment)
        assert.deepEqual(walk(kept, facts, says, askAt).statements, walk(kept, facts, [], askAt).statements)
      }),
      { numRuns: 100 },
    )
  })
})

describe('one who has left', () => {
  test('has no card, no fee and nothing that is owed in any answer', () => {
    fc.assert(
      fc.property(seeds, fractions, (seed, places) => {
        const kept = keptHistory(seed)
        const [left] = momentsIn(kept, places)
        const facts = ofPrincipal(kept.facts, () => PRINCIPAL).filter(({ recordedAt }) => recordedAt <= left)
        const { statements } = walk(kept, facts, [optedOut(left)], [(left + 1) as Moment, addHours(left, 24 * 400)])
        for (const { cards, current, expired, overcharged } of statements)
          assert.deepEqual(
            { cards, current, expired, overcharged },
            { cards: [], current: null, expired: [], overcharged: 0 },
          )
      }),
      RUNS,
    )
  })

  test('leaves the other principal’s fees reckoned alone, while nothing is frozen, and back they are reckoned together', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const kept = slow(keptHistory(seed))
        const facts = ofPrincipal(kept.facts, oneOrOther)
        const last = facts.at(-1)?.recordedAt
        if (last === undefined) return
        const [left, out, back, after] = [1, 2, 3, 4].map((hours) => addHours(last, hours)) as Moment[]
        const asked = [out, after] as Moment[]
        const { statements } = walk(kept, facts, [optedOut(left as Moment), optedIn(back as Moment)], asked)
        const alone = possible(facts.filter((fact) => !isFirst(fact) || fact.principal === OTHER))
        const reckoned = [reckonedOf(kept, alone, out as Moment), reckonedOf(kept, facts, after as Moment)]
        assert.deepEqual(statements.map(outline), reckoned.map(outline))
      }),
      RUNS,
    )
  })

  test('takes along no fee of the other principal, and every card is known by an identity of its own', () => {
    fc.assert(
      fc.property(seeds, fractions, fc.boolean(), (seed, places, otherLeaves) => {
        const kept = keptHistory(seed)
        const [left, back] = momentsIn(kept, places)
        const leaver = otherLeaves ? OTHER : PRINCIPAL
        const facts = possible(
          ofPrincipal(kept.facts, oneOrOther).filter(
            (fact) =>
              !(isFirst(fact) && fact.principal === leaver && left <= fact.recordedAt && fact.recordedAt <= back),
          ),
        ).filter((fact) => !isOf(facts0(kept), fact, leaver) || fact.recordedAt < left || fact.recordedAt > back)
        const askAt = askingAfter(facts, kept.facts[0]?.recordedAt ?? (0 as Moment))
        const { statements, account, recorded, history } = walk(
          kept,
          facts,
          [optedOut(left, leaver), optedIn(back, leaver)],
          askAt,
        )
        for (const statement of statements) {
          const ids = statement.cards.map(({ identity }) => identity?.id)
          assert.ok(ids.every((id) => id !== undefined))
          assert.equal(new Set(ids).size, ids.length, `two cards are known by one id: ${ids}`)
          const told = toldIn(statement)
          assert.equal(new Set(told).size, told.length, 'a fee is told once')
        }
        const ids = [...account.records.values()].filter(({ annulled }) => annulled === null).map(({ id }) => id)
        const end = addHours(facts.at(-1)?.recordedAt ?? back, 24 * 40)
        if (account.version > 0)
          assert.deepEqual(new Set(toldIn(said(account, history, Math.max(end, back) as Moment))), new Set(ids))
        if (account.version > 0) assert.equal(text(replay(recorded, history)), text(account))
      }),
      RUNS,
    )
  })
})

const facts0 = (kept: Kept): Entry[] => ofPrincipal(kept.facts, oneOrOther)
const isOf = (facts: readonly Entry[], fact: Entry, principal: HsaId): boolean =>
  facts.some((first) => isFirst(first) && subjectOf(first) === subjectOf(fact) && first.principal === principal)
const toldIn = ({ cards, expired }: Statement): string[] => [
  ...cards.flatMap(({ shares }) => shares.map(({ fee }) => fee.id)),
  ...expired.map(({ id }) => id),
]

/** The same by settings under which no card becomes FINAL. */
const slow = (kept: Kept): Kept => ({
  ...kept,
  settings: {
    ...kept.settings,
    general: kept.settings.general.map((rules) => ({ ...rules, preliminaryHours: 10_000_000 })),
  },
})

function reckonedOf({ settings }: Kept, facts: readonly Entry[], asOf: Moment): Statement {
  const answer = reckon(facts, { asOf, asker: PRINCIPAL, settings })
  assert.ok(answer.ok)
  return answer.value
}

describe('one whose content has been erased', () => {
  test('begins empty: what is registered afterwards is all there is', () => {
    fc.assert(
      fc.property(seeds, fractions, (seed, places) => {
        const kept = keptHistory(seed)
        const [left, back] = momentsIn(kept, places)
        const mine = ofPrincipal(kept.facts, () => PRINCIPAL)
        const history = neverChanged(kept.settings)
        const before = possible(mine.filter(({ recordedAt }) => recordedAt < left))
        const later = possible(mine.filter(({ recordedAt }) => recordedAt > back))
        const { account, recorded } = walk(kept, before, [optedOut(left, PRINCIPAL, back)], [])
        assert.deepEqual(dueForErasure(account, (back - 1) as Moment), [])
        assert.deepEqual(
          dueForErasure(account, back).map(({ principal }) => principal),
          [PRINCIPAL],
        )
        const theirs = theirsIn(account, part, { entries: recorded, known: NOTHING_KNOWN })
        const entry = eraseContent(account, part, { entries: recorded, theirs, now: back })
        assert.deepEqual(
          entry.versions,
          before.map((_, at) => at + 1),
        )
        const blank = recorded.map((one, at) =>
          entry.versions.includes(at + 1) ? { ...one, entry: null, settingsVersion: 1 } : one,
        )
        const entries = [...blank, { entry, recordedAt: back, settingsVersion: 1 }]
        assert.equal(text(replay(entries, history)), text(account))
        const reborn = again(account, history)
        for (const fact of [optedIn(back), ...later.map((one) => asKept(one))])
          recordBy(reborn, fact, { history, version: 1, name: String(reborn.version) })
        const end = addHours(later.at(-1)?.recordedAt ?? back, 1)
        assert.deepEqual(outline(said(reborn, history, end)), outline(reckonedOf(kept, later, end)))
      }),
      RUNS,
    )
  })
})

/** Recordings of one account told in plain words, by settings that are known from moments on. */
function story(history: SettingsHistory) {
  const account = newAccount(history)
  let recordings = 0
  const record = (entry: LedgerEntry): void => {
    recordings += 1
    const version = versionKnownAt(history, entry.recordedAt)
    recordBy(account, entry, { history, version, name: `recording ${recordings}` })
  }
  return {
    fee: (principal: HsaId, visit: string, amount: string, at: string) => {
      const feeId = `fee ${recordings}` as FeeId
      const fact = { type: 'FeeRegistered', feeId, principal, visitDate: day(visit), amount: kronor(amount) } as const
      record(asKept({ ...fact, recordedAt: moment(at) }))
    },
    isGiven: (number: string, validFrom: string, validThrough: string, at: string) => {
      const days = { validFrom: day(validFrom), validThrough: day(validThrough) }
      const fact = { type: 'CardRegistered', cardId: number as CardId, principal: PRINCIPAL, number, ...days } as const
      record(asKept({ ...fact, recordedAt: moment(at) }))
    },
    leaves: (at: string) => record(optedOut(moment(at))),
    comesBack: (at: string) => record(optedIn(moment(at))),
    cards: (at: string) =>
      said(account, history, moment(at)).cards.map(({ status, identity, currentAmount }) => [
        status,
        identity?.number,
        currentAmount,
      ]),
  }
}

describe('cards of two principals, and settings recorded while one was away', () => {
  test('a card that left with its principal is continued by nothing that stays: back, it is not the number of two', () => {
    const person = story(neverChanged(installation))
    person.fee(PRINCIPAL, '2025-01-10', '1500.00', '2025-03-01T10:00:00Z')
    person.fee(OTHER, '2025-02-01', '100.00', '2025-03-01T11:00:00Z')
    assert.deepEqual(person.cards('2025-03-01T11:30:00Z'), [['PRELIMINARY', 'recording 1/0', 160_000]])
    person.leaves('2025-03-01T12:00:00Z')
    assert.deepEqual(person.cards('2025-03-01T12:30:00Z'), [['BELOW_LIMIT', 'recording 3/0', 10_000]])
    person.fee(OTHER, '2025-03-01', '1450.00', '2025-03-01T14:00:00Z')
    assert.deepEqual(person.cards('2025-03-04T12:00:00Z'), [['FINAL', 'recording 3/0', 155_000]])
    person.comesBack('2025-03-05T12:00:00Z')
    assert.deepEqual(
      person.cards('2025-03-05T13:00:00Z').map(([status, number]) => [status, number]),
      [
        ['FINAL', 'recording 1/0'],
        ['FINAL', 'recording 3/0'],
      ],
    )
  })

  test('two cards given at one instant come back in the order of their recording: a fee before both stays on the first', () => {
    const person = story(neverChanged(installation))
    person.isGiven('first', '2025-05-01', '2025-12-31', '2025-06-01T10:00:00Z')
    person.isGiven('second', '2025-03-01', '2025-03-31', '2025-06-01T10:00:00Z')
    person.fee(PRINCIPAL, '2025-02-01', '100.00', '2025-06-01T11:00:00Z')
    const stood = [
      ['EXPIRED', 'second', 0],
      ['PRELIMINARY', 'first', 10_000],
    ]
    assert.deepEqual(person.cards('2025-06-01T12:00:00Z'), stood)
    person.leaves('2025-06-01T13:00:00Z')
    person.comesBack('2025-06-01T14:00:00Z')
    assert.deepEqual(person.cards('2025-06-01T15:00:00Z'), stood)
  })

  const RAISED = settingsOf({
    ceilings: [{ principal: null, from: day('2025-01-01'), amount: kronor('2000.00') }],
    rules: [{ from: day('2023-05-30'), preliminaryHours: 48, finalCardPolicy: 'keep' }],
  })
  const raisedOn = (at: string): SettingsHistory => [
    ...neverChanged(installation),
    { recordedAt: moment(at), settings: RAISED },
  ]

  test('a card that became FINAL while its patient was away stands, though the ceiling was raised before they came back', () => {
    const person = story(raisedOn('2025-03-05T00:00:00Z'))
    person.fee(PRINCIPAL, '2025-03-01', '1450.00', '2025-03-01T10:00:00Z')
    person.leaves('2025-03-02T10:00:00Z')
    person.comesBack('2025-03-06T10:00:00Z')
    assert.deepEqual(person.cards('2025-03-06T11:00:00Z'), [['FINAL', 'recording 1/0', 145_000]])
  })

  test('a card that was PRELIMINARY when the ceiling was raised is reckoned by it when the patient comes back', () => {
    const person = story(raisedOn('2025-03-02T12:00:00Z'))
    person.fee(PRINCIPAL, '2025-03-01', '1450.00', '2025-03-01T10:00:00Z')
    person.leaves('2025-03-02T10:00:00Z')
    person.comesBack('2025-03-02T14:00:00Z')
    assert.deepEqual(person.cards('2025-03-02T15:00:00Z'), [['BELOW_LIMIT', 'recording 1/0', 145_000]])
  })
})

describe('what a patient says twice changes nothing', () => {
  const circumstances = (now: Moment) => ({
    now,
    principal: principalSettings(),
    spare: identitiesFor('x'),
    by: ACTOR,
    reach: 'provider' as const,
  })

  test('an opt-in of one who is in by their own word, and an opt-out of one who has left, are no entries', () => {
    const account = newAccount(neverChanged(keptHistory(1).settings))
    const at = (hours: number) => addHours(keptHistory(1).asOf, hours)
    const said = [optIn, optIn, optOut, optOut, optIn, optOut, optOut]
    const types = said.map((act, hours) => {
      const decided = act(account, PERSON, circumstances(at(hours)))
      return decided.ok ? (decided.value.entry?.type ?? null) : decided.refusal
    })
    assert.deepEqual(types, ['OptedIn', null, 'OptedOut', null, 'OptedIn', 'OptedOut', null])
    assert.equal(account.version, 4)
  })
})
