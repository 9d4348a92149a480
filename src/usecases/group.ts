/** A calling system lets a person share another's account, or have one of their own again (domain.md G1, G2). */

import type { Account } from '../domain/account/account.ts'
import { newCardsOf } from '../domain/account/portfolio.ts'
import type { Circumstances } from '../domain/decisions/decided.ts'
import {
  groupPerson as decideGrouping,
  ungroupPerson as decideUngrouping,
  type Moved,
} from '../domain/decisions/groupPerson.ts'
import type { Refusal } from '../domain/decisions/refusals.ts'
import { cardOf } from '../domain/decisions/whichCard.ts'
import type { PersonId } from '../domain/kernel/personId.ts'
import { no, ok, type Result } from '../domain/kernel/result.ts'
import type { CardId } from '../domain/law/card.ts'
import { checkPerson, refuseCardType } from './checks.ts'
import type { Done } from './done.ts'
import type { AccountId, Address } from './ledgerPort.ts'
import type { MoveDecided, Moving, Side, Sides } from './move.ts'
import { movePerson } from './movePerson.ts'
import { onceOf } from './once.ts'
import { type ActPermitted, type ActRequest, permitAct } from './permitAct.ts'
import type { Ports } from './ports.ts'

/** A group is told by a card of its account, or by any of its members. */
export type ToldGroup =
  | { readonly by: 'card'; readonly id: string }
  | { readonly by: 'owner'; readonly person: string; readonly cardType: string }

export type GroupRequest = ActRequest & { readonly group: ToldGroup; readonly person: string }

/** The person shares the account from now on. Said again, it changes nothing. */
export const groupPerson = (ports: Ports, request: GroupRequest): Promise<Result<Done, Refusal>> =>
  move(ports, planGrouping(ports, request))

/** Gives the grouping as it would be made, or what is refused before an account is loaded. */
export const planGrouping = (ports: Ports, request: GroupRequest): Result<MovePlanned, Refusal> =>
  plan(ports, request, 'groupPerson', ({ group, own }, checked, circumstances) =>
    decideGrouping(
      {
        person: checked.person,
        owner: checked.owner,
        to: numbered(group),
        from: own.isThere && own.id !== group.id ? numbered(own) : null,
      },
      circumstances,
    ),
  )

/** The person has an account of their own again, with their fees and a copy of every card. */
export const ungroupPerson = (ports: Ports, request: GroupRequest): Promise<Result<Done, Refusal>> =>
  move(ports, planUngrouping(ports, request))

/** The same of one who is to leave. */
export const planUngrouping = (ports: Ports, request: GroupRequest): Result<MovePlanned, Refusal> =>
  plan(ports, request, 'ungroupPerson', ({ group, home }, checked, circumstances) => {
    const { cardNumberPrefix } = circumstances.principal
    const made = Array.from({ length: newCardsOf(group.account) }, () => ports.ids.card(home.id, cardNumberPrefix))
    return decideUngrouping(
      { person: checked.person, from: numbered(group), to: numbered(home), fresh: made },
      circumstances,
    )
  })

const numbered = ({ account, id }: Side): { account: Account; number: string } => ({ account, number: String(id) })

type Checked = ActPermitted & {
  readonly person: PersonId
  /** Null where the group is told by a card. */
  readonly owner: PersonId | null
  readonly address: Address
}

type DecideGroup = (sides: Sides, checked: Checked, circumstances: Circumstances) => Result<Moved, Refusal>

const move = async (ports: Ports, planned: Result<MovePlanned, Refusal>): Promise<Result<Done, Refusal>> =>
  planned.ok ? movePerson(ports, planned.value.moving, planned.value.decide) : planned

/** A move that has been permitted, and how it is decided: to be made, or only previewed. */
export type MovePlanned = { readonly moving: Moving; readonly decide: MoveDecided }

function plan(
  ports: Ports,
  request: GroupRequest,
  act: 'groupPerson' | 'ungroupPerson',
  decide: DecideGroup,
): Result<MovePlanned, Refusal> {
  const checked = check(ports, request, act)
  if (!checked.ok) return checked
  const { system, principal, person, owner, by, staff, address } = checked.value
  const { caller: _, callId, ...told } = request
  const once = onceOf(system, callId, act, told)
  const cardType = cardTypeOf(request.group)
  const logged = { ...by, assignment: staff?.assignment.id ?? null, reason: null }
  const moving = { act, address, person, owner, joins: null, principal: principal.id, by, logged, once, cardType }
  const decided: MoveDecided = (sides, circumstances) => {
    const refusal = refuseGroup(request.group, sides.group, circumstances)
    return refusal === null ? decide(sides, checked.value, circumstances) : no(refusal)
  }
  return ok({ moving, decide: decided })
}

const cardTypeOf = (group: ToldGroup): string | null => (group.by === 'owner' ? group.cardType : null)

/** A card that is told must be known, of the principal, and of one who is in the service. */
function refuseGroup(told: ToldGroup, group: Side, circumstances: Circumstances): Refusal | null {
  if (told.by === 'owner') return null
  const found = cardOf(group.account, told.id.toLowerCase() as CardId, circumstances)
  return found.ok ? null : found.refusal
}

/** Everything that can be refused before the accounts are loaded, in the order of refusals.ts. */
function check(ports: Ports, request: GroupRequest, act: 'groupPerson' | 'ungroupPerson'): Result<Checked, Refusal> {
  const now = ports.now()
  const { group } = request
  const person = checkPerson(ports, request.principal, request.person, now)
  const owner = group.by === 'owner' ? checkPerson(ports, request.principal, group.person, now) : null
  if (person === null) return no({ kind: 'PersonIdInvalid' })
  if (group.by === 'owner' && owner === null) return no({ kind: 'PersonIdInvalid', of: 'owner' })
  const permitted = permitAct(ports, request, { act, form: null, now })
  if (!permitted.ok) return permitted
  const unused = group.by === 'owner' ? refuseCardType(permitted.value.principal, group.cardType) : null
  if (unused !== null) return no(unused)
  return ok({ ...permitted.value, person, owner, address: addressOf(ports, group, owner) })
}

function addressOf({ ids }: Ports, group: ToldGroup, owner: PersonId | null): Address {
  if (group.by === 'owner' && owner !== null) return { by: 'person', person: owner, cardType: group.cardType }
  const id = group.by === 'card' ? group.id.toLowerCase() : ''
  return { by: 'id', id, carried: ids.accountOf(id) as AccountId | null }
}
