/** A fee is corrected or annulled (domain.md R1, L6): the fee's id leads to its account. */

import { type Account, personOfFee } from '../domain/account/account.ts'
import type { Act } from '../domain/decisions/access.ts'
import { type AnnulFee, annulFee as decideAnnulment } from '../domain/decisions/annulFee.ts'
import { type CorrectFee, correctFee as decideCorrection, isAsCorrected } from '../domain/decisions/correctFee.ts'
import type { Circumstances, Decided } from '../domain/decisions/decided.ts'
import type { ToldOwner } from '../domain/decisions/ownFee.ts'
import type { Refusal } from '../domain/decisions/refusals.ts'
import type { Day } from '../domain/kernel/day.ts'
import type { Moment } from '../domain/kernel/moment.ts'
import type { Ore } from '../domain/kernel/money.ts'
import type { PersonId } from '../domain/kernel/personId.ts'
import { no, ok, type Result } from '../domain/kernel/result.ts'
import type { FeeId } from '../domain/law/careOrder.ts'
import { checkPerson, refuseCardType, refuseForm, refuseToldAt } from './checks.ts'
import type { Done } from './done.ts'
import type { Address } from './ledgerPort.ts'
import { onceOf } from './once.ts'
import { performPlanned } from './perform.ts'
import type { Planned } from './performance.ts'
import { type ActRequest, actingOf, permitAct } from './permitAct.ts'
import type { Ids, Ports } from './ports.ts'

type ChangeRequest = ActRequest & { readonly feeId: string; readonly reason: string | null }

/** What is null is kept as it was. */
export type CorrectionRequest = ChangeRequest & {
  readonly visit: Day | null
  readonly amount: Ore | null
  readonly careProvider: string | null
  readonly careUnit: string | null
  /** When the caller says that the fee was registered, if it says so. */
  readonly toldAt?: Moment
  /** Whose fee it must be, where the caller tells more than its id. */
  readonly of?: ToldPerson
}

/** `longestIdentity`: the most characters that the caller's version of the contract has for an identity. */
type ToldPerson = { readonly person: string; readonly cardType: string; readonly longestIdentity: number }

export type AnnulmentRequest = ChangeRequest

/** Gives the correction once it is on disk, or the first refusal in order. A correction that changes nothing writes nothing. */
export const correctFee = (ports: Ports, request: CorrectionRequest): Promise<Result<Done, Refusal>> =>
  performPlanned(ports, planCorrection(ports, request))

/** Gives the correction as it would be performed, or what is refused before an account is loaded. */
export function planCorrection(ports: Ports, request: CorrectionRequest): Result<Planned, Refusal> {
  const { toldAt, of } = request
  const now = ports.now()
  const person = of === undefined ? null : checkPerson(ports, request.principal, of.person, now)
  if (of !== undefined && person === null) return no({ kind: 'PersonIdInvalid' })
  const form = refuseForm(request.amount, request.visit, now) ?? refuseToldAt(toldAt, now)
  const tied = (text: string | null) => (text === null ? null : ports.directory.caregiver(text))
  const command: CorrectFee = {
    feeId: feeIdOf(request),
    visit: request.visit,
    amount: request.amount,
    careProvider: tied(request.careProvider),
    careUnit: tied(request.careUnit),
    ...(toldAt === undefined ? {} : { toldAt }),
    reason: request.reason,
  }
  const told = of === undefined || person === null ? null : { ...of, person }
  const isUndone = (account: Account): boolean => !isAsCorrected(account, command)
  return plan(ports, request, { act: 'correctFee', form, told, isUndone }, (account, circumstances, owner) =>
    decideCorrection(account, owner === null ? command : { ...command, owner }, circumstances),
  )
}

/** Gives the annulment once it is on disk, or the first refusal in order. Staff tell why, save in the first minute. */
export const annulFee = (ports: Ports, request: AnnulmentRequest): Promise<Result<Done, Refusal>> =>
  performPlanned(ports, planAnnulment(ports, request))

/** Gives the annulment as it would be performed, or what is refused before an account is loaded. */
export function planAnnulment(ports: Ports, request: AnnulmentRequest): Result<Planned, Refusal> {
  const mustTellWhy = request.caller !== null && 'staff' in request.caller
  const command: AnnulFee = { feeId: feeIdOf(request), reason: request.reason, mustTellWhy }
  const isUndone = (): boolean => false
  return plan(ports, request, { act: 'annulFee', form: null, told: null, isUndone }, (account, circumstances) =>
    decideAnnulment(account, command, circumstances),
  )
}

type Change = {
  readonly act: Act
  readonly form: Refusal | null
  readonly told: (Omit<ToldPerson, 'person'> & { readonly person: PersonId }) | null
  readonly isUndone: (account: Account) => boolean
}

type DecideChange = (
  account: Account,
  circumstances: Circumstances,
  owner: ToldOwner | null,
) => Result<Decided, Refusal>

function plan(
  ports: Ports,
  request: ChangeRequest,
  { act, form, told: of, isUndone }: Change,
  decide: DecideChange,
): Result<Planned, Refusal> {
  const permitted = permitAct(ports, request, { act, form, now: ports.now() })
  if (!permitted.ok) return permitted
  const { system, principal, by } = permitted.value
  const unused = of === null ? null : refuseCardType(principal, of.cardType)
  if (unused !== null) return no(unused)
  const feeId = feeIdOf(request)
  const { caller: _, callId, ...told } = request
  const performance = {
    address: addressOfFee(ports.ids, feeId),
    act,
    ...actingOf(permitted.value),
    subject: (account: Account) => personOfFee(account, feeId),
    reason: null,
    once: onceOf(system, callId, act, told),
    isUndone,
  }
  return ok({
    performance,
    decide: (account, { cardType, ...given }) =>
      decide(account, { ...given, by }, of === null ? null : { ...of, isOfCardType: of.cardType === cardType }),
  })
}

/** Ids made here carry their account; those of another system are looked up. */
export const addressOfFee = (ids: Pick<Ids, 'accountOf'>, feeId: FeeId): Address => ({
  by: 'id',
  id: feeId,
  carried: ids.accountOf(feeId),
})

/** Ids made here are in lower case; a caller may have kept one in capitals. */
export const feeIdOf = ({ feeId }: Pick<ChangeRequest, 'feeId'>): FeeId => feeId.toLowerCase() as FeeId
