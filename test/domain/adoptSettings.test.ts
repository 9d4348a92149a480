/** Settings recorded while accounts live (domain.md R5, L2–L4, C3): what has been told is never made untrue, what is frozen never moves; true of every history. */

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Account } from '../../src/domain/account/account.ts'
import { adoptSettings } from '../../src/domain/account/adoptSettings.ts'
import type { Entry } from '../../src/domain/account/entry.ts'
import type { LedgerEntry, Recorded } from '../../src/domain/account/ledgerEntry.ts'
import { replay, replayKnownAt } from '../../src/domain/account/replay.ts'
import { snapshotOf } from '../../src/domain/account/snapshot.ts'
import { type Statement, statementOnDay } from '../../src/domain/account/statement.ts'
import type { Day } from '../../src/domain/kernel/day.ts'
import { addHours, type Moment, swedishDay } from '../../src/domain/kernel/moment.ts'
import { ore } from '../../src/domain/kernel/money.ts'
import type { FeeId } from '../../src/domain/law/careOrder.ts'
import { ceilingsOf } from '../../src/domain/law/ceiling.ts'
import {
  type DatedRules,
  type ReckoningSettings,
  type SettingsHistory,
  settingsOf,
  versionKnownAt,
} from '../../src/domain/law/settings.ts'
import { encodeSnapshot } from '../../src/ledger/snapshotCodec.ts'
import { fc } from '../property.ts'
import { day, kronor, moment } from '../usecases/world.ts'
import { PRINCIPAL, seeds } from './arbitraries.ts'
import { again, asKept, identitiesFor, isFirst, type Kept, keptHistory, newAccount, recordBy, said } from './kept.ts'

const text = (account: Account): string => encodeSnapshot(snapshotOf(account))

/** A change of the settings: when it is recorded, from which day it holds, and what it says. */
type Change = {
  readonly place: number
  readonly daysAgo: number
  readonly amount: number | null
  readonly hours: number | null
}

const changes: fc.Arbitrary<Change[]> = fc.array(
  fc.record({
    place: fc.double({ min: 0, max: 1, noNaN: true }),
    daysAgo: fc.integer({ min: -30, max: 400 }),
    amount: fc.option(fc.constantFrom(10_000, 50_000, 110_000, 145_000, 146_000, 200_000, 400_000)),
    hours: fc.option(fc.constantFrom(0, 1, 24, 48, 96, 1000)),
  }),
  { minLength: 1, maxLength: 4 },
)

/** The settings' history when these changes are recorded within the history's time, each on top of those before. */
function historyWith({ facts, settings }: Kept, made: readonly Change[]): SettingsHistory {
  const first = facts[0]?.recordedAt ?? 0
  const last = addHours(facts.at(-1)?.recordedAt ?? (0 as Moment), 24 * 20)
  const versions = [{ recordedAt: Number.NEGATIVE_INFINITY as Moment, settings }]
  const inOrder = made.toSorted((a, b) => a.place - b.place)
  for (const { place, daysAgo, amount, hours } of inOrder) {
    const recordedAt = Math.floor(first + place * (last - first)) as Moment
    const from = (swedishDay(recordedAt) - daysAgo) as Day
    versions.push({ recordedAt, settings: changed(versions.at(-1)?.settings ?? settings, from, amount, hours) })
  }
  return versions
}

function changed(
  settings: ReckoningSettings,
  from: Day,
  amount: number | null,
  hours: number | null,
): ReckoningSettings {
  const known = [
    ...settings.ceilings.general.toReversed(),
    ...[...settings.ceilings.byPrincipal.values()].flat().toReversed(),
  ]
  const added = amount === null ? [] : [{ principal: PRINCIPAL, from, amount: ore(amount) }]
  const rules: DatedRules[] = hours === null ? [] : [{ from, preliminaryHours: hours, finalCardPolicy: 'keep' }]
  const general = [...rules, ...settings.general].toSorted((a, b) => b.from - a.from)
  return { ceilings: ceilingsOf([...known, ...added]), general, byPrincipal: new Map() }
}

type Walked = {
  readonly account: Account
  readonly recorded: readonly Recorded[]
  readonly told: readonly { readonly at: Moment; readonly statement: Statement }[]
}

