/** Whether a patient is in the service (domain.md S1, S2): nothing is stored of one who has left, or has not been asked where one must be. */

import type { Account } from '../account/account.ts'
import { standingOf } from '../account/participation.ts'
import type { PersonId } from '../kernel/personId.ts'
import type { PrincipalSettings } from '../law/principal.ts'
import type { Refusal } from './refusals.ts'

/** Null when the person is in the principal's service. */
export function refuseStanding(
  { participations }: Pick<Account, 'participations'>,
  person: PersonId,
  { id, optIn }: Pick<PrincipalSettings, 'id' | 'optIn'>,
): Refusal | null {
  switch (standingOf(participations, { person, principal: id })) {
    case 'in':
      return null
    case 'out':
      return { kind: 'OptedOut' }
    case 'never asked':
      return optIn === 'asked' ? { kind: 'OptInRequired' } : null
  }
}

/**
 * The same where registering is the consent of one who was never asked, as versions 1 and 2 of the contract have it: then
 * `consents`, and the entry says so. One who has left is not brought back.
 */
export function standingOrConsent(
  account: Pick<Account, 'participations'>,
  { person, isConsent }: { readonly person: PersonId; readonly isConsent: boolean },
  principal: Pick<PrincipalSettings, 'id' | 'optIn'>,
): { readonly refusal: Refusal | null; readonly consents: boolean } {
  const refusal = refuseStanding(account, person, principal)
  const consents = isConsent && refusal?.kind === 'OptInRequired'
  return { refusal: consents ? null : refusal, consents }
}
