/** The short form of the proof by a cut line, on both kinds of database. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DATABASES } from '../ledger/databases.ts'
import { proveCuts } from './cuts.ts'

for (const kind of DATABASES) {
  test(`cut in the middle of a commit on ${kind.name}: nobody knows, and sent again it is done once`, {
    skip: kind.skip,
  }, async (t) => {
    const report = await proveCuts(t, { kind, rounds: 1, seed: 1, tell: () => undefined })
    assert.deepEqual(report.cuts, { before: 5, during: 5, after: 5 })
    assert.equal(report.inTurn, 3)
    assert.ok(report.recordedUnanswered >= 4, 'some calls were on disk although nobody knew')
    assert.ok(report.suspectedDuplicates >= 1)
    assert.ok(report.recognised >= 1)
  })
}
