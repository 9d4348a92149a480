/** Erasures of those who have moved (domain.md S3, G1, G2) come into the register, each of them, and are done again in a backup of before. */

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Pool } from 'pg'
import { PersonId } from '../../src/domain/kernel/personId.ts'
import { applicationPool } from '../../src/ledger/connect.ts'
import { eraseAgain } from '../../src/ledger/heads/eraseAgain.ts'
import { readRegister } from '../../src/ledger/heads/erasureRegister.ts'
import { isDigestOf } from '../../src/ledger/heads/personDigest.ts'
import { registerErasures } from '../../src/ledger/heads/registerErasures.ts'
import { verifyLedger } from '../../src/ledger/verify/verifyLedger.ts'
import { eraseDue } from '../../src/usecases/eraseDue.ts'
import { type Counter, done, feeOf, OTHER, openCounter, refused, settingsOfOther } from '../usecases/counter.ts'
import { type Copy, copyOf } from './verifyWorld.ts'

const AT_OTHER = { principal: OTHER as string }
const child = (number: number): string => `231703${String(number).padStart(2, '0')}AB10`

/** Who is in the register of the folder, of those told: each with how many lines of which principal. */
async function registered(folder: string, persons: readonly string[]): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {}
  for await (const lines of readRegister(folder, 100))
    for (const { person: digest, principal } of lines)
      for (const person of persons)
        if (await isDigestOf(digest, PersonId.known('reservnummer', person)))
          found[person] = [...(found[person] ?? []), principal === OTHER ? 'other' : 'own'].sort()
  return found
}

