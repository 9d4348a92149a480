/** The acts of a till on groups in plain words: for the counter of counter.ts. */

import type { Refusal } from '../../src/domain/decisions/refusals.ts'
import type { Result } from '../../src/domain/kernel/result.ts'
import type { Done } from '../../src/usecases/done.ts'
import { groupPerson, type ToldGroup, ungroupPerson } from '../../src/usecases/group.ts'
import type { Ports } from '../../src/usecases/ports.ts'
import { type GroupView, readGroup } from '../../src/usecases/readGroup.ts'
import type { Told } from './counter.ts'
import { registration } from './world.ts'

export type GroupActs = {
  /** The person joins the account of the owner. */
  readonly group: (owner: string, person: string, told?: Told) => Promise<Result<Done, Refusal>>
  readonly groupByCard: (card: string, person: string, told?: Told) => Promise<Result<Done, Refusal>>
  /** The owner is any member, the person too. */
  readonly ungroup: (owner: string, person: string, told?: Told) => Promise<Result<Done, Refusal>>
  readonly ungroupByCard: (card: string, person: string, told?: Told) => Promise<Result<Done, Refusal>>
  readonly groupOf: (person: string, told?: Told) => Promise<Result<GroupView, Refusal>>
}

export function groupActsOf(ports: Ports): GroupActs {
  const request = (group: ToldGroup, person: string, more: Told = {}) => {
    const { caller, callId, principal, actor } = registration({ person, ...more })
    return { caller, callId, principal, actor, group, person }
  }
  const byOwner = (person: string, more: Told = {}): ToldGroup => ({
    by: 'owner',
    person,
    cardType: more.cardType ?? 'CARE_VISIT',
  })
  return {
    group: (owner, person, more) => groupPerson(ports, request(byOwner(owner, more), person, more)),
    groupByCard: (id, person, more) => groupPerson(ports, request({ by: 'card', id }, person, more)),
    ungroup: (owner, person, more) => ungroupPerson(ports, request(byOwner(owner, more), person, more)),
    ungroupByCard: (id, person, more) => ungroupPerson(ports, request({ by: 'card', id }, person, more)),
    groupOf: (person, more) => {
      const { caller, principal, cardType } = registration({ person, ...more })
      return readGroup(ports, { caller, principal, cardType, person, namedProvider: null })
    },
  }
}
