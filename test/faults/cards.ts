/** Holds what the service shows of persons against the callers' book: the same fees with the same values, and sums that agree. */

import assert from 'node:assert/strict'
import type { Book, StandingFee } from './book.ts'
import { TILLS, type Till } from './calls.ts'
import { readFees, readSum } from './readings.ts'

/** The one that may see every fee whole. */
const [SEES_ALL] = TILLS

/** Asks over the wire. Every call must have been answered before; throws where service and book disagree. */
export async function examineCards(address: string, book: Book, persons: readonly string[]): Promise<void> {
  const till = SEES_ALL as Till
  for (const person of persons) {
    const fees = book.activeFeesOf(person)
    const sumOre = fees.reduce((sum, { amountOre }) => sum + amountOre, 0)
    const shown = await readFees(address, till, person)
    assert.ok(typeof shown !== 'string', 'a card is read when everything stands again')
    assert.deepEqual(shown.fees.toSorted(byId), fees.map(asShown).toSorted(byId))
    assert.deepEqual([shown.sumOre, await readSum(address, till, person)], [sumOre, sumOre])
  }
}

const asShown = ({ id, unit, date, amountOre }: StandingFee) => ({ id, unit, date, amountOre })
const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1)
