/** The proof by a clock set back is short enough to be run whole. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { proveSetClock } from './clock.ts'

test('a clock set back stops no registration, lets no moment fall, forgets no call and moves no card', async (t) => {
  assert.equal((await proveSetClock(t)).length, 4)
})
