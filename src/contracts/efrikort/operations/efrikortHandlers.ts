/** What is served: the handlers of every version, over the same use cases. */

import type { Caller } from '../../../usecases/checks.ts'
import type { Ports } from '../../../usecases/ports.ts'
import type { Handlers } from '../handlers.ts'
import { handlers3 } from './handlers3.ts'

export const efrikortHandlers = (ports: Ports): Handlers<Caller> => ({ 3: handlers3(ports) })
