/** Chance that can be had again: the same seed gives the same choices in the same order. */

export type Chance = {
  /** A whole number from 0, below the one told. */
  readonly below: (limit: number) => number
  /** True in so many cases of a hundred. */
  readonly inHundred: (cases: number) => boolean
  readonly oneOf: <T>(list: readonly T[]) => T
}

/** Gives the chance of a seed (mulberry32: 32 bits of state are plenty for choosing what to break). */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0
  const share = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number): number => Math.floor(share() * limit)
  return {
    below,
    inHundred: (cases) => below(100) < cases,
    oneOf: <T>(list: readonly T[]): T => {
      if (list.length === 0) throw new Error('there is nothing to choose from')
      return list[below(list.length)] as T
    },
  }
}
