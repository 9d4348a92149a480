/** A calling system corrects or annuls a fee (domain.md R1, L6): the fee's id leads to its account. */

import type { Account } from '../domain/account/account.ts'
import type { Act } from '../domain/decisions/access.ts'
import { type AnnulFee, annulFee as decideAnnulment } from '../domain/decisions/annulFee.ts'
import { type CorrectFee, correctFee as decideCorrection } from '../domain/decisions/correctFee.ts'
import type { Circumstances, Decided } from '../domain/decisions/decided.ts'
import type { Refusal } from '../domain/decisions/refusals.ts'
import type { Day } from '../domain/kernel/day.ts'
import type { Ore } from '../domain/kernel/money.ts'
import { no, type Result } from '../domain/kernel/result.ts'
import type { FeeId } from '../domain/law/careOrder.ts'
import { type Caller, permit, readActor, readPrincipal, refuseForm, type ToldActor } from './checks.ts'
import { perform } from './perform.ts'
import type { Ports } from './ports.ts'
import { spareIdentities } from './spareIdentities.ts'

type ChangeRequest = {
  readonly caller: Caller
  readonly principal: string
  readonly feeId: string
  readonly reason: string | null
  readonly actor: ToldActor
}

/** What is null is kept as it was. */
export type CorrectionRequest = ChangeRequest & {
  readonly visit: Day | null
  readonly amount: Ore | null
  readonly careProvider: string | null
  readonly careUnit: string | null
}

export type AnnulmentRequest = ChangeRequest

/** Gives the correction once it is on disk, or the first refusal in order. A correction that changes nothing writes nothing. */
export async function correctFee(ports: Ports, request: CorrectionRequest): Promise<Result<Decided, Refusal>> {
  const form = refuseForm(request.amount, request.visit, ports.now())
  const tied = (text: string | null) => (text === null ? null : ports.directory.caregiver(text))
  const command: CorrectFee = {
    feeId: feeIdOf(request),
    visit: request.visit,
    amount: request.amount,
    careProvider: tied(request.careProvider),
    careUnit: tied(request.careUnit),
    reason: request.reason,
  }
  return change(ports, request, { act: 'correctFee', form }, (account, circumstances) =>
    decideCorrection(account, command, circumstances),
  )
}

/** Gives the annulment once it is on disk, or the first refusal in order. */
export async function annulFee(ports: Ports, request: AnnulmentRequest): Promise<Result<Decided, Refusal>> {
  const command: AnnulFee = { feeId: feeIdOf(request), reason: request.reason }
  return change(ports, request, { act: 'annulFee', form: null }, (account, circumstances) =>
    decideAnnulment(account, command, circumstances),
  )
}

type DecideChange = (account: Account, circumstances: Circumstances) => Result<Decided, Refusal>

async function change(
  ports: Ports,
  request: ChangeRequest,
  { act, form }: { act: Act; form: Refusal | null },
  decide: DecideChange,
): Promise<Result<Decided, Refusal>> {
  const principalId = readPrincipal(request.principal)
  if (!principalId.ok) return principalId
  const actor = readActor(request.actor)
  if (!actor.ok) return actor
  if (form !== null) return no(form)
  const permitted = permit(ports.directory, {
    caller: request.caller,
    act,
    principal: principalId.value,
    provider: actor.value.provider,
  })
  if (!permitted.ok) return permitted
  const { system, principal } = permitted.value
  const id = ports.ids.accountOf(request.feeId)
  if (id === null) return no({ kind: 'FeeUnknown' })
  return perform(ports, { by: 'account', account: id }, (account, _, now) => {
    const spare = spareIdentities(ports.ids, id, account, principal)
    return decide(account, { now, principal, spare, by: { ...actor.value, system: system.id } })
  })
}

/** Ids made here are in lower case; a caller may have kept one in capitals. */
const feeIdOf = ({ feeId }: ChangeRequest): FeeId => feeId.toLowerCase() as FeeId
