/** A patient comes into the service or leaves it (domain.md S1, S2), and says who may read (S4). */

import type { Account } from '../account/account.ts'
import type { OpenClaim, OptedIn, OptedOut, ReadConsentSaid } from '../account/ledgerEntry.ts'
import { isSamePart, type Part, standingOf } from '../account/participation.ts'
import { recordInAccount } from '../account/recordInAccount.ts'
import { hasReadConsent } from '../account/saidByPatient.ts'
import { knownStatementOf } from '../account/statement.ts'
import { invariant } from '../kernel/invariant.ts'
import { addHours, type Moment } from '../kernel/moment.ts'
import type { PersonId } from '../kernel/personId.ts'
import { no, ok, type Result } from '../kernel/result.ts'
import type { Circumstances, Decided } from './decided.ts'
import { mayBeSame } from './groupPerson.ts'
import type { Refusal } from './refusals.ts'
import { refuseStanding } from './standing.ts'

const HOURS_A_DAY = 24
const NOTHING: Decided = { entry: null, notices: [], card: null }

/** Takes an account, which it changes. Gives the entry to append; none when the person has said so already. */
export function optIn(account: Account, person: PersonId, circumstances: Circumstances): Result<Decided, Refusal> {
  const part = { person, principal: circumstances.principal.id }
  if (standingOf(account.participations, part) === 'in') return ok(NOTHING)
  const { now, by } = circumstances
  const also = alsoOf(account, part, 'out')
  return ok(recorded(account, { type: 'OptedIn', ...part, ...also, recordedAt: now, by, issued: [] }, circumstances))
}

/**
 * Takes an account, which it changes. Gives the entry to append, with the money still owed; none when the person has left already. The
 * same person's other identities in the group leave too.
 */
export const optOut = (account: Account, person: PersonId, circumstances: Circumstances): Result<Decided, Refusal> =>
  leave(account, circumstances, {
    person,
    also: alsoOf(account, { person, principal: circumstances.principal.id }, 'in'),
  })

/** The same, where it is known of each identity for itself. */
export const optOutAlone = (
  account: Account,
  person: PersonId,
  circumstances: Circumstances,
): Result<Decided, Refusal> => leave(account, circumstances, { person, also: {} })

type Leaving = { readonly person: PersonId; readonly also: Pick<OptedOut, 'also'> }

function leave(account: Account, circumstances: Circumstances, { person, also }: Leaving): Result<Decided, Refusal> {
  const { now, by, principal } = circumstances
  const part = { person, principal: principal.id }
  if (standingOf(account.participations, part) === 'out') return ok(NOTHING)
  const eraseAt = principal.optOut === 'erase' ? addHours(now, principal.eraseAfterDays * HOURS_A_DAY) : null
  const leaving = [person, ...(also.also ?? [])]
  const claims = leaving.flatMap((one) => openClaims(account, { ...part, person: one }, now))
  const entry: OptedOut = { type: 'OptedOut', ...part, ...also, recordedAt: now, eraseAt, claims, by, issued: [] }
  return ok(recorded(account, entry, circumstances))
}

/** S2: the same person's other identities in the group; those of whom it is true already are passed over. */
function alsoOf({ members, participations }: Account, part: Part, standing: 'in' | 'out'): Pick<OptedOut, 'also'> {
  const also = members.filter(
    (one) =>
      !one.equals(part.person) &&
      mayBeSame(one, part.person) &&
      (standingOf(participations, { ...part, person: one }) === 'out') === (standing === 'out'),
  )
  return also.length === 0 ? {} : { also }
}

/** S4: takes an account, which it changes. The person lets the actor's provider see others' fees, or no longer; none to append when that is so already. */
export function setReadConsent(
  account: Account,
  { person, isGiven }: { readonly person: PersonId; readonly isGiven: boolean },
  circumstances: Circumstances,
): Result<Decided, Refusal> {
  const { now, by, principal } = circumstances
  const standing = refuseStanding(account, person, principal)
  if (standing !== null) return no(standing)
  const part = { person, principal: principal.id }
  if (hasReadConsent(account, person, by.provider) === isGiven) return ok(NOTHING)
  const entry: ReadConsentSaid = { type: 'ReadConsentSaid', ...part, isGiven, recordedAt: now, by, issued: [] }
  return ok(recorded(account, entry, circumstances))
}

function recorded(account: Account, entry: OptedIn | OptedOut | ReadConsentSaid, { spare }: Circumstances): Decided {
  const taken = recordInAccount(account, entry, spare)
  invariant(typeof taken === 'number', `an entry that the decision has found possible (${taken})`)
  return { ...NOTHING, entry: { ...entry, issued: spare.slice(0, taken) } }
}

/** S2: claims of money are kept until settled, whatever becomes of the fees. */
function openClaims(account: Account, part: Part, now: Moment): OpenClaim[] {
  if (account.version === 0) return []
  const { cards } = knownStatementOf(account.book, now, part.principal)
  return cards
    .flatMap((card) => card.shares)
    .filter(({ overcharged }) => overcharged > 0)
    .flatMap(({ fee, overcharged }) => {
      const record = account.records.get(fee.id)
      if (record === undefined || !isSamePart(record, part)) return []
      return [{ feeId: fee.id, provider: record.values.careProvider, visit: fee.visit, overcharged }]
    })
}
