/** From a batch of lines to what is to be written of it, and what is refused. It writes nothing. */

import type { Pool } from 'pg'
import { isGroup } from '../domain/account/group.ts'
import type { Moment } from '../domain/kernel/moment.ts'
import type { PersonId } from '../domain/kernel/personId.ts'
import { no, ok, type Result } from '../domain/kernel/result.ts'
import type { Ports } from '../usecases/ports.ts'
import type { AccountLines, Batch } from './accountLines.ts'
import type { AccountWrite, BatchWrite, RefusedLines } from './batchWrite.ts'
import { carriedBy, foreignIdsOf, type IdTold, idsTold, type KnownIds, refuseIds, rememberIds } from './idsTold.ts'
import { readLine } from './readLine.ts'
import { type NumberedLine, reckonAccount } from './reckonAccount.ts'
import type { Fault } from './refusals.ts'
import { accountFrom, headOf, idOf, lookUp, type Stored, type StoredRow, settingsVersion } from './stored.ts'
import { markOf } from './survey.ts'

export type Preparing = {
  readonly pool: Pool
  readonly ports: Pick<Ports, 'ledger' | 'settings' | 'directory' | 'ids' | 'now'>
  /** Accounts whose lines stand apart, by markOf their key. */
  readonly apart: ReadonlySet<number>
}

/** An account whose every line is well formed. */
type ReadAccount = {
  readonly of: AccountLines
  readonly person: PersonId
  readonly cardType: string
  readonly lines: readonly NumberedLine[]
  readonly told: readonly IdTold[]
}

/** Takes a batch. Gives what it comes to, by what the ledger holds now. */
export async function prepare(preparing: Preparing, batch: Batch): Promise<BatchWrite> {
  const { pool, ports } = preparing
  await ports.settings.atLeast(await settingsVersion(pool))
  const now = ports.now()
  const refused: RefusedLines[] = []
  const readable: ReadAccount[] = []
  for (const of of batch.accounts) {
    const read = readAccount(preparing, of, now)
    if (read.ok) readable.push(read.value)
    else refused.push({ of, fault: read.refusal })
  }
  const stored = await lookUp(pool, {
    owners: readable,
    foreignIds: readable.flatMap(({ told }) => foreignIdsOf(told)),
    accounts: readable.flatMap(({ told }) => carriedBy(told) ?? []),
  })
  const accounts: AccountWrite[] = []
  for await (const { of, decided } of decideEach(preparing, readable, stored, now)) {
    if (decided.ok) accounts.push(decided.value)
    else refused.push({ of, fault: decided.refusal })
  }
  const looked = readable.filter((_, at) => stored.rows[at] !== null).map(({ person }) => person)
  return {
    accounts,
    refused,
    next: batch.next,
    now,
    persons: [...new Set([...accounts.map(({ person }) => person), ...looked])],
  }
}

function readAccount({ ports, apart }: Preparing, of: AccountLines, now: Moment): Result<ReadAccount, Fault> {
  if (of.fault !== null) return no(of.fault)
  if (apart.has(markOf(of.key ?? ''))) return no({ line: of.first, refusal: { kind: 'LinesApart' } })
  const lines: NumberedLine[] = []
  for (const { number, json } of of.lines) {
    const read = readLine(json, ports, now)
    if (!read.ok) return no({ line: number, refusal: read.refusal })
    lines.push({ ...read.value, number })
  }
  const { person, cardType } = lines[0] as NumberedLine
  return ok({ of, person, cardType, lines, told: idsTold(lines, ports.ids) })
}

async function* decideEach(preparing: Preparing, readable: readonly ReadAccount[], stored: Stored, now: Moment) {
  const known: KnownIds = { leadsTo: new Map(stored.leadsTo), taken: new Set(stored.taken) }
  for (const [at, read] of readable.entries()) {
    const decided = await decide(preparing, read, { row: stored.rows[at] ?? null, known, now })
    yield { of: read.of, decided }
  }
}

type Standing = { readonly row: StoredRow | null; readonly known: KnownIds; readonly now: Moment }

async function decide(
  { ports }: Preparing,
  { of, lines, told, person, cardType }: ReadAccount,
  { row, known, now }: Standing,
): Promise<Result<AccountWrite, Fault>> {
  const settings = ports.settings.known()
  const { ids } = ports
  const id = idOf(row) ?? carriedBy(told) ?? ids.account()
  const account = await accountFrom(row, settings.history, ports.ledger)
  if (isGroup(account)) return no({ line: of.first, refusal: { kind: 'AccountShared' } })
  const expectedVersion = account.version
  const fault = refuseIds(told, { id, account, isNew: row === null, known })
  if (fault !== null) return no(fault)
  const reckoned = reckon(of, () => reckonAccount(lines, { id, account, settings, ids, now }))
  if (!reckoned.ok) return reckoned
  const foreignIds = foreignIdsOf(told).filter((foreignId) => !known.leadsTo.has(foreignId))
  rememberIds(known, id, foreignIds)
  return ok({ id, person, cardType, expectedVersion, head: headOf(row), foreignIds, ...reckoned.value })
}

/** A bug stops the import, but says at which lines. */
function reckon<T>({ first, last }: AccountLines, act: () => T): T {
  try {
    return act()
  } catch (cause) {
    throw new Error(`the account of lines ${first} to ${last} cannot be reckoned`, { cause })
  }
}