/**
 * Lives a history as the service does: every recording by the settings known then, every asking with the settings known then, and
 * what they have made recorded first.
 */
function live(facts: readonly Entry[], history: SettingsHistory, askAt: readonly Moment[]): Walked {
  let account = newAccount(history)
  const recorded: Recorded[] = []
  const told: { at: Moment; statement: Statement }[] = []
  const record = (entry: LedgerEntry): void => {
    const version = versionKnownAt(history, entry.recordedAt)
    recorded.push(recordBy(account, entry, { history, version, name: `recording ${recorded.length}` }))
    account = again(account, history)
  }
  const ask = (at: Moment): void => {
    if (account.version === 0) return
    const read = again(account, history)
    if (adoptSettings(read, history, versionKnownAt(history, at), identitiesFor('not told')) === 0)
      return void told.push({ at, statement: said(read, history, at) })
    record({ type: 'SettingsAdopted', recordedAt: at, issued: [] })
    told.push({ at, statement: said(account, history, at) })
  }
  const events = [
    ...facts.map((fact) => ({ at: fact.recordedAt, act: () => record(asKept(fact)) })),
    ...askAt.map((at) => ({ at, act: () => ask(at) })),
  ].sort((a, b) => a.at - b.at)
  for (const { act } of events) act()
  return { account, recorded, told }
}

/** Some moments of asking: at and after every recording and every change of the settings. */
function askingTimes(facts: readonly Entry[], history: SettingsHistory, each: number): Moment[] {
  const times = [...facts.map(({ recordedAt }) => recordedAt), ...history.slice(1).map(({ recordedAt }) => recordedAt)]
  return times
    .flatMap((at) => [addHours(at, 0), addHours(at, 3), addHours(at, 50), addHours(at, 24 * 30)])
    .filter((_, place) => place % each === 0)
    .map((at) => (at + 1) as Moment)
}

const ofChangingSettings = (check: (walked: Walked, history: SettingsHistory, facts: readonly Entry[]) => void): void =>
  fc.assert(
    fc.property(seeds, changes, fc.integer({ min: 1, max: 4 }), (seed, made, each) => {
      const kept = keptHistory(seed)
      const facts = kept.facts.map((fact) => (isFirst(fact) ? { ...fact, principal: PRINCIPAL } : fact))
      const history = historyWith(kept, made)
      check(live(facts, history, askingTimes(facts, history, each)), history, facts)
    }),
    { numRuns: 150 },
  )

type Dates = readonly (number | string)[]
function datesOf(card: Statement['cards'][number]): Dates {
  if (card.kind === 'belowLimit') return []
  const { reached, end, principal, finalAt } = card
  return [reached, end, principal, finalAt, ...(card.kind === 'reached' ? [card.start, card.ceiling] : [])]
}

/** The given cards that were withdrawn by the moment. */
const withdrawnBy = (recorded: readonly Recorded[], moment: Moment): ReadonlySet<string> =>
  new Set(
    recorded.flatMap(({ entry }) =>
      entry?.type === 'CardWithdrawn' && entry.recordedAt <= moment ? [entry.cardId] : [],
    ),
  )

