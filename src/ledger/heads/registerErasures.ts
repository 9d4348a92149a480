/** Writes every erasure to the register outside the database: an erasure has left when its line is on disk, and not before. */

import type { Pool } from 'pg'
import type { LedgerEntry, Recorded } from '../../domain/account/ledgerEntry.ts'
import { isSamePart, type Part, type Participation } from '../../domain/account/participation.ts'
import type { Moment } from '../../domain/kernel/moment.ts'
import type { AccountId, Ledger } from '../../usecases/ledgerPort.ts'
import { type Message, relay } from '../outbox.ts'
import { addToRegister, type RegisteredErasure } from './erasureRegister.ts'
import { digestOfPerson } from './personDigest.ts'
import { EntriesMissing } from './sealHeads.ts'

export type Registering = {
  /** In the application's role. */
  readonly pool: Pool
  readonly ledger: Pick<Ledger, 'entriesOf' | 'load'>
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
  const before = entries.slice(0, version)
  const parts = entry === null ? await leftBy(ledger, { account, before, moment: erasedAt }) : partOf(entry)
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

const partOf = (entry: LedgerEntry): readonly Part[] => (entry.type === 'ContentErased' ? [entry] : [])

type Unsaid = { readonly account: bigint; readonly before: readonly Recorded[]; readonly moment: Moment }

/**
 * An erasure whose own content a later one has taken does not say any more whose it was; but leaving and coming back are never erased.
 * It was of one of those who had left and were due by then, and all of them are erased, or will be in the next moment.
 */
async function leftBy(ledger: Registering['ledger'], { account, before, moment }: Unsaid): Promise<readonly Part[]> {
  const told = toldBy(before, moment)
  const gone = await goneFrom(ledger, account as AccountId, moment)
  return [...told, ...gone.filter((part) => !told.some((one) => isSamePart(one, part)))]
}

function toldBy(entries: readonly Recorded[], moment: Moment): readonly Part[] {
  const parts: Part[] = []
  for (const { entry } of entries) {
    if (entry?.type !== 'OptedOut' && entry?.type !== 'OptedIn') continue
    for (const person of [entry.person, ...(entry.also ?? [])]) {
      const part = { person, principal: entry.principal }
      const at = parts.findIndex((one) => isSamePart(one, part))
      if (at >= 0) parts.splice(at, 1)
      if (entry.type === 'OptedOut' && entry.eraseAt !== null && entry.eraseAt <= moment) parts.push(part)
    }
  }
  return parts
}

/**
 * The same of those who had left before they moved here (G1), and of those who left after they had moved on: what they have said is
 * told by the account where they are.
 */
async function goneFrom(ledger: Registering['ledger'], account: AccountId, moment: Moment): Promise<readonly Part[]> {
  const { account: stored } = await ledger.load({ by: 'account', account }, null)
  const { participations = [], departed = [] } = stored?.snapshot ?? {}
  const moved = await Promise.all(
    departed.map(async ({ person, to }) => {
      const there = await goneFrom(ledger, BigInt(to) as AccountId, moment)
      return there.filter((part) => part.person.equals(person))
    }),
  )
  return [...participations.filter((one) => isGone(one, moment)), ...moved.flat()]
}

const isGone = ({ since, state }: Participation, moment: Moment): boolean =>
  state.kind === 'erased' ? since >= moment : state.kind === 'out' && state.eraseAt !== null && state.eraseAt <= moment
