/** A person joins another's account, or leaves it for one of their own (domain.md G1, G2, G4). Both halves are decided at once. */

import type { Account } from '../account/account.ts'
import { freeze } from '../account/freeze.ts'
import { eachOnce, isGroup } from '../account/group.ts'
import type { PersonJoined, PersonLeft } from '../account/ledgerEntry.ts'
import { standingOf } from '../account/participation.ts'
import { EMPTY_PORTFOLIO, sharePortfolio, wholePortfolio } from '../account/portfolio.ts'
import { knownStatementOf } from '../account/statement.ts'
import type { Day } from '../kernel/day.ts'
import { type Moment, swedishDay } from '../kernel/moment.ts'
import type { PersonId } from '../kernel/personId.ts'
import { no, ok, type Result } from '../kernel/result.ts'
import type { CardIdentity } from '../law/card.ts'
import { ageOn } from '../law/freeByAge.ts'
import type { Circumstances } from './decided.ts'
import type { Refusal } from './refusals.ts'

/** An account with the number that ids carry; an account of nobody yet has one too. */
export type Numbered = { readonly account: Account; readonly number: string }

/** `left` is null where the person had no account to leave; both are null when nothing changes. */
export type Moved = { readonly joined: PersonJoined | null; readonly left: PersonLeft | null }

const UNCHANGED: Moved = { joined: null, left: null }
const MOST_MEMBERS = 20
const GROWN_UP_YEARS = 18

export type Grouped = {
  readonly person: PersonId
  /** Whose account it is; null where the card leads to it. */
  readonly owner: PersonId | null
  /** The group's account. */
  readonly to: Numbered
  /** The person's account of before; null where there is none. */
  readonly from: Numbered | null
}

/** Takes the accounts, which it does not change, save what time has made FINAL. Gives what each is to record. */
export function groupPerson(
  { person, owner, to, from }: Grouped,
  circumstances: Circumstances,
): Result<Moved, Refusal> {
  const { now, principal, by } = circumstances
  for (const side of [to, from]) if (side !== null) freeze(side.account.book, now)
  const persons = personsIn(to.account, owner)
  const part = { person, principal: principal.id }
  if (standingOf((from ?? to).account.participations, part) === 'out') return no({ kind: 'OptedOut' })
  if (owner !== null && standingOf(to.account.participations, { ...part, person: owner }) === 'out')
    return no({ kind: 'OptedOut' })
  if (persons.some((one) => one.equals(person))) return ok(UNCHANGED)
  const refusal = refuseMembers(persons, person, from, swedishDay(now))
  if (refusal !== null) return no(refusal)
  const portfolio = from === null ? EMPTY_PORTFOLIO : wholePortfolio(from.account, person, swedishDay(now))
  const members = [...persons, person]
  const isAsked = owner !== null && standingOf(to.account.participations, { ...part, person: owner }) === 'never asked'
  const common = { ...part, recordedAt: now, by, issued: [] }
  const cardNumber = numberOf(to.account, circumstances)
  return ok({
    joined: {
      type: 'PersonJoined',
      action: 'grouped',
      ...common,
      ...(isAsked ? { consentOf: owner } : {}),
      from: from?.number ?? null,
      members,
      cardNumber,
      portfolio,
    },
    left: from === null ? null : { type: 'PersonLeft', ...common, to: to.number, members: [] },
  })
}

function refuseMembers(
  persons: readonly PersonId[],
  person: PersonId,
  from: Numbered | null,
  today: Day,
): Refusal | null {
  if (from !== null && isGroup(from.account)) return { kind: 'InAnotherGroup' }
  const mayNotShare = persons.filter((one) => !mayShare(one, person, today))
  if (mayNotShare.length === 0) return persons.length < MOST_MEMBERS ? null : { kind: 'GroupIsFull' }
  const hasChild = isChild(person, today) || mayNotShare.some((one) => isChild(one, today))
  return { kind: hasChild ? 'AdultWithChild' : 'TwoAdults' }
}

/** G1: children with children; a personnummer with the reserve and coordination numbers of the same person. */
const mayShare = (one: PersonId, other: PersonId, today: Day): boolean =>
  (isChild(one, today) && isChild(other, today)) || mayBeSame(one, other)

/** Nobody has two personnummer; birth dates that are told are the same. */
export const mayBeSame = (one: PersonId, other: PersonId): boolean =>
  !(one.kind === 'personnummer' && other.kind === 'personnummer') &&
  (one.birthDay === null || other.birthDay === null || one.birthDay === other.birthDay)

/** Whether the person is under 18 on the day; one whose birth date is not told is not known to be. */
export const isChild = ({ birthDay }: Pick<PersonId, 'birthDay'>, today: Day): boolean =>
  birthDay !== null && ageOn(birthDay, today) < GROWN_UP_YEARS

export type Ungrouped = {
  readonly person: PersonId
  readonly from: Numbered
  /** The account they are to have: an empty one, or that of the same person. */
  readonly to: Numbered
  /** As many new identities as newCardsOf says. */
  readonly fresh: readonly CardIdentity[]
}

/** Takes the group's account, which it does not change, save what time has made FINAL. Gives what each account is to record. */
export function ungroupPerson(
  { person, from, to, fresh }: Ungrouped,
  circumstances: Circumstances,
): Result<Moved, Refusal> {
  const { now, principal } = circumstances
  const { account } = from
  freeze(account.book, now)
  const part = { person, principal: principal.id }
  if (standingOf(account.participations, part) === 'out') return no({ kind: 'OptedOut' })
  if (!personsIn(account, null).some((one) => one.equals(person))) return no({ kind: 'PersonNotOnCard' })
  if (!isGroup(account)) return no({ kind: 'NotInGroup' })
  return ok(leaveGroup({ person, from, to, fresh }, circumstances))
}

/** The same, of one who is in the group and is to leave it, whatever they have said. */
export function leaveGroup({ person, from, to, fresh }: Ungrouped, circumstances: Circumstances): Moved {
  const { now, principal, by } = circumstances
  const { account } = from
  const part = { person, principal: principal.id }
  const portfolio = sharePortfolio(account, person, { day: swedishDay(now), fresh })
  const common = { ...part, recordedAt: now, by, issued: [] }
  const stay = account.members.filter((one) => !one.equals(person))
  const cardNumber = numberOf(account, circumstances)
  return {
    joined: {
      type: 'PersonJoined',
      action: 'ungrouped',
      ...common,
      from: from.number,
      members: [...personsIn(to.account, null), person],
      cardNumber,
      portfolio,
    },
    left: { type: 'PersonLeft', ...common, to: to.number, members: stay },
  }
}

/** Everyone in the account; before anybody has joined it, those whose fees, cards or words it holds, and its owner if one is told. */
export function personsIn(
  { members, records, given, participations, asides, consents }: Account,
  owner: PersonId | null,
): readonly PersonId[] {
  if (members.length > 0) return members
  const told = [...records.values(), ...given.values(), ...participations, ...asides, ...consents].map(
    ({ person }) => person,
  )
  return eachOnce(owner === null ? told : [owner, ...told])
}

/** G4: the number of the current card. */
function numberOf(
  { version, book }: Account,
  { now, principal }: { now: Moment; principal: Circumstances['principal'] },
): string | null {
  return version === 0 ? null : (knownStatementOf(book, now, principal.id).current?.identity?.number ?? null)
}