describe('whatever settings are recorded while an account lives', () => {
  test('the entries replayed come to what the service kept', () => {
    ofChangingSettings(({ account, recorded }, history) => {
      if (account.version > 0) assert.equal(text(replay(recorded, history)), text(account))
    })
  })

  test('a card told to be FINAL keeps its id, start, reached date, end, ceiling and principal in every later answer', () => {
    ofChangingSettings(({ told, recorded }) => {
      const final = new Map<string, Dates>()
      for (const { statement } of told) {
        const cards = new Map(statement.cards.map((card) => [card.identity?.id ?? '', card]))
        for (const [id, dates] of final) {
          const card = cards.get(id)
          if (withdrawnBy(recorded, statement.asOf).has(id)) continue
          assert.ok(card, 'a FINAL card is still there')
          assert.deepEqual(datesOf(card), dates)
        }
        for (const [id, card] of cards) if (card.status === 'FINAL') final.set(id, datesOf(card))
      }
    })
  })

  test('a card told to be PRELIMINARY did not become FINAL before that answer', () => {
    ofChangingSettings(({ told }) => {
      const preliminaryAt = new Map<string, Moment>()
      for (const { at, statement } of told)
        for (const card of statement.cards) {
          if (card.kind === 'belowLimit') continue
          const id = card.identity?.id ?? ''
          if (card.status === 'PRELIMINARY') preliminaryAt.set(id, at)
          if (card.status === 'FINAL') {
            assert.ok(card.finalAt <= at)
            assert.ok(
              card.finalAt > (preliminaryAt.get(id) ?? Number.NEGATIVE_INFINITY),
              'told PRELIMINARY later than FINAL',
            )
          }
        }
    })
  })

  test('every card told is known by an identity of its own that an entry has recorded', () => {
    ofChangingSettings(({ told, recorded }) => {
      const given = recorded.flatMap(({ entry }) => (entry?.type === 'CardRegistered' ? [entry.cardId] : []))
      const issued = new Set([...given, ...recorded.flatMap(({ entry }) => entry?.issued.map(({ id }) => id) ?? [])])
      for (const { statement } of told) {
        const ids = statement.cards.map(({ identity }) => identity?.id ?? '')
        assert.equal(new Set(ids).size, ids.length)
        for (const id of ids) assert.ok(issued.has(id as never), `${id} was told and not recorded`)
      }
    })
  })

  test('every answer is reproduced word for word afterwards, knowing what was known then', () => {
    ofChangingSettings(({ told, recorded }, history) => {
      for (const { at, statement } of told) {
        const account = replayKnownAt(recorded, history, { moment: at, spare: identitiesFor('spare') })
        assert.ok(account)
        assert.deepEqual(statementOnDay(account.book, { asOf: at, day: swedishDay(at) }, PRINCIPAL), {
          ok: true,
          value: statement,
        })
      }
    })
  })
})

const LAW = { principal: null, from: day('2012-01-01'), amount: kronor('1450.00') }
const RULES: DatedRules = { from: day('2012-01-01'), preliminaryHours: 48, finalCardPolicy: 'keep' }
const FIRST = settingsOf({ ceilings: [LAW], rules: [RULES] })
type Known = {
  readonly at: string
  readonly ceilings?: readonly [string, string][]
  readonly hours?: readonly [string, number]
}

/** A person with fees registered at noon on the day of the visit, asked at a moment when one change of the settings is known. */
function cardsWhen({ at, ceilings = [], hours }: Known, fees: readonly [string, string][], askAt: string) {
  const added = ceilings.map(([from, amount]) => ({ principal: null, from: day(from), amount: kronor(amount) }))
  const rules = hours === undefined ? [RULES] : [{ ...RULES, from: day(hours[0]), preliminaryHours: hours[1] }, RULES]
  const settings = settingsOf({ ceilings: [LAW, ...added], rules })
  const history: SettingsHistory = [
    { recordedAt: Number.NEGATIVE_INFINITY as Moment, settings: FIRST },
    { recordedAt: moment(at), settings },
  ]
  const facts = fees.map(
    ([visit, amount], order): Entry => ({
      type: 'FeeRegistered',
      feeId: `fee ${order}` as FeeId,
      principal: PRINCIPAL,
      visitDate: day(visit),
      amount: kronor(amount),
      recordedAt: moment(`${visit}T12:00:00Z`),
    }),
  )
  const { told } = live(facts, history, [moment(askAt)])
  return told[0]?.statement.cards.map(({ status, amountToLimit, overcharged }) => [status, amountToLimit, overcharged])
}

