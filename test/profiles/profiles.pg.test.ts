/** Journal systems' days against a running service: each step is answered as expected, and what was lived is what the reference tells. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { liveAll } from './live.ts'
import { isAsCommitted } from './results.ts'

test('journal systems live their days', async (t) => {
  const lived = await liveAll(t)

  for (const { profile, version, steps } of lived)
    await t.test(`${profile.name} in version ${version}: every answer is the expected one`, () => {
      assert.ok(steps.length > 0)
      assert.deepEqual(
        steps.map(({ does, answer }) => [does, answer]),
        steps.map(({ does, answer, expected = answer }) => [does, expected]),
      )
    })

  await t.test('what was lived is what the reference is made from', () => {
    assert.ok(isAsCommitted(lived), STALE)
  })
})

const STALE =
  'What the journal systems lived is not what test/profiles/results.json says. It is renewed now: look at the change, make docs/reference/integrations.md anew (script/reference.ts), and commit both.'
