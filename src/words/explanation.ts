/** Says in Swedish, as a clerk would read it aloud to the patient, why an account stands as it does. */

import type { Reason } from '../domain/account/explanation.ts'
import type { Ore } from '../domain/kernel/money.ts'
import type { Fee } from '../domain/law/careOrder.ts'
import { date, kronor, list, time } from './figures.ts'

/** One step of an explanation: the rule of the domain it applies, the sentence, and the fees it speaks of. */
export type ExplanationStep = { readonly rule: Reason['rule']; readonly text: string; readonly fees: readonly string[] }

/** Takes reasons. Gives them as sentences, in the same order. */
export const sayReasons = (reasons: readonly Reason[]): ExplanationStep[] =>
  reasons.map((reason) => ({ rule: reason.rule, text: sentence(reason), fees: feesOf(reason).map((fee) => fee.id) }))

function sentence(reason: Reason): string {
  switch (reason.kind) {
    case 'NothingCounts':
      return 'Ingen avgift räknas nu, så det finns inget frikort.'
    case 'InWindow':
      return `Den ${date(reason.day)} räknas ${feesInWords(reason.fees)}.`
    case 'Remains':
      return remains(reason.remains, reason.paid, reason.ceiling)
    case 'NextFallsOut':
      return `${visits(reason.fees)} räknas till och med ${date(reason.lastDay)}; dagen efter faller ${kronor(totalOf(reason.fees))} bort.`
    case 'Reached':
      return `Högkostnadsbeloppet ${kronor(reason.ceiling)} nåddes ${date(reason.reached)}. Till det räknas ${feesInWords(reason.fees)}.`
    case 'CeilingOfDay':
      return `Det är beloppet på besöksdagen som gäller: ${date(reason.day)} var det ${kronor(reason.ceiling)}.`
    case 'Period':
      return period(reason)
    case 'Given':
      return `Ett frikort${reason.number === '' ? '' : ` med nummer ${reason.number}`} är inlagt för hand och ${reason.isOver ? 'gällde' : 'gäller'} från ${date(reason.from)} till och med ${date(reason.through)}.`
    case 'Preliminary':
      return reason.validFrom === null
        ? `Frikortet är preliminärt men gäller redan. Det blir slutligt ${time(reason.finalAt)}.`
        : `Frikortet är preliminärt och börjar gälla ${date(reason.validFrom)}. Det blir slutligt ${time(reason.finalAt)}.`
    case 'Final':
      return `Frikortet blev slutligt ${time(reason.finalAt)}. Datumen ligger fast.`
    case 'Expired':
      return `Frikortet gällde till och med ${date(reason.end)} och har gått ut.`
    case 'KeptAfterChange':
      return reason.isEnough
        ? 'En avgift har kommit till, ändrats eller makulerats efter att frikortet blev slutligt. Frikortet behåller sina datum.'
        : `En avgift är ändrad eller makulerad efter att frikortet blev slutligt. Det räcker inte längre till ${kronor(reason.ceiling)}, men frikortet behåller sina datum.`
    case 'LateFees':
      return `Före frikortets period ligger också ${feesInWords(reason.fees)}. Det hör till det som är betalt men flyttar inte datumen.`
    case 'Capped':
      return `För besöket ${date(reason.share.fee.visit)} återstod ${reason.share.due === 0 ? 'inget' : kronor(reason.share.due)} att betala. ${taken(reason.share.fee.amount)}, så ${kronor(reason.share.overcharged)} ska betalas tillbaka.`
    case 'Free':
      return `Besöket ${date(reason.share.fee.visit)} var fritt, eftersom ${reason.share.freeBy === 'ownCard' ? 'frikortet' : 'ett annat frikort'} gällde då. ${kronor(reason.share.overcharged)} ska betalas tillbaka.`
    case 'FellOut':
      return `Äldre än tolv månader och räknas inte längre: ${feesInWords(reason.fees)}.`
  }
}

function remains(remaining: Ore, paid: Ore, ceiling: Ore): string {
  const sums = `Betalt är ${kronor(paid)} av högkostnadsbeloppet ${kronor(ceiling)}`
  return remaining > 0
    ? `${sums}. ${kronor(remaining)} återstår till frikort.`
    : `${sums}, men beloppet är inte nått vid något besök.`
}

function period({ start, startsWithAFee, reached, end, isOver }: Reason & { kind: 'Period' }): string {
  const begins = startsWithAFee ? 'Perioden börjar med det äldsta besöket som räknas,' : 'Perioden lades fast från'
  return `${begins} ${date(start)}. Frikortet ${isOver ? 'gällde' : 'gäller'} därför från ${date(reached)} till och med ${date(end)}.`
}

/** "Besöket 1 mars 2025", "Besöken 1 mars 2025 och 2 mars 2025"; several of one day are named once. */
function visits(fees: readonly Fee[]): string {
  const days = [...new Set(fees.map((fee) => date(fee.visit)))]
  return `${fees.length === 1 ? 'Besöket' : 'Besöken'} ${list(days)}`
}

export const totalOf = (fees: readonly Fee[]): Ore => fees.reduce((sum, fee) => sum + fee.amount, 0) as Ore

const taken = (amount: Ore): string => `${kronor(amount)} togs ut`

/** More than these are told as a number of fees, not one by one. */
export const MOST_FEES_NAMED = 6

/** Names each fee; when there are many, how many they are, from when to when, and their sum. */
function feesInWords(fees: readonly Fee[]): string {
  const total = kronor(totalOf(fees))
  const [first, last] = [fees[0], fees[fees.length - 1]]
  if (first === undefined || last === undefined) return 'ingen avgift'
  if (fees.length > MOST_FEES_NAMED)
    return `${fees.length} avgifter från ${date(first.visit)} till ${date(last.visit)}, tillsammans ${total}`
  const named = list(fees.map((fee) => `${kronor(fee.amount)} för besöket ${date(fee.visit)}`))
  return fees.length === 1 ? named : `${named}, tillsammans ${total}`
}

/** The fees that a reason speaks of. */
export function feesOf(reason: Reason): readonly Fee[] {
  if ('fees' in reason) return reason.fees
  return 'share' in reason ? [reason.share.fee] : []
}
