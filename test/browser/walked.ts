/** What staff do at the till and how they come there, when all goes well and when it does not. */

import { HARD } from './journeys/hard.ts'
import { LOGIN } from './journeys/login.ts'
import { WAYS } from './journeys/ways.ts'
import { walkAll } from './journeys.ts'

walkAll('the till', [...LOGIN, ...HARD, ...WAYS])
