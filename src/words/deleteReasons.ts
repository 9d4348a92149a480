/** The two reasons for which a fee is removed in versions 1 and 2 of the contract, as the sentences that the history tells. */

export const DELETE_REASONS = {
  TRANSACTION_INCORRECT: 'Avgiften var felaktigt registrerad.',
  TRANSACTION_REMOVED_BY_PATIENT_REQUEST: 'Patienten har begärt att avgiften tas bort.',
} as const
