/** A calling system as the ledger keeps it: JSON text of a stated version, days written out. */

import { ACTS, type Act, type CallingSystem } from '../domain/decisions/access.ts'
import type { HsaId } from '../domain/kernel/hsaId.ts'
import { invariant } from '../domain/kernel/invariant.ts'
import { readDay, writeDay } from './times.ts'

const VERSION = 1

type Content = {
  readonly v: number
  readonly name: string
  readonly vendor: string
  readonly grants: Readonly<Record<string, readonly number[]>>
  readonly principals: readonly HsaId[]
  readonly providers: readonly HsaId[]
  readonly retrySeconds: number
  readonly pins: readonly string[]
  readonly validFrom: string
  readonly validThrough: string | null
  readonly isPlatform: boolean
}

/** Takes a system. Gives its content as text, its lists in order. */
export function encodeSystem({ id: _, ...system }: CallingSystem): string {
  const content: Content = {
    v: VERSION,
    ...system,
    grants: Object.fromEntries([...system.grants].sort().map(([act, versions]) => [act, [...versions].sort()])),
    principals: [...system.principals].sort(),
    providers: [...system.providers].sort(),
    pins: [...system.pins].sort(),
    validFrom: writeDay(system.validFrom),
    validThrough: system.validThrough === null ? null : writeDay(system.validThrough),
  }
  return JSON.stringify(content)
}

/** Takes the HSA-id and text that encodeSystem has given. Throws when it is something else. */
export function decodeSystem(id: HsaId, text: string): CallingSystem {
  const { v, ...kept } = JSON.parse(text) as Content
  invariant(v === VERSION, 'a calling system of a known version')
  return {
    ...kept,
    id,
    grants: new Map(Object.entries(kept.grants).flatMap(grantOf)),
    principals: new Set(kept.principals),
    providers: new Set(kept.providers),
    pins: new Set(kept.pins),
    validFrom: readDay(kept.validFrom),
    validThrough: kept.validThrough === null ? null : readDay(kept.validThrough),
  }
}

/** A later release may have granted an act that this one does not know: here it grants nothing. */
const grantOf = ([name, versions]: [string, readonly number[]]): [Act, ReadonlySet<number>][] =>
  ACTS.filter((act) => act === name).map((act) => [act, new Set(versions)])
