/** Writes every erasure to the register outside the database: an erasure has left when its line is on disk, and not before. */

import type { Pool } from 'pg'
import type { Recorded } from '../../domain/account/ledgerEntry.ts'
import { isSamePart, type Part } from '../../domain/account/participation.ts'
import type { Moment } from '../../domain/kernel/moment.ts'
import type { AccountId, Ledger } from '../../usecases/ledgerPort.ts'
import { type Message, relay } from '../outbox.ts'
import { addToRegister, type RegisteredErasure } from './erasureRegister.ts'
import { digestOfPerson } from './personDigest.ts'
import { EntriesMissing } from './sealHeads.ts'

export type Registering = {
  /** In the application's role. */
  readonly pool: Pool
  readonly ledger: Pick<Ledger, 'entriesOf'>
  /** Of one environment, and of no other; it may be that of its seals. */
  readonly folder: string
}

/** Gives what the service does by itself: registers what has been erased, also once more when it stops. */
export const erasuresJob = (registering: Registering & { readonly everyMs: number }) => ({
  name: 'register erasures',
  everyMs: registering.everyMs,
  run: () => registerErasures(registering),
  atStop: true,
})

/** Gives how many erasures were registered. Throws, when all the others are, if one that waits is not in the ledger any more. */
export async function registerErasures({ pool, ledger, folder }: Registering): Promise<number> {
  let missing = 0
  const registered = await relay(pool, 'erasures', async (messages) => {
    const lines: RegisteredErasure[] = []
    const left: Message[] = []
    for (const message of messages) {
      const found = await erasuresOf(ledger, message)
      if (found.length > 0) left.push(message)
      lines.push(...found)
    }
    missing += messages.length - left.length
    if (lines.length > 0) await addToRegister(folder, lines)
    return left
  })
  if (missing > 0) throw new EntriesMissing(missing)
  return registered
}

/** Empty when the account has no such entry. */
async function erasuresOf(ledger: Registering['ledger'], { account, version }: Message): Promise<RegisteredErasure[]> {
  const entries = await ledger.entriesOf(account as AccountId)
  const told = entries[version - 1]
  if (told === undefined) return []
  const { entry, recordedAt: erasedAt } = told
  const parts =
    entry === null ? leftBy(entries.slice(0, version), erasedAt) : entry.type === 'ContentErased' ? [entry] : []
  return Promise.all(
    parts.map(async ({ person, principal }) => ({
      account,
      version,
      erasedAt,
      principal,
      person: await digestOfPerson(person),
    })),
  )
}

/**
 * An erasure whose own content a later one has taken does not say any more whose it was; but leaving and coming back are never erased.
 * It was of one of those who had left and were due by then, and all of them are erased, or will be in the next moment.
 */
function leftBy(entries: readonly Recorded[], moment: Moment): readonly Part[] {
  const parts: Part[] = []
  for (const { entry } of entries) {
    if (entry?.type !== 'OptedOut' && entry?.type !== 'OptedIn') continue
    const at = parts.findIndex((part) => isSamePart(part, entry))
    if (at >= 0) parts.splice(at, 1)
    if (entry.type === 'OptedOut' && entry.eraseAt !== null && entry.eraseAt <= moment) parts.push(entry)
  }
  return parts
}
