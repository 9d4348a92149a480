/** One message of the fuzz: made from a seed and a number, with what the service must make of it. */

import type { Operation } from '../../src/contracts/soap/form.ts'
import { type Chance, chanceOf } from '../faults/chance.ts'
import { envelopeOf } from './dress.ts'
import { CHANGES, type Verdict } from './inside.ts'
import { type Draft, damaged, FAULTY, HARMLESS } from './outside.ts'
import { grow } from './tree.ts'
import type { Known } from './values.ts'

/** `fault`: the sender's; `unknown`: nobody can tell, but never the service's own fault. */
export type Expected = Verdict | 'fault' | 'unknown'

export type FuzzMessage = Draft & {
  readonly number: number
  readonly operation: Operation
  /** What was done to it. */
  readonly kind: string
  readonly expected: Expected
}

export type Making = { readonly seed: number; readonly operations: readonly Operation[]; readonly known: Known }

/** Of a hundred messages so many are broken around the operation, damaged by chance, or changed inside. */
const BROKEN = 12
const DAMAGED = 8
const CHANGED = 40
const MOSTLY = 80
const WHOLLY = 100

/** Makes message number so and so. */
export function messageOf({ seed, operations, known }: Making, number: number): FuzzMessage {
  const chance = chanceOf(Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b))
  const operation = chance.oneOf(operations)
  const root = grow(operation, { chance, known, sensible: chance.inHundred(70) ? WHOLLY : MOSTLY })
  const lot = chance.below(100)
  const made = { number, operation }
  if (lot < BROKEN)
    return { ...made, ...wrapped(FAULTY, envelopeOf(root, chance), { operation, chance }), expected: 'fault' }
  if (lot < BROKEN + DAMAGED)
    return { ...made, ...damaged(envelopeOf(root, chance), chance), kind: 'damaged', expected: 'unknown' }
  let [change, expected]: [string, Verdict] = ['nothing changed', 'any']
  if (lot < BROKEN + DAMAGED + CHANGED) {
    change = chance.oneOf(Object.keys(CHANGES))
    expected = CHANGES[change]?.(root, chance) ?? 'any'
  }
  const { kind, ...draft } = wrapped(HARMLESS, envelopeOf(root, chance), { operation, chance })
  return { ...made, ...draft, kind: `${change}; ${kind}`, expected }
}

type Wrapped = Draft & { readonly kind: string }

/** One of the ways to wrap it; one that cannot be done with this envelope gives way to another. */
function wrapped(ways: typeof HARMLESS, envelope: string, around: { operation: Operation; chance: Chance }): Wrapped {
  for (;;) {
    const kind = around.chance.oneOf(Object.keys(ways))
    const draft = ways[kind]?.(envelope, around) ?? null
    if (draft !== null) return { ...draft, kind }
  }
}
