/** A calling system asks who shares a person's account, and by which acts they came and went (domain.md G4). */

import { type GroupAct, personsOf } from '../domain/account/group.ts'
import type { Refusal } from '../domain/decisions/refusals.ts'
import { refuseStanding } from '../domain/decisions/standing.ts'
import type { Moment } from '../domain/kernel/moment.ts'
import type { PersonId } from '../domain/kernel/personId.ts'
import { no, ok, type Result } from '../domain/kernel/result.ts'
import { openToRead } from './openToRead.ts'
import type { Ports } from './ports.ts'
import { type CardsRequest, checkReading, lineOf, NOBODY } from './readCard.ts'

/** `acts`: those that touched the person asked for, the first first. One who is in no group is alone. */
export type GroupView = {
  readonly persons: readonly PersonId[]
  /** The same, with when each came; null for one whose account it has been from the beginning. */
  readonly members: readonly { readonly person: PersonId; readonly since: Moment | null }[]
  readonly acts: readonly GroupAct[]
  readonly cardType: string
}

/** Gives the group, or the first refusal in order. */
export async function readGroup(ports: Ports, request: CardsRequest): Promise<Result<GroupView, Refusal>> {
  const now = ports.now()
  const asked = checkReading(ports, { ...request, act: 'readGroup' }, now)
  if (!asked.ok) return asked
  const { person, principal, cardType } = asked.value
  const address = { by: 'person', person, cardType: cardType.id } as const
  const line = lineOf({ act: 'readGroup' }, asked.value, now)
  const opened = await openToRead(ports, { address, principal: principal.id, line })
  const account = opened?.account ?? null
  const standing = refuseStanding(account ?? NOBODY, person, principal)
  if (standing !== null) return no(standing)
  const persons = account === null ? [person] : personsOf(account, { person, principal: principal.id })
  const actsOf = (one: PersonId) => (account?.groupActs ?? []).filter((act) => act.person.equals(one))
  const members = persons.map((one) => ({ person: one, since: sinceOf(actsOf(one)) }))
  return ok({ persons, members, acts: actsOf(person), cardType: cardType.id })
}

const sinceOf = (acts: readonly GroupAct[]): Moment | null => {
  const last = acts.at(-1)
  return last?.action === 'grouped' ? last.at : null
}