describe('a new ceiling applies to visits from its first day on (C3)', () => {
  const RAISE: [string, string][] = [['2025-06-10', '1500.00']]
  /** When it is recorded; the visit that reaches 1 450 kr; what the person has the day after the visit. */
  const CASES: readonly [string, string, string, string, unknown[]][] = [
    ['recorded before its day', '2025-06-01T08:00:00Z', '2025-06-09', 'the day before', ['FINAL', 0, 0]],
    ['recorded before its day', '2025-06-01T08:00:00Z', '2025-06-10', 'the day', ['BELOW_LIMIT', 5_000, 0]],
    ['recorded before its day', '2025-06-01T08:00:00Z', '2025-06-11', 'the day after', ['BELOW_LIMIT', 5_000, 0]],
    ['recorded after its day', '2025-06-12T08:00:00Z', '2025-06-09', 'the day before', ['FINAL', 0, 0]],
    ['recorded on its day', '2025-06-10T08:00:00Z', '2025-06-10', 'the day', ['BELOW_LIMIT', 5_000, 0]],
    ['recorded while PRELIMINARY', '2025-06-12T08:00:00Z', '2025-06-11', 'the day after', ['BELOW_LIMIT', 5_000, 0]],
    ['recorded when FINAL', '2025-06-14T08:00:00Z', '2025-06-11', 'the day after', ['FINAL', 0, 0]],
  ]
  for (const [when, at, visit, which, expected] of CASES)
    test(`a raise ${when}, the ceiling reached by a visit on ${which}`, () => {
      const fees: [string, string][] = [
        ['2025-06-01', '1000.00'],
        [visit, '450.00'],
      ]
      const asked = when === 'recorded when FINAL' ? '2025-06-15T12:00:00Z' : '2025-06-12T12:00:00Z'
      assert.deepEqual(cardsWhen({ at, ceilings: RAISE }, fees, asked), [expected])
    })

  test('a lowered ceiling makes a card of what was below it, PRELIMINARY from its recording and FINAL its hours later', () => {
    const lowered: Known = { at: '2025-06-12T08:00:00Z', ceilings: [['2025-06-05', '1300.00']] }
    const fees: [string, string][] = [
      ['2025-06-01', '1000.00'],
      ['2025-06-06', '350.00'],
    ]
    assert.deepEqual(cardsWhen(lowered, fees, '2025-06-12T07:59:59Z'), [['BELOW_LIMIT', 10_000, 0]])
    assert.deepEqual(cardsWhen(lowered, fees, '2025-06-12T08:00:00Z'), [['PRELIMINARY', -5_000, 5_000]])
    assert.deepEqual(cardsWhen(lowered, fees, '2025-06-14T07:59:59Z'), [['PRELIMINARY', -5_000, 5_000]])
    assert.deepEqual(cardsWhen(lowered, fees, '2025-06-14T08:00:00Z'), [['FINAL', -5_000, 5_000]])
  })
})

describe('the preliminary time is that in force on the day on which the card was reached (L2)', () => {
  const FEES: [string, string][] = [['2025-06-10', '1450.00']]
  const CASES: readonly [string, string, readonly [string, number], string, string][] = [
    ['shortened', '2025-06-11T12:00:00Z', ['2025-06-01', 36], '2025-06-11T23:59:59Z', 'PRELIMINARY'],
    ['shortened', '2025-06-11T12:00:00Z', ['2025-06-01', 36], '2025-06-12T00:00:00Z', 'FINAL'],
    ['shortened to what is past', '2025-06-11T12:00:00Z', ['2025-06-01', 1], '2025-06-11T11:59:59Z', 'PRELIMINARY'],
    ['shortened to what is past', '2025-06-11T12:00:00Z', ['2025-06-01', 1], '2025-06-11T12:00:00Z', 'FINAL'],
    ['prolonged', '2025-06-11T12:00:00Z', ['2025-06-01', 72], '2025-06-13T11:59:59Z', 'PRELIMINARY'],
    ['prolonged', '2025-06-11T12:00:00Z', ['2025-06-01', 72], '2025-06-13T12:00:00Z', 'FINAL'],
    ['prolonged when it was FINAL', '2025-06-12T12:00:00Z', ['2025-06-01', 72], '2025-06-12T12:00:00Z', 'FINAL'],
    ['prolonged from the next day on', '2025-06-10T12:30:00Z', ['2025-06-11', 72], '2025-06-12T12:00:00Z', 'FINAL'],
    [
      'prolonged from the same day on',
      '2025-06-10T12:30:00Z',
      ['2025-06-10', 72],
      '2025-06-12T12:00:00Z',
      'PRELIMINARY',
    ],
  ]
  for (const [what, at, hours, askAt, expected] of CASES)
    test(`${what}, asked at ${askAt}`, () => {
      assert.equal(cardsWhen({ at, hours }, FEES, askAt)?.[0]?.[0], expected)
    })
})
