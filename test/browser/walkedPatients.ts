/** A receptionist's morning, and patients in every state as each role sees them. */

import { MORNING } from './journeys/morning.ts'
import { STATES } from './journeys/states.ts'
import { walkAll } from './journeys.ts'

walkAll('patients at the till', [...MORNING, ...STATES])
