/** What a patient has allowed or asked for beside the fees: read consent (domain.md S4) and a card by post (L11). */

import type { HsaId } from '../kernel/hsaId.ts'
import type { Moment } from '../kernel/moment.ts'
import type { PersonId } from '../kernel/personId.ts'
import type { CardId } from '../law/card.ts'
import type { Part } from './participation.ts'

/** S4: the provider may see the single fees that others registered, or may no longer. One who has not said so has no consent. */
export type ReadConsent = Part & { readonly provider: HsaId; readonly isGiven: boolean }

/** L11: a physical card has been ordered, to be printed and posted. */
export type CardOrder = Part & { readonly cardId: CardId; readonly orderedAt: Moment }

type Said = { readonly consents: readonly ReadConsent[]; readonly orders: readonly CardOrder[] }

/** S4: whether the person lets the provider see others' fees, whichever principal it was said to. */
export const hasReadConsent = ({ consents }: Pick<Said, 'consents'>, person: PersonId, provider: HsaId): boolean =>
  consents.some((one) => one.isGiven && one.provider === provider && one.person.equals(person))

/** Gives the consents with this one given, or taken back, in the place of what the person had said of the provider. */
export const withConsent = (consents: readonly ReadConsent[], said: ReadConsent): ReadConsent[] => [
  ...consents.filter((one) => !(one.person.equals(said.person) && one.provider === said.provider)),
  said,
]

/** L11: the order of a card for the person; null when none stands. */
export const orderOf = ({ orders }: Pick<Said, 'orders'>, person: PersonId, cardId: CardId): CardOrder | null =>
  orders.find((one) => one.cardId === cardId && one.person.equals(person)) ?? null
