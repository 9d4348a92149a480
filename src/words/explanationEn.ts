/** Says in plain English why an account stands as it does; explanation.ts is the source of truth. */

import type { Reason } from '../domain/account/explanation.ts'
import type { Ore } from '../domain/kernel/money.ts'
import type { Fee } from '../domain/law/careOrder.ts'
import { type ExplanationStep, feesOf, MOST_FEES_NAMED, totalOf } from './explanation.ts'
import { date, kronor, list, time } from './figuresEn.ts'

/** Takes reasons. Gives them as sentences, in the same order. */
export const sayReasonsEn = (reasons: readonly Reason[]): ExplanationStep[] =>
  reasons.map((reason) => ({ rule: reason.rule, text: sentence(reason), fees: feesOf(reason).map((fee) => fee.id) }))

function sentence(reason: Reason): string {
  switch (reason.kind) {
    case 'NothingCounts':
      return 'No fee counts now, so there is no free card.'
    case 'InWindow':
      return `On ${date(reason.day)} this counts: ${feesInWords(reason.fees)}.`
    case 'Remains':
      return remains(reason.remains, reason.paid, reason.ceiling)
    case 'NextFallsOut':
      return `${visits(reason.fees)} through ${date(reason.lastDay)}; the day after, ${kronor(totalOf(reason.fees))} falls out.`
    case 'Reached':
      return `The cost ceiling of ${kronor(reason.ceiling)} was reached on ${date(reason.reached)}. This counts towards it: ${feesInWords(reason.fees)}.`
    case 'CeilingOfDay':
      return `The amount of the day of the visit is what applies: on ${date(reason.day)} it was ${kronor(reason.ceiling)}.`
    case 'Period':
      return period(reason)
    case 'Given':
      return `A free card${reason.number === '' ? '' : ` with number ${reason.number}`} has been entered by hand and ${isOrWas(reason.isOver)} valid from ${date(reason.from)} through ${date(reason.through)}.`
    case 'Preliminary':
      return reason.validFrom === null
        ? `The free card is preliminary but already valid. It becomes final on ${time(reason.finalAt)}.`
        : `The free card is preliminary and becomes valid on ${date(reason.validFrom)}. It becomes final on ${time(reason.finalAt)}.`
    case 'Final':
      return `The free card became final on ${time(reason.finalAt)}. Its dates are fixed.`
    case 'Expired':
      return `The free card was valid through ${date(reason.end)} and has expired.`
    case 'KeptAfterChange':
      return reason.isEnough
        ? 'A fee was added, changed or annulled after the free card became final. The card keeps its dates.'
        : `A fee was changed or annulled after the free card became final. The fees no longer come to ${kronor(reason.ceiling)}, but the card keeps its dates.`
    case 'LateFees':
      return `Before the period of the card lies also ${feesInWords(reason.fees)}. It belongs to what has been paid but does not move the dates.`
    case 'Capped':
      return `For the visit on ${date(reason.share.fee.visit)}, ${reason.share.due === 0 ? 'nothing' : kronor(reason.share.due)} remained to be paid. ${kronor(reason.share.fee.amount)} was taken, so ${kronor(reason.share.overcharged)} is to be paid back.`
    case 'Free':
      return `The visit on ${date(reason.share.fee.visit)} was free, since ${reason.share.freeBy === 'ownCard' ? 'the free card' : 'another free card'} was valid then. ${kronor(reason.share.overcharged)} is to be paid back.`
    case 'FellOut':
      return `Older than twelve months and no longer counted: ${feesInWords(reason.fees)}.`
  }
}

const isOrWas = (isOver: boolean): string => (isOver ? 'was' : 'is')

function remains(remaining: Ore, paid: Ore, ceiling: Ore): string {
  const sums = `${kronor(paid)} has been paid of the cost ceiling of ${kronor(ceiling)}`
  return remaining > 0
    ? `${sums}. ${kronor(remaining)} remains until a free card.`
    : `${sums}, but the ceiling was not reached at any visit.`
}

function period({ start, startsWithAFee, reached, end, isOver }: Reason & { kind: 'Period' }): string {
  const begins = startsWithAFee
    ? `The period begins with the oldest visit that counts, on ${date(start)}.`
    : `The period was fixed from ${date(start)}.`
  return `${begins} The free card ${isOrWas(isOver)} therefore valid from ${date(reached)} through ${date(end)}.`
}

/** "The visit on 1 March 2025 counts", "The visits on 1 March 2025 and 2 March 2025 count"; several of one day are named once. */
function visits(fees: readonly Fee[]): string {
  const days = list([...new Set(fees.map((fee) => date(fee.visit)))])
  return fees.length === 1 ? `The visit on ${days} counts` : `The visits on ${days} count`
}

/** Names each fee; when there are many, how many they are, from when to when, and their sum. */
function feesInWords(fees: readonly Fee[]): string {
  const total = kronor(totalOf(fees))
  const [first, last] = [fees[0], fees[fees.length - 1]]
  if (first === undefined || last === undefined) return 'no fee'
  if (fees.length > MOST_FEES_NAMED)
    return `${fees.length} fees from ${date(first.visit)} to ${date(last.visit)}, together ${total}`
  const named = list(fees.map((fee) => `${kronor(fee.amount)} for the visit on ${date(fee.visit)}`))
  return fees.length === 1 ? named : `${named}, together ${total}`
}
