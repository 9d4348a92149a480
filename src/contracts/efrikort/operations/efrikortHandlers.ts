/** What is served: the handlers of every version, over the same use cases. */

import type { Caller } from '../../../usecases/checks.ts'
import type { Ports } from '../../../usecases/ports.ts'
import type { Handlers } from '../handlers.ts'
import { handlers1and2 } from '../operations1and2/handlers1and2.ts'
import { handlers3 } from './handlers3.ts'

export const efrikortHandlers = (ports: Ports): Handlers<Caller> => ({
  1: handlers1and2(ports, 1),
  2: handlers1and2(ports, 2),
  3: handlers3(ports),
})
