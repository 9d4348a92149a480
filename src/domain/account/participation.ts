/**
 * Who is in the service and who has left it (domain.md S1, S2), per person and principal within an account, and what is set
 * aside for one who has left: out of sight and out of the reckoning, to be brought back or erased.
 */

import type { HsaId } from '../kernel/hsaId.ts'
import type { Moment } from '../kernel/moment.ts'
import type { PersonId } from '../kernel/personId.ts'
import type { CardIdentity, ComputedCard, FrozenCard, GivenCard } from '../law/card.ts'
import type { FeeId } from '../law/careOrder.ts'
import type { FeeRecord } from './feeRecord.ts'

/** Whom and what an opt-in or opt-out is about; the card type is the account's. */
export type Part = { readonly person: PersonId; readonly principal: HsaId }

/** What a person has said. One who has said nothing has no participation. */
export type Participation = Part & {
  readonly since: Moment
  readonly state:
    | { readonly kind: 'in' }
    /** `eraseAt`: when the content is to be erased; null when it only is hidden. */
    | { readonly kind: 'out'; readonly eraseAt: Moment | null }
    | { readonly kind: 'erased' }
}

/** A fixed card without its fees, which are the records' to tell. */
export type BareCard = Omit<FrozenCard, 'fees'> | GivenCard

/** What one who has left took along, as it stood then. `computed` and `window` tell which fees lay where, for L3. */
export type Aside = Part & {
  readonly records: readonly FeeRecord[]
  readonly fixed: readonly BareCard[]
  readonly computed: readonly { readonly card: ComputedCard; readonly fees: readonly FeeId[] }[]
  readonly window: readonly FeeId[]
  readonly windowIdentity: CardIdentity | null
}

export type Standing = 'never asked' | 'in' | 'out'

/** S1: whether the person is in the service of the principal, as far as the person has said. */
export function standingOf(participations: readonly Participation[], part: Part): Standing {
  const said = participations.find((one) => isSamePart(one, part))
  if (said === undefined) return 'never asked'
  return said.state.kind === 'in' ? 'in' : 'out'
}

/** True when both are about the same person and principal. */
export const isSamePart = (a: Part, b: Part): boolean => a.principal === b.principal && a.person.equals(b.person)
