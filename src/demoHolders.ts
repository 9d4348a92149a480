/** The synthetic staff as holders of cards of the demo's own identity provider, and what it tells of each. */

import { CLAIM_NAMES as NAMES } from './auth/claims.ts'
import type { CardHolder } from './auth/localProvider/localProvider.ts'
import { type SyntheticFile, syntheticCare } from './directory/syntheticFile.ts'

export const demoHolders = (care: SyntheticFile = syntheticCare()): CardHolder[] =>
  care.staff.map((one) => ({
    id: one.id,
    name: one.name,
    pin: one.pin,
    claims: {
      [NAMES.employee]: one.id,
      [NAMES.name]: one.name,
      [NAMES.roles]: one.roles,
      [NAMES.assignments]: one.assignments.map((told) => assignmentClaim(care, told)),
    },
  }))

function assignmentClaim(
  { units, providers }: SyntheticFile,
  told: SyntheticFile['staff'][number]['assignments'][number],
) {
  const unit = units.find(({ id }) => id === told.unit)
  const provider = providers.find(({ id }) => id === unit?.provider)
  return {
    [NAMES['assignment.id']]: told.id,
    [NAMES['assignment.purpose']]: told.purpose,
    [NAMES['assignment.unit']]: told.unit,
    [NAMES['assignment.unitName']]: unit?.name,
    [NAMES['assignment.provider']]: provider?.id,
    [NAMES['assignment.providerName']]: provider?.name,
    [NAMES['assignment.from']]: told.from,
    [NAMES['assignment.through']]: told.through,
  }
}
