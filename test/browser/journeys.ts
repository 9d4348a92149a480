/** Walks a list of journeys on one service and in one browser. */

import { after, test } from 'node:test'
import { NO_BROWSER } from './chromium.ts'
import type { Journey } from './journey.ts'
import { writeContactSheet } from './sheet.ts'
import { openTill } from './till.ts'

/** Several go on at once: while one window paints, another waits for the service. */
const AT_ONCE = 2

export function walkAll(name: string, journeys: readonly Journey[]): void {
  test(name, { skip: NO_BROWSER, concurrency: AT_ONCE }, async (t) => {
    const till = await openTill(t)
    await Promise.all(journeys.map(({ name, walk }) => t.test(name, () => walk(till))))
  })
  after(() => writeContactSheet())
}
