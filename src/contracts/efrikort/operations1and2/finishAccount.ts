/** FinishAccount, versions 1 and 2: the patient leaves the service of the principal that asks (domain.md S2). */

import type { Caller } from '../../../usecases/checks.ts'
import type { Ports } from '../../../usecases/ports.ts'
import { optOut } from '../../../usecases/takePart.ts'
import type { Handler1and2 } from '../handlers.ts'
import { resultOf } from './outcome.ts'
import { toldPersonAct } from './told.ts'

/** Gives the handler: message in, use case, answer out. */
export const finishAccount1and2 =
  (ports: Ports): Handler1and2<'FinishAccount', Caller> =>
  async (call) =>
    resultOf(await optOut(ports, toldPersonAct(call)))
