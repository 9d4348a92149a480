/** The actor as version 3 tells it. */

import type { ToldActor } from '../../../usecases/checks.ts'
import type { ValueOf } from '../../soap/form.ts'
import type { ActorType } from '../types3.ts'

export const toldActor = (actor: ValueOf<typeof ActorType>): ToldActor => ({
  employee: actor.employeeId,
  provider: actor.careProviderId,
  unit: actor.careUnitId ?? null,
})