describe('erasures that follow each other come into the register, each with whom it was of', () => {
  let counter: Counter
  let folder: string
  before(async () => {
    counter = await openCounter()
    await counter.set(...settingsOfOther())
    folder = mkdtempSync(join(tmpdir(), 'efrikort-register-'))
  })
  after(async () => {
    await counter.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('one who has moved and left two principals: in the accounts of before, and in the present one', async () => {
    const [elder, younger] = [child(1), child(2)]
    for (const told of [{}, AT_OTHER]) {
      feeOf(await counter.register(younger, '2025-06-01', '100.00', told))
      feeOf(await counter.register(elder, '2025-06-01', '100.00', told))
    }
    done(await counter.group(elder, younger))
    for (const told of [{}, AT_OTHER]) feeOf(await counter.register(younger, '2025-06-01', '200.00', told))
    done(await counter.ungroup(younger, younger))
    for (const told of [{}, AT_OTHER]) done(await counter.leave(younger, told))
    counter.setClock('2025-07-02T12:00:00+02:00')
    assert.equal(await eraseDue(counter.ports), 2)
    await registerErasures({ pool: counter.pool, ledger: counter.ports.ledger, folder })
    const of = (await registered(folder, [elder, younger]))[younger] ?? []
    assert.ok(of.filter((principal) => principal === 'own').length >= 3)
    assert.ok(of.filter((principal) => principal === 'other').length >= 3)
    assert.equal((await registered(folder, [elder, younger]))[elder], undefined)
  })

  test('one who had left before being moved by another principal', async () => {
    counter.setClock('2025-06-02T12:00:00+02:00')
    const [elder, younger] = [child(3), child(4)]
    for (const told of [{}, AT_OTHER]) feeOf(await counter.register(younger, '2025-06-01', '100.00', told))
    done(await counter.leave(younger))
    done(await counter.group(elder, younger, AT_OTHER))
    done(await counter.leave(younger, AT_OTHER))
    counter.setClock('2025-07-02T12:00:00+02:00')
    assert.equal(await eraseDue(counter.ports), 2)
    await registerErasures({ pool: counter.pool, ledger: counter.ports.ledger, folder })
    const of = new Set((await registered(folder, [younger]))[younger])
    assert.deepEqual(of, new Set(['own', 'other']))
  })

  test('each of the identities of one person who left together', async () => {
    counter.setClock('2025-06-02T12:00:00+02:00')
    const identities = Array.from({ length: 4 }, counter.stranger)
    const [first = '', ...others] = identities
    for (const person of identities) feeOf(await counter.register(person, '2025-06-01', '100.00'))
    for (const person of others) done(await counter.group(first, person))
    done(await counter.leave(first))
    counter.setClock('2025-07-02T12:00:00+02:00')
    assert.equal(await eraseDue(counter.ports), 4)
    await registerErasures({ pool: counter.pool, ledger: counter.ports.ledger, folder })
    const found = await registered(folder, identities)
    for (const person of identities) assert.ok((found[person] ?? []).length > 0)
  })
})

describe('a backup restored of before the erasures of those who have moved', () => {
  const PEOPLE = {
    moves: child(11),
    sister: child(12),
    inGroup: child(13),
    brother: child(14),
    adult: '22900101EA10',
    reserve: '22900101EB10',
  }
  let counter: Counter
  let folder: string
  let restored: Copy
  let pool: Pool
  let service: Counter

  before(async () => {
    counter = await openCounter()
    await counter.set(...settingsOfOther())
    folder = mkdtempSync(join(tmpdir(), 'efrikort-register-'))
    const { moves, sister, inGroup, brother, adult, reserve } = PEOPLE
    const fee = async (at: Counter, person: string, unit: string) =>
      feeOf(await at.register(person, '2025-06-01', '100.00', { careUnit: `${unit} enhet` }))
    for (const [name, person] of Object.entries(PEOPLE)) await fee(counter, person, name)
    done(await counter.group(brother, inGroup))
    done(await counter.group(adult, reserve))
    await counter.pool.end()
    restored = await copyOf(counter.database.place)
    const lost = applicationPool(counter.database.place, () => undefined)
    const after = await counter.another(lost)
    done(await after.group(sister, moves))
    await fee(after, moves, 'moves igen')
    done(await after.ungroup(moves, moves))
    done(await after.ungroup(inGroup, inGroup))
    done(await after.ungroup(reserve, reserve))
    for (const person of [moves, inGroup, adult]) done(await after.leave(person))
    counter.setClock('2025-07-02T12:00:00+02:00')
    assert.equal(await eraseDue(after.ports), 3)
    await registerErasures({ pool: lost, ledger: after.ports.ledger, folder })
    await lost.end()
    pool = applicationPool(restored.place, () => undefined)
    service = await counter.another(pool)
  })
  after(async () => {
    await pool.end()
    await counter.database.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const found = async (text: string): Promise<number> => {
    const { rows } = await pool.query(
      `select 1 from entry_content t where t::text like $1 union all select 1 from account t where t::text like $1`,
      [`%"${text} enhet"%`],
    )
    return rows.length
  }

  test('they are erased where they were then, and nobody else is, not even another identity of the same person that stayed', async () => {
    counter.setClock('2025-07-03T12:00:00+02:00')
    assert.equal(await eraseAgain(service.ports, pool, folder), 3)
    for (const name of ['moves', 'inGroup', 'adult']) assert.deepEqual([name, await found(name)], [name, 0])
    for (const name of ['sister', 'brother', 'reserve']) assert.ok((await found(name)) >= 2, name)
    for (const person of [PEOPLE.moves, PEOPLE.inGroup, PEOPLE.adult])
      assert.equal(refused(await service.read(person)), 'OptedOut')
    for (const person of [PEOPLE.sister, PEOPLE.brother, PEOPLE.reserve])
      assert.deepEqual((await service.shown(person))?.fees, [10_000])
    const verdict = await verifyLedger(restored.place, { headsFolders: [], report: () => undefined })
    assert.deepEqual(verdict.holds || verdict.fault, true)
  })

  test('at the next start there is nothing to do', async () => {
    assert.equal(await eraseAgain(service.ports, pool, folder), 0)
  })
})
