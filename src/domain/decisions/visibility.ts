/** Who sees what of a fee (domain.md S4): one's own whole; others' date and amount, until the patient has consented. */

import type { FeeRecord } from '../account/feeRecord.ts'
import type { HsaId } from '../kernel/hsaId.ts'

export type Viewer = {
  /** The principal that asks. */
  readonly principal: HsaId
  /** The providers it acts for; a fee is its own if any of them took or registered it. */
  readonly providers: ReadonlySet<HsaId>
  /** The patient lets every provider by which consent is judged see others' fees. */
  readonly hasConsent: boolean
}

export type Sight = 'whole' | 'otherProvider' | 'otherRegion'

/** How much of a fee the viewer sees: whole, or under "Annan vårdgivare" or "Extern vårdgivare". */
export function sightOf({ principal, registeredBy, values }: FeeRecord, viewer: Viewer): Sight {
  const took = values.careProvider.id
  const isOwn = viewer.providers.has(registeredBy) || (took !== null && viewer.providers.has(took))
  if (isOwn || viewer.hasConsent) return 'whole'
  return principal === viewer.principal ? 'otherProvider' : 'otherRegion'
}
