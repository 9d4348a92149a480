/** What is true of every history, whatever it holds (style.md, Properties). A failure prints fast-check's seed and the history's own. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emptyBook } from '../../src/domain/account/book.ts'
import type { Entry } from '../../src/domain/account/entry.ts'
import { reckon } from '../../src/domain/account/reckon.ts'
import { record } from '../../src/domain/account/record.ts'
import { type CardStatement, type Statement, statementOf } from '../../src/domain/account/statement.ts'
import { addHours, type Moment } from '../../src/domain/kernel/moment.ts'
import type { FeeId } from '../../src/domain/law/careOrder.ts'
import type { History } from '../../src/simulate/history.ts'
import { fc } from '../property.ts'
import {
  installation,
  knownEntries,
  nastyHistory,
  neverFinal,
  PRINCIPAL,
  plainFee,
  plainFees,
  RECORDING,
  registered,
  seeds,
} from './arbitraries.ts'

const RUNS = { numRuns: 1500 }

/** The answer to a history, or null when it is refused (by `finalCardPolicy: refuse`). */
function answerTo({ entries, question }: History): Statement | null {
  const answer = reckon(entries, question)
  return answer.ok ? answer.value : null
}

const ofNastyHistories = (check: (statement: Statement, history: History) => void): void =>
  fc.assert(
    fc.property(seeds, (seed) => {
      const history = nastyHistory(seed)
      const statement = answerTo(history)
      if (statement !== null) check(statement, history)
    }),
    RUNS,
  )

const LATER = addHours(RECORDING, 100)

function reckoned(entries: readonly Entry[], asOf: Moment): Statement {
  const answer = reckon(entries, { asOf, asker: PRINCIPAL, settings: neverFinal })
  assert.ok(answer.ok)
  return answer.value
}

/** Dates, sums and statuses, card by card; not how due parts fall on fees of one day, nor moments. */
const outline = (statement: Statement) => ({
  cards: statement.cards.map(({ shares, ...card }) => ({
    kind: card.kind,
    status: card.status,
    dates: 'reached' in card ? [card.reached, card.end] : [],
    start: 'start' in card ? card.start : null,
    fees: shares.map(({ fee }) => fee.visit),
    currentAmount: card.currentAmount,
    amountToLimit: card.amountToLimit,
  })),
  current: statement.current === null ? -1 : statement.cards.indexOf(statement.current),
  expired: statement.expired.map(({ visit }) => visit),
  overcharged: statement.overcharged,
})

test('while no card is fixed, the order in which one principal’s fees arrive does not matter', () => {
  const inTwoOrders = plainFees.chain((fees) =>
    fc.tuple(fc.constant(fees), fc.shuffledSubarray(fees, { minLength: fees.length })),
  )
  const arrive = (fees: typeof plainFees extends fc.Arbitrary<infer Fees> ? Fees : never) =>
    outline(
      reckoned(
        fees.map((fee, at) => registered(fee, String(at), at)),
        LATER,
      ),
    )
  fc.assert(
    fc.property(inTwoOrders, ([fees, shuffled]) => assert.deepEqual(arrive(shuffled), arrive(fees))),
    RUNS,
  )
})

/** Everything but the moments at which cards were reached and become FINAL, and the places in the order of recording. */
const withoutMoments = (statement: Statement): unknown => ({
  ...outline(statement),
  shares: statement.cards.map(({ shares }) =>
    shares.map(({ fee, due, overcharged, freeBy }) => [fee.id, due, overcharged, freeBy]),
  ),
  expiredIds: statement.expired.map(({ id }) => id),
})

test('while no card is fixed, a fee annulled leaves what there was without it, but for the moments', () => {
  const history = fc.tuple(plainFees, plainFee, fc.nat(), fc.nat())
  fc.assert(
    fc.property(history, ([fees, further, place, wait]) => {
      const without = fees.map((fee, at) => registered(fee, String(at), at + (at >= place % (fees.length + 1) ? 1 : 0)))
      const at = place % (fees.length + 1)
      const entry = registered(further, 'further', at)
      const annulled = addHours(entry.recordedAt, wait % (fees.length + 1))
      const withIt = [...without, entry, { type: 'FeeAnnulled', feeId: entry.feeId, recordedAt: annulled } as const]
      const inOrder = withIt.sort((a, b) => a.recordedAt - b.recordedAt)
      assert.deepEqual(withoutMoments(reckoned(inOrder, LATER)), withoutMoments(reckoned(without, LATER)))
    }),
    RUNS,
  )
})

