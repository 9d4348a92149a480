/** Histories of many shapes for the benchmarks, made from a seed: an ordinary year, and long accounts with late, corrected and annulled fees. */

import type { Entry } from '../src/domain/account/entry.ts'
import { type Day, formatDay } from '../src/domain/kernel/day.ts'
import type { HsaId } from '../src/domain/kernel/hsaId.ts'
import { addHours, formatMoment, type Moment } from '../src/domain/kernel/moment.ts'
import { formatKronor, ore } from '../src/domain/kernel/money.ts'
import type { FeeId } from '../src/domain/law/careOrder.ts'

export const PRINCIPAL = 'SE2321000198-1000' as HsaId
const FIRST_DAY = 18_993 as Day // 1 January 2022
const HOURS_A_DAY = 24

/** Noon UTC of the day so many days after the first. */
export const noon = (days: number): Moment => addHours(0 as Moment, (FIRST_DAY + days) * HOURS_A_DAY + 12)

const fee = (id: number, visit: number, recorded: number, amountOre: number): Entry => ({
  type: 'FeeRegistered',
  feeId: `f${id}` as FeeId,
  principal: PRINCIPAL,
  visitDate: (FIRST_DAY + visit) as Day,
  amount: ore(amountOre),
  recordedAt: noon(recorded),
})

/** A year of 12 entries: visits some 25 days apart, of 200 to 400 kr, so that a card is reached in most of them. */
export const ordinaryYear = (seed: number): Entry[] =>
  Array.from({ length: 12 }, (_, at) => {
    const day = at * 25 + ((seed * 7 + at * 3) % 9)
    return fee(at, day, day, 20_000 + ((seed * 7 + at) % 5) * 5_000)
  })

/** Recorded in visit order, a visit every third day, one entry in twenty a late, corrected or annulled fee. */
export function longAccount(length: number, amountOre: number): Entry[] {
  const random = generator(length)
  const entries: Entry[] = []
  const standing: number[] = []
  for (let at = 0; at < length; at += 1) {
    const day = at * 3
    const kind = at > 10 && random() < 0.05 ? Math.floor(random() * 3) : 3
    const place = Math.floor(random() * standing.length)
    const feeId = `f${standing[place]}` as FeeId
    const recordedAt = noon(day)
    if (kind === 0)
      entries.push({ type: 'FeeCorrected', feeId, visitDate: null, amount: ore(amountOre + 5_000), recordedAt })
    else if (kind === 1) {
      entries.push({ type: 'FeeAnnulled', feeId, recordedAt })
      standing.splice(place, 1)
    } else {
      const visit = kind === 2 ? Math.max(0, day - Math.floor(random() * 360)) : day
      entries.push(fee(at, visit, day, amountOre))
      standing.push(at)
    }
  }
  return entries
}

/** The last visit first, a minute between the recordings. */
export const reverseOrder = (length: number): Entry[] =>
  Array.from({ length }, (_, at) => ({
    ...fee(at, (length - at) * 3, 0, 25_000),
    recordedAt: (noon(length * 3 + 1) + at * 60_000) as Moment,
  }))

/** An ordinary year as a line of `simulate --lines`. */
export const lineOf = (entries: readonly Entry[]): string =>
  JSON.stringify({
    asOf: formatMoment(noon(400)),
    principal: PRINCIPAL,
    cardType: 'CARE_VISIT',
    entries: entries.map((entry) =>
      entry.type === 'FeeRegistered'
        ? {
            ...entry,
            person: '191212121212',
            careProvider: 'SE2321000198-A',
            visitDate: formatDay(entry.visitDate),
            amount: formatKronor(entry.amount),
            recordedAt: formatMoment(entry.recordedAt),
          }
        : entry,
    ),
  })

/** Numbers from 0 to 1, the same for the same seed. */
function generator(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
}
