/** A backup restored after an erasure: those who had nothing but a card given by hand, or a consent, are erased again too (domain.md S3). */

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { applicationPool } from '../../src/ledger/connect.ts'
import { eraseAgain } from '../../src/ledger/heads/eraseAgain.ts'
import { registerErasures } from '../../src/ledger/heads/registerErasures.ts'
import { verifyLedger } from '../../src/ledger/verify/verifyLedger.ts'
import { eraseDue } from '../../src/usecases/eraseDue.ts'
import { type Counter, done, openCounter } from '../usecases/counter.ts'
import { copyOf } from './verifyWorld.ts'

/** What each had before the backup was made, who has nothing else. */
const HAVING: readonly [string, (counter: Counter, person: string) => Promise<void>][] = [
  ['a card given', async (counter, person) => void done(await counter.give(person, ['2025-02-01', '2025-12-31']))],
  [
    'a card given and withdrawn',
    async (counter, person) => {
      done(await counter.give(person, ['2025-02-01', '2025-12-31']))
      done(await counter.deleteCard((await counter.shown(person))?.id ?? ''))
    },
  ],
  ['a consent', async (counter, person) => void done(await counter.consent(person, true))],
  [
    'a consent taken back',
    async (counter, person) => {
      for (const isGiven of [true, false]) done(await counter.consent(person, isGiven))
    },
  ],
]

test('what was erased since a backup is erased again when it is restored, whatever it was', async () => {
  const counter = await openCounter()
  const folder = mkdtempSync(join(tmpdir(), 'efrikort-register-'))
  try {
    counter.setClock('2025-03-01T12:00:00+01:00')
    const people = HAVING.map(() => counter.stranger())
    for (const [at, [, have]] of HAVING.entries()) await have(counter, people[at] ?? '')
    await counter.pool.end()
    const restored = await copyOf(counter.database.place)
    const lostPool = applicationPool(counter.database.place, () => undefined)
    const lost = await counter.another(lostPool)
    for (const person of people) done(await lost.leave(person))
    counter.setClock('2025-04-10T12:00:00+02:00')
    assert.equal(await eraseDue(lost.ports), 4)
    assert.equal(await registerErasures({ pool: lostPool, ledger: lost.ports.ledger, folder }), 4)
    await lostPool.end()

    const pool = applicationPool(restored.place, () => undefined)
    const service = await counter.another(pool)
    assert.equal(await eraseAgain(service.ports, pool, folder), 4)
    const { rows } = await pool.query(
      `select 1 from entry join entry_content using (account_id, version)
        where account_id > 0 and kind not in ('OptedOut', 'ContentErased') and content is not null`,
    )
    assert.equal(rows.length, 0)
    assert.equal(await eraseAgain(service.ports, pool, folder), 0)
    assert.ok((await verifyLedger(restored.place, { headsFolders: [], report: () => undefined })).holds)
    await pool.end()
    await restored.drop()
  } finally {
    await counter.database.stop()
    rmSync(folder, { recursive: true, force: true })
  }
})
