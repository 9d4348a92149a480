/** The short form of the proof by a full disk. */

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import type { FullDiskRound } from './fullDisk.ts'
import { onSmallDisk, withoutSmallDisk } from './smallDisk.ts'

test('when the disk is full callers hear a clean fault, and with room again all that was answered is there and all goes on', {
  skip: withoutSmallDisk(),
}, async () => {
  const host = { program: join(import.meta.dirname, 'fullDiskHost.ts'), words: ['1', '0'] }
  const [round, ...more] = await onSmallDisk<FullDiskRound[]>('160m', host, () => undefined)
  assert.deepEqual(more, [])
  assert.equal(round?.leftBytes, 0)
  assert.ok(round.faults + round.cuts >= 40)
})
