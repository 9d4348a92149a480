/** Every journey through the till, on one service and in one browser. */

import { after, test } from 'node:test'
import { NO_BROWSER } from './chromium.ts'
import type { Journey } from './journey.ts'
import { HARD } from './journeys/hard.ts'
import { LOGIN } from './journeys/login.ts'
import { MORNING } from './journeys/morning.ts'
import { STATES } from './journeys/states.ts'
import { WAYS } from './journeys/ways.ts'
import { writeContactSheet } from './sheet.ts'
import { openTill } from './till.ts'

const JOURNEYS: readonly Journey[] = [...LOGIN, ...MORNING, ...STATES, ...HARD, ...WAYS]

/** Several go on at once: while one window paints, another waits for the service. */
const AT_ONCE = 3

test('the till', { skip: NO_BROWSER, concurrency: AT_ONCE }, async (t) => {
  const till = await openTill(t)
  await Promise.all(JOURNEYS.map(({ name, walk }) => t.test(name, () => walk(till))))
})

after(() => writeContactSheet())
