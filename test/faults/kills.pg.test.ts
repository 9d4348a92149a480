/** The short form of the proof by sudden death (script/prove ledger has the long one): each kind of victim at least once. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { proveKills } from './kills.ts'

/** By it the blows meet one of the server's processes, the server, both together, a start, the service, and the server again. */
const SEED = 34

test('killed at random moments under load, service and database lose no answered call and do none twice', async (t) => {
  const plan = {
    kills: 6,
    seed: SEED,
    callers: 8,
    persons: 20,
    noLaterThan: Number.POSITIVE_INFINITY,
    tell: () => undefined,
  }
  const { kills, counts, repeated, entries } = await proveKills(t, plan)
  for (const [victim, times] of Object.entries(kills)) assert.ok(times > 0, `${victim} was killed`)
  assert.ok(counts.answered > 0 && counts.readings > 0 && repeated > 0)
  assert.equal(entries, counts.answered)
})
