/** Who sees what of a fee (domain.md S4, S5): one's own whole; others' date and amount, until the patient has consented. */

import type { FeeRecord } from '../account/feeRecord.ts'
import { hasReadConsent, type ReadConsent } from '../account/saidByPatient.ts'
import type { HsaId } from '../kernel/hsaId.ts'
import type { PersonId } from '../kernel/personId.ts'
import type { Reach } from './staff.ts'

export type Viewer = {
  /** The principal that asks. */
  readonly principal: HsaId
  /** The providers it acts for; a fee is its own if any of them took or registered it. */
  readonly providers: ReadonlySet<HsaId>
  /** The providers by which consent is judged: the one named, else all it acts for. */
  readonly judgedBy: ReadonlySet<HsaId>
  /** S5: of a protected identity nobody but the provider itself sees who gave care. */
  readonly isProtected: (person: PersonId) => boolean
  /** Staff who answer for every provider of the principal see its fees whole. */
  readonly reach: Reach
}

export type Sight = 'whole' | 'otherProvider' | 'otherRegion'

type Consents = { readonly consents: readonly ReadConsent[] }

/** S4: the patient lets every provider by which consent is judged see others' fees. */
export const hasConsentOf = (account: Consents, person: PersonId, { judgedBy }: Viewer): boolean =>
  judgedBy.size > 0 && [...judgedBy].every((provider) => hasReadConsent(account, person, provider))

/** How much of a fee the viewer sees: whole, or under "Annan vårdgivare" or "Extern vårdgivare". */
export function sightOf(
  { principal, person, registeredBy, values }: FeeRecord,
  account: Consents,
  viewer: Viewer,
): Sight {
  const took = values.careProvider.id
  const isOwn = viewer.providers.has(registeredBy) || (took !== null && viewer.providers.has(took))
  if (isOwn) return 'whole'
  const isLetSee =
    hasConsentOf(account, person, viewer) || (viewer.reach === 'principal' && principal === viewer.principal)
  if (isLetSee && !viewer.isProtected(person)) return 'whole'
  return principal === viewer.principal ? 'otherProvider' : 'otherRegion'
}

/** S4: one's own provider registered it, or one answers for every provider of its principal. */
export const mayChange = ({ principal, registeredBy }: FeeRecord, viewer: Viewer): boolean =>
  principal === viewer.principal && (viewer.reach === 'principal' || viewer.providers.has(registeredBy))
