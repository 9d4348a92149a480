/** A calling system gives a card by hand (domain.md L8): one the patient holds, or one on medical grounds. */

import type { Account } from '../domain/account/account.ts'
import type { CardReason } from '../domain/account/givenRecord.ts'
import { knownStatementOf } from '../domain/account/statement.ts'
import { REFUSALS, type Refusal } from '../domain/decisions/refusals.ts'
import { registerCard as decideCard, refuseCardForm } from '../domain/decisions/registerCard.ts'
import type { Day } from '../domain/kernel/day.ts'
import { invariant } from '../domain/kernel/invariant.ts'
import { no, ok, type Result } from '../domain/kernel/result.ts'
import type { CardIdentity } from '../domain/law/card.ts'
import { type CardView, viewOfCard } from './cardView.ts'
import type { Done } from './done.ts'
import type { Address } from './ledgerPort.ts'
import { noteOthers } from './noteOthers.ts'
import { onceOf } from './once.ts'
import { notBefore, openAccount } from './openAccount.ts'
import { performPlanned } from './perform.ts'
import type { Planned } from './performance.ts'
import { type ActPermitted, actingOf, type PersonActRequest, permitPersonAct } from './permitAct.ts'
import type { Ports } from './ports.ts'
import { viewerOf } from './readCard.ts'

export type CardRegistration = PersonActRequest & {
  readonly validFrom: Day
  readonly validThrough: Day
  /** As it stands on the card that the patient holds; null when none is told. */
  readonly number: string | null
  readonly reason: CardReason
  /** Whether a card that is valid today may be extended, or another stand beside it. */
  readonly extendExisting: boolean
  /** S1: the registration is the consent of one who was never asked. */
  readonly isConsent?: true
}

/** `view`: the card as it then stands; null when it has been withdrawn since a call that came again. */
export type CardRegistered = Pick<Done, 'notices'> & { readonly view: CardView | null }

/** Gives the card once it is on disk, or the first refusal in order. */
export async function registerCard(ports: Ports, request: CardRegistration): Promise<Result<CardRegistered, Refusal>> {
  const planned = planCardRegistration(ports, request)
  if (!planned.ok) return planned
  const { permitted, performance } = planned.value
  const done = await performPlanned(ports, planned)
  if (!done.ok) return done
  const { notices, card } = done.value
  const { address } = performance
  invariant(address.by === 'person', 'a card is registered for a person')
  return ok({ notices, view: card === null ? null : await viewNow(ports, permitted, { address, card }) })
}

type CardPlanned = Planned & { readonly permitted: ActPermitted }

/** Gives the registration as it would be performed, or what is refused before an account is loaded. */
export function planCardRegistration(ports: Ports, request: CardRegistration): Result<CardPlanned, Refusal> {
  const form = refuseCardForm(request, ports.now())
  const permitted = permit(ports, request, form)
  if (!permitted.ok) return permitted
  const { system, person, by } = permitted.value
  const { validFrom, validThrough, number, reason, extendExisting } = request
  const isConsent = request.isConsent === true
  const command = { person, validFrom, validThrough, number, reason, extendExisting, isConsent }
  const { caller: _, callId, ...told } = request
  const performance: Planned['performance'] = {
    address: { by: 'person', person, cardType: request.cardType },
    act: 'registerCard',
    ...actingOf(permitted.value),
    subject: () => person,
    reason: null,
    once: onceOf(system, callId, 'registerCard', told),
    isUndone: isWithdrawn,
  }
  const decide: Planned['decide'] = (account, given, id) => {
    if (form !== null) return no(form)
    const identity = ports.ids.card(id, given.principal.cardNumberPrefix)
    return decideCard(account, { ...command, identity }, { ...given, by })
  }
  return ok({ permitted: permitted.value, performance, decide })
}

const isWithdrawn = (account: Account, { card }: Done): boolean =>
  card !== null && account.given.get(card.id)?.isWithdrawn === true

/** A call that came before is answered as then (R3), also when its card has ended since: that alone is refused only after looking. */
function permit(ports: Ports, request: CardRegistration, form: Refusal | null): ReturnType<typeof permitPersonAct> {
  const isOver = form?.kind === 'CardAlreadyOver'
  const asked = { act: 'registerCard', form: isOver ? null : form, now: ports.now() } as const
  const permitted = permitPersonAct(ports, request, asked)
  const isTold = permitted.ok || !isOver || REFUSALS[permitted.refusal.kind] === 'form'
  return isTold ? permitted : no(form)
}

type Registered = { readonly address: Address & { readonly by: 'person' }; readonly card: CardIdentity }

/** The writing has left the person's line in the access log; the card tells of all who share it. */
async function viewNow(ports: Ports, permitted: ActPermitted, { address, card }: Registered): Promise<CardView | null> {
  const { principal, by } = permitted
  const loaded = await ports.ledger.load(address, null)
  invariant(loaded.account !== null, 'a card that is on disk has an account')
  const { account, settings } = await openAccount(ports, loaded, {
    id: loaded.account.id,
    prefix: principal.cardNumberPrefix,
  })
  const at = notBefore(account, ports.now())
  const line = {
    at,
    person: address.person,
    act: 'registerCard',
    ...by,
    assignment: permitted.staff?.assignment.id ?? null,
    reason: null,
  }
  await noteOthers(ports, account, { line, noted: [] })
  const statement = knownStatementOf(account.book, at, principal.id)
  const cardType = principal.cardTypes.find(({ id }) => id === address.cardType)
  invariant(cardType !== undefined, 'a card type that has been permitted')
  const viewer = viewerOf(ports, { ...permitted, provider: by.provider })
  return viewOfCard({ account, statement, cardType, person: address.person, viewer, settings }, card.id)
}