test('a fee registered and annulled in one moment leaves everything but the moments, if the preliminary time is not nothing', () => {
  fc.assert(
    fc.property(seeds, plainFee, (seed, { visit, amount }) => {
      const history = nastyHistory(seed)
      const { asOf, settings } = history.question
      const [rules] = settings.general
      if (rules?.preliminaryHours === 0 || rules?.finalCardPolicy === 'refuse') return
      const before = answerTo(history)
      const fee = { ...registered({ visit, amount }, '(further)', 0), recordedAt: asOf }
      const annulled = { type: 'FeeAnnulled', feeId: fee.feeId, recordedAt: asOf } as const
      const after = answerTo({ ...history, entries: [...knownEntries(history), fee, annulled] })
      if (before === null || after === null) return
      assert.deepEqual(withoutMoments(after), withoutMoments(before))
    }),
    RUNS,
  )
})

test('due and overcharged are what was taken, for every fee, and neither is below nothing', () => {
  ofNastyHistories((statement) => {
    for (const { fee, due, overcharged } of statement.cards.flatMap(({ shares }) => shares)) {
      assert.equal(due + overcharged, fee.amount)
      assert.ok(due >= 0 && overcharged >= 0)
    }
  })
})

test('the due parts of a reached card never exceed its ceiling', () => {
  ofNastyHistories((statement) => {
    for (const card of statement.cards) if (card.kind === 'reached') assert.ok(dueOn(card) <= card.ceiling)
  })
})

const dueOn = ({ shares }: CardStatement): number => shares.reduce((sum, { due }) => sum + due, 0)

test('what is overcharged on the cards is what is overcharged on their fees, and what a valid card asks for is never more', () => {
  ofNastyHistories(({ cards, overcharged }) => {
    const onCards = cards.flatMap(({ shares }) => shares).reduce((sum, share) => sum + share.overcharged, 0)
    assert.equal(overcharged, onCards)
    for (const card of cards) if (card.kind !== 'belowLimit') assert.ok(card.amountToLimit <= 0)
  })
})

test('by becoming final no card moves a fee, its own or another’s', () => {
  ofNastyHistories((statement, history) => {
    const known = { ...history, entries: knownEntries(history) }
    for (const card of statement.cards) {
      if (card.kind !== 'reached' || card.isFrozen) continue
      const places = [card.finalAt - 1, card.finalAt].map((asOf) => {
        const then = answerTo({ ...known, question: { ...history.question, asOf: asOf as Moment } })
        return then === null ? null : placesOf(then)
      })
      assert.deepEqual(places[1], places[0])
    }
  })
})

/** Which fees lie together on which reached card; a fee in the window or fallen out of it lies on none. */
const placesOf = ({ cards }: Statement): string[] =>
  cards.flatMap((card) => (card.kind === 'belowLimit' ? [] : [`${card.reached}–${card.end}: ${idsOf(card)}`])).sort()

const idsOf = ({ shares }: CardStatement): string => shares.map(({ fee }) => fee.id).join(' ')

test('every active fee lies on exactly one card or has fallen out, and none is lost', () => {
  ofNastyHistories((statement, history) => {
    const told = [...statement.cards.flatMap(({ shares }) => shares.map(({ fee }) => fee)), ...statement.expired]
    assert.deepEqual(told.map(({ id }) => id).sort(), [...activeFees(knownEntries(history))].sort())
  })
})

function activeFees(entries: readonly Entry[]): Set<FeeId> {
  const active = new Set<FeeId>()
  for (const entry of entries) {
    if (entry.type === 'FeeRegistered') active.add(entry.feeId)
    if (entry.type === 'FeeAnnulled') active.delete(entry.feeId)
  }
  return active
}

test('an account read after every recording, and between them, answers as the same entries replayed', () => {
  fc.assert(
    fc.property(seeds, fc.infiniteStream(fc.nat({ max: 60 })), (seed, hours) => {
      const { entries, question } = nastyHistory(seed)
      const book = emptyBook(question.settings)
      for (const [at, entry] of entries.entries()) {
        if (typeof record(book, entry) === 'string') return
        const next = entries[at + 1]?.recordedAt ?? question.asOf
        const asOf = Math.min(next, addHours(entry.recordedAt, hours.next().value)) as Moment
        if (asOf < entry.recordedAt) return
        const replayed = reckon(entries.slice(0, at + 1), { ...question, asOf })
        assert.deepEqual(statementOf(book, asOf, question.asker), replayed)
      }
    }),
    { numRuns: 400 },
  )
})

test('the histories are worth it: most are answered, with cards of every status', () => {
  const seen = new Map<string, number>()
  for (let seed = 0; seed < 300; seed += 1) {
    const statement = answerTo(nastyHistory(seed))
    for (const status of new Set(statement?.cards.map((card) => card.status) ?? ['refused']))
      seen.set(status, (seen.get(status) ?? 0) + 1)
  }
  for (const status of ['BELOW_LIMIT', 'PRELIMINARY', 'FINAL', 'EXPIRED'])
    assert.ok((seen.get(status) ?? 0) > 30, `${status}: ${seen.get(status)}`)
  assert.ok((seen.get('refused') ?? 0) < 30)
  assert.ok(installation.ceilings.general.length > 0)
})
