/**
 * Does again, at the start of a service, what the register says was erased and the database does not know (domain.md S3): it has been
 * restored from a backup of before. One who has been erased had left, and is out again; whoever has come back since is left alone.
 */

import type { Pool } from 'pg'
import type { Account } from '../../domain/account/account.ts'
import type { Actor, OptedOut } from '../../domain/account/ledgerEntry.ts'
import { isSamePart, type Part } from '../../domain/account/participation.ts'
import { recordInAccount } from '../../domain/account/recordInAccount.ts'
import { optOutAlone } from '../../domain/decisions/takePart.ts'
import { invariant } from '../../domain/kernel/invariant.ts'
import type { Moment } from '../../domain/kernel/moment.ts'
import { ok } from '../../domain/kernel/result.ts'
import { eraseDue } from '../../usecases/eraseDue.ts'
import { installation } from '../../usecases/installation.ts'
import type { AccountId } from '../../usecases/ledgerPort.ts'
import { NOT_A_CALL } from '../../usecases/once.ts'
import { openAccount } from '../../usecases/openAccount.ts'
import { perform } from '../../usecases/perform.ts'
import type { Given } from '../../usecases/performance.ts'
import type { Ports } from '../../usecases/ports.ts'
import { writeMoment } from '../times.ts'
import { type RegisteredErasure, readRegister } from './erasureRegister.ts'
import { isDigestOf } from './personDigest.ts'

const AT_A_TIME = 1_000

/**
 * Takes the ports, a pool in the application's role, and the folder of the register. Gives how many erasures were
 * made: these, and with them all else that was due. Throws when one cannot be: then the service must not answer yet.
 */
export async function eraseAgain(ports: Ports, pool: Pool, folder: string): Promise<number> {
  let isAnyDue = false
  let latest = ports.now()
  for await (const registered of readRegister(folder, AT_A_TIME)) {
    for (const erasure of await unknownOf(pool, registered)) {
      const part = await partThatStands(ports, erasure)
      if (part === null) continue
      await leaveAgain(ports, erasure, part)
      isAnyDue = true
      if (erasure.erasedAt > latest) latest = erasure.erasedAt
    }
  }
  return isAnyDue ? eraseDue(notBefore(ports, latest)) : 0
}

/** Not before what has happened, though the clock may have been set back. */
const notBefore = (ports: Ports, moment: Moment): Ports => ({
  ...ports,
  now: () => Math.max(ports.now(), moment) as Moment,
})

const UNKNOWN = `select r.place from unnest($1::bigint[], $2::integer[], $3::timestamptz[]) with ordinality
    as r (account_id, version, recorded_at, place)
  where not exists (select from entry e where e.account_id = r.account_id and e.version = r.version
    and e.kind = 'ContentErased' and e.recorded_at = r.recorded_at)`

/** Those whose entry the database does not have. */
async function unknownOf(pool: Pool, registered: readonly RegisteredErasure[]): Promise<RegisteredErasure[]> {
  const { rows } = await pool.query<{ place: string }>(UNKNOWN, [
    registered.map(({ account }) => account),
    registered.map(({ version }) => version),
    registered.map(({ erasedAt }) => writeMoment(erasedAt)),
  ])
  return rows.map(({ place }) => registered[Number(place) - 1] as RegisteredErasure)
}

/** Whom the account still holds as though the erasure had not been; null when there is no such person in it. */
async function partThatStands(ports: Ports, erasure: RegisteredErasure): Promise<Part | null> {
  const id = erasure.account as AccountId
  const loaded = await ports.ledger.load({ by: 'account', account: id }, null)
  if (loaded.account === null) return null
  const { account } = await openAccount(ports, loaded, { id, prefix: '' })
  for (const part of partsOf(account, erasure))
    if (stands(account, part, erasure) && (await isDigestOf(erasure.person, part.person))) return part
  return null
}

/** Everyone in the account who has, or has said, something under the principal; each once. */
function partsOf(account: Account, { principal }: RegisteredErasure): readonly Part[] {
  const { records, given, participations, asides, consents, orders } = account
  const parts: Part[] = []
  for (const part of [...records.values(), ...given.values(), ...participations, ...asides, ...consents, ...orders])
    if (part.principal === principal && !parts.some((known) => isSamePart(known, part))) parts.push(part)
  return parts
}

/** Content from before the erasure is there, or the person has not left: what the account knows was said before. */
function stands(account: Account, part: Part, { erasedAt }: RegisteredErasure): boolean {
  const said = account.participations.find((one) => isSamePart(one, part))
  const asides = account.asides.filter((one) => isSamePart(one, part))
  const records = [...account.records.values(), ...asides.flatMap((aside) => aside.records)]
  const isOfBefore = said === undefined || (said.state.kind !== 'erased' && said.since < erasedAt)
  return isOfBefore || records.some((record) => isSamePart(record, part) && record.registeredAt <= erasedAt)
}

const ACT = {
  act: 'eraseAgain',
  assignment: null,
  reach: 'provider',
  reason: 'erasureRegister',
  once: NOT_A_CALL,
} as const
const BY_ITSELF = { system: null, employee: null, provider: null, unit: null }

async function leaveAgain(ports: Ports, { account, erasedAt }: RegisteredErasure, part: Part): Promise<void> {
  const address = { by: 'account', account: account as AccountId } as const
  const performance = { ...ACT, address, principal: part.principal, by: BY_ITSELF, subject: () => part.person }
  const by = installation(ports)
  const done = await perform(notBefore(ports, erasedAt), performance, (opened, given) =>
    ok({ entry: leaving(opened, part, { ...given, by }), notices: [], card: null }),
  )
  invariant(done.ok, 'the service is refused nothing that it does by itself')
}

/** Changes the account. Gives the entry that makes the content due for erasure now; null when it is due already. */
function leaving(account: Account, part: Part, given: Given & { readonly by: Actor }): OptedOut | null {
  const said = account.participations.find((one) => isSamePart(one, part))
  if (said?.state.kind !== 'out') {
    const atOnce = { ...given.principal, optOut: 'erase', eraseAfterDays: 0 } as const
    const decided = optOutAlone(account, part.person, { ...given, principal: atOnce })
    return decided.ok && decided.value.entry?.type === 'OptedOut' ? decided.value.entry : null
  }
  const { eraseAt } = said.state
  if (eraseAt !== null && eraseAt <= given.now) return null
  return outSooner(account, part, given)
}

/** The person has left already, to be erased later or never: said again, with now. What is owed stands in the first. */
function outSooner(account: Account, part: Part, { now, by, spare }: Given & { readonly by: Actor }): OptedOut {
  const { person, principal } = part
  const entry = {
    type: 'OptedOut',
    person,
    principal,
    recordedAt: now,
    eraseAt: now,
    claims: [],
    by,
    issued: [],
  } as const
  const taken = recordInAccount(account, entry, spare)
  invariant(typeof taken === 'number', 'one who has left may leave again')
  return { ...entry, issued: spare.slice(0, taken) }
}
