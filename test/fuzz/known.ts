/** Whom the fuzz asks for, and which fees and cards the service has told it of. */

import { randomUUID } from 'node:crypto'
import type { Chance } from '../faults/chance.ts'
import { reserveNumber } from '../usecases/world.ts'
import type { Judged } from './judge.ts'
import type { Known } from './values.ts'

const CALLS_A_PERSON = 60
const REMEMBERED = 2_000
const OFTEN = 5
const PUBLISHED = ['191212121212', '199001012385', '201701012393']

/** Takes how many calls there will be: the more, the more people, so that accounts stay as long as real ones. */
export function acquaintance(calls: number): Known & { readonly note: (judged: Judged) => void } {
  const people = [
    ...PUBLISHED,
    ...Array.from({ length: Math.ceil(calls / CALLS_A_PERSON) }, (_, at) => reserveNumber(at)),
  ]
  const [fees, cards] = [memory(), memory()]
  return {
    // A few come often: only so are a fee and its person, a card and its group told together.
    person: ({ oneOf, inHundred }) => oneOf(inHundred(50) ? people.slice(0, OFTEN) : people),
    fee: fees.recall,
    card: cards.recall,
    note: ({ ids }) => {
      fees.note(ids['transactionid'])
      cards.note(ids['cardsystemid'])
    },
  }
}

/** The latest ids of one kind; before there are any, one that nobody has. */
function memory(): { readonly recall: (chance: Chance) => string; readonly note: (id: string | undefined) => void } {
  const ids: string[] = []
  let noted = 0
  return {
    recall: ({ oneOf, inHundred }) => (ids.length === 0 || inHundred(3) ? randomUUID() : oneOf(ids)),
    note: (id) => {
      if (id === undefined) return
      // A copy: a piece cut from an answer would keep the whole answer in memory.
      ids[noted % REMEMBERED] = Buffer.from(id).toString()
      noted += 1
    },
  }
}
