/** What a page asks of the use cases, in the visitor's name: by the chosen assignment, for its principal. */

import { swedishDay } from '../domain/kernel/moment.ts'
import type { ActRequest, PersonActRequest } from '../usecases/permitAct.ts'
import type { CardsRequest } from '../usecases/readCard.ts'
import type { Asked } from './page.ts'

/** A region may keep several card types; the till works with the first, its visits. */
export function cardTypeOf({ ports, visitor }: Pick<Asked, 'ports' | 'visitor'>): string {
  const { principal } = visitor.staff.assignment
  return ports.settings.known().principal(principal, swedishDay(ports.now()))?.cardTypes[0]?.id ?? ''
}

export function reading(asked: Asked, person: string): CardsRequest {
  const { staff } = asked.visitor
  const { principal, provider } = staff.assignment
  return { caller: { staff }, principal, person, cardType: cardTypeOf(asked), namedProvider: provider }
}

/** The token of the form makes an act the same act however often it is sent (domain.md R3). */
export function acting({ visitor: { staff } }: Asked, token: string | null): ActRequest {
  const { principal, provider, unit } = staff.assignment
  const actor = { employee: staff.employee, provider, unit }
  return { caller: { staff }, callId: token, principal, actor }
}

export const actingOn = (asked: Asked, person: string, token: string | null): PersonActRequest => ({
  ...acting(asked, token),
  person,
  cardType: cardTypeOf(asked),
})
