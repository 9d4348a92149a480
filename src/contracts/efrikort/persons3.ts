/** Version 3's operations on persons, as data: in and out of the service, read consent, and groups. */

import { truth } from '../soap/enter.ts'
import type { Fields } from '../soap/form.ts'
import { operation3 } from './operation3.ts'
import { ActorType, CardTypeId, HsaId, Id, PersonIdValue, ResultType } from './types3.ts'

const participation = {
  carePrincipalId: [HsaId, '1..1'],
  personId: [PersonIdValue, '1..1'],
  cardTypeId: [CardTypeId, '1..1'],
  actor: [ActorType, '1..1'],
} as const satisfies Fields

const membership = {
  carePrincipalId: [HsaId, '1..1'],
  cardSystemId: [Id, '1..1'],
  personId: [PersonIdValue, '1..1'],
  actor: [ActorType, '1..1'],
} as const satisfies Fields

const resultAlone = { resultType: [ResultType, '1..1'] } as const satisfies Fields

export const registerOptIn = operation3('RegisterOptIn', participation, resultAlone)

export const registerOptOut = operation3('RegisterOptOut', participation, resultAlone)

export const updateReadConsent = operation3(
  'UpdateReadConsent',
  {
    carePrincipalId: [HsaId, '1..1'],
    personId: [PersonIdValue, '1..1'],
    cardTypeId: [CardTypeId, '1..1'],
    consent: [truth, '1..1'],
    actor: [ActorType, '1..1'],
  },
  resultAlone,
)

export const groupPerson = operation3('GroupPerson', membership, resultAlone)

export const ungroupPerson = operation3('UngroupPerson', membership, resultAlone)
