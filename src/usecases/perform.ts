/**
 * The one write path: load the account, decide, append; on a conflict, again. A fault is thrown, a refusal is a value. What one
 * attempt does stands in attempt.ts.
 */

import { setTimeout } from 'node:timers/promises'
import type { Refusal } from '../domain/decisions/refusals.ts'
import type { Result } from '../domain/kernel/result.ts'
import { attempt } from './attempt.ts'
import type { Done } from './done.ts'
import type { Address } from './ledgerPort.ts'
import type { Decide, Performance, Planned } from './performance.ts'
import type { Ports } from './ports.ts'

const MOST_ATTEMPTS = 50
const OPTIMISTIC_ATTEMPTS = 3
const LONGEST_PAUSE_MS = 20

/** Gives what was decided, once it is on disk; the refusal, with nothing recorded. Throws when the account stays contended. */
export async function perform(ports: Ports, performance: Performance, decide: Decide): Promise<Result<Done, Refusal>> {
  const { ledger } = ports
  return ports.inTurn(keyOf(performance.address), async () => {
    for (let count = 1; count <= MOST_ATTEMPTS; count += 1) {
      const outcome =
        count <= OPTIMISTIC_ATTEMPTS
          ? await attempt({ ports, turn: ledger, performance, decide })
          : await ledger.exclusively(performance.address, (turn) => attempt({ ports, turn, performance, decide }))
      if (outcome !== 'conflict') return outcome
      await setTimeout(Math.random() * LONGEST_PAUSE_MS)
    }
    throw new Error('the account is contended: no attempt to append met the version it was decided on')
  })
}

/** The same for an act that has been planned; its refusal is given as it is. */
export const performPlanned = async (
  ports: Ports,
  planned: Result<Planned, Refusal>,
): Promise<Result<Done, Refusal>> =>
  planned.ok ? perform(ports, planned.value.performance, planned.value.decide) : planned

function keyOf(address: Address): string {
  switch (address.by) {
    case 'person':
      return `${address.cardType} ${address.person.reveal()}`
    case 'account':
      return String(address.account)
    case 'id':
      return address.id
  }
}
