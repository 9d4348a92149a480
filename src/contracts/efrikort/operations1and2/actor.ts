/** The actor as versions 1 and 2 tell it. */

import type { ToldActor } from '../../../usecases/checks.ts'
import type { ValueOf } from '../../soap/form.ts'
import type { Types1and2 } from '../types1and2.ts'

export const toldActor = (actor: ValueOf<Types1and2['ActorType']>): ToldActor => ({
  employee: actor.EmployeeId,
  provider: actor.CareProviderId,
  unit: actor.CareUnitId ?? null,
})
