/** A calling system asks for a reference by which its clerk opens a patient in the web application. Nothing is read of the patient: whoever opens reads. */

import type { Refusal } from '../domain/decisions/refusals.ts'
import { momentOf } from '../domain/kernel/moment.ts'
import { no, ok, type Result } from '../domain/kernel/result.ts'
import { type SystemCaller, systemOf } from './checks.ts'
import { HANDOVER_MS } from './handovers.ts'
import type { Ports } from './ports.ts'

export type HandOverRequest = {
  readonly caller: SystemCaller
  /** As it was told, unread. */
  readonly person: string
}

/** Gives the reference, for a system that is in force and may read cards for some principal; or why not. */
export async function handOver(
  ports: Pick<Ports, 'directory' | 'handovers' | 'now'>,
  { caller, person }: HandOverRequest,
): Promise<Result<string, Refusal>> {
  const system = systemOf(ports, caller, ports.now())
  if (system === null) return no({ kind: 'SystemUnknown' })
  if (!system.grants.has('readCard')) return no({ kind: 'ActNotGranted' })
  if (system.principals.size === 0) return no({ kind: 'PrincipalNotGranted' })
  return ok(await keepHandover(ports, person))
}

/** Keeps whom a journal system has handed over. Gives the reference. */
export const keepHandover = ({ handovers, now }: Pick<Ports, 'handovers' | 'now'>, person: string): Promise<string> =>
  handovers.keep(person, momentOf(now() + HANDOVER_MS))
