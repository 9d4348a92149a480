/** A calling system asks who shares a person's account, and by which acts they came and went (domain.md G4). */

import { type GroupAct, personsOf } from '../domain/account/group.ts'
import type { Refusal } from '../domain/decisions/refusals.ts'
import { refuseStanding } from '../domain/decisions/standing.ts'
import type { PersonId } from '../domain/kernel/personId.ts'
import { no, ok, type Result } from '../domain/kernel/result.ts'
import { openToRead } from './openToRead.ts'
import type { Ports } from './ports.ts'
import { type CardsRequest, checkReading, lineOf, NOBODY } from './readCard.ts'

/** `acts`: those that touched the person asked for, the first first. One who is in no group is alone. */
export type GroupView = {
  readonly persons: readonly PersonId[]
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
  const acts = (account?.groupActs ?? []).filter((act) => act.person.equals(person))
  return ok({ persons, acts, cardType: cardType.id })
}
