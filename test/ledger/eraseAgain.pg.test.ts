/** A backup restored after an erasure has it erased again (domain.md S3), from the register outside the database; the register names nobody. */

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Pool } from 'pg'
import { applicationPool, type Place } from '../../src/ledger/connect.ts'
import { startEmbedded } from '../../src/ledger/embedded/embedded.ts'
import { eraseAgain } from '../../src/ledger/heads/eraseAgain.ts'
import { registerErasures } from '../../src/ledger/heads/registerErasures.ts'
import { migrate } from '../../src/ledger/migrate.ts'
import { verifyLedger } from '../../src/ledger/verify/verifyLedger.ts'
import { eraseDue } from '../../src/usecases/eraseDue.ts'
import { registerFee } from '../../src/usecases/registerFee.ts'
import { optOut } from '../../src/usecases/takePart.ts'
import { type Counter, done, OTHER, openCounter, refused, setting, settingsOfOther } from '../usecases/counter.ts'
import { day, registration, reserveNumber, type World, worldOn } from '../usecases/world.ts'
import { type Copy, copyOf } from './verifyWorld.ts'

const fileIn = (folder: string): string => join(folder, 'erasures.register')
const holds = async (place: Place): Promise<boolean> =>
  (await verifyLedger(place, { headsFolders: [], report: () => undefined })).holds

/** Who is in the story; a sister has her fees in the account of the one who left. */
const NAMES = [
  'left',
  'sister',
  'leftBefore',
  'ofTwo',
  'both',
  'hidden',
  'entered',
  'newcomer',
  'erasedBefore',
  'twice',
  'stays',
] as const

describe('a backup of before some erasures, restored', () => {
  let counter: Counter
  let folder: string
  let restored: Copy
  let pool: Pool
  let service: Counter
  /** Those whom the tests are about. */
  let people: Readonly<Record<(typeof NAMES)[number], string>>

  before(async () => {
    counter = await openCounter()
    folder = mkdtempSync(join(tmpdir(), 'efrikort-register-'))
    await counter.set(...settingsOfOther(), setting('optOut', '2025-01-01', 'hide', OTHER))
    people = Object.fromEntries(NAMES.map((name) => [name, counter.stranger()])) as typeof people
    await liveUntilBackup()
    await counter.pool.end()
    restored = await copyOf(counter.database.place)
    const lost = applicationPool(counter.database.place, () => undefined)
    await liveAfterBackup(await counter.another(lost), lost)
    await lost.end()
    pool = applicationPool(restored.place, () => undefined)
    service = await counter.another(pool)
  })
  after(async () => {
    await pool.end()
    await counter.database.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  async function liveUntilBackup(): Promise<void> {
    counter.setClock('2025-03-01T12:00:00+01:00')
    const { newcomer: _, entered, sister, ...known } = people
    for (const person of Object.values(known)) {
      done(await counter.register(person, '2025-02-01', '250.00'))
      done(await counter.register(person, '2025-02-02', '300.00'))
    }
    done(await counter.enter(entered))
    for (const person of [people.ofTwo, people.both, people.hidden, people.twice])
      done(await counter.register(person, '2025-02-03', '100.00', { principal: OTHER }))
    await counter.pool.query(
      `insert into person_account (person_id, card_type, account_id) values ($1, 'CARE_VISIT', $2)`,
      [sister, await counter.accountOf(people.left)],
    )
    done(await counter.register(sister, '2025-02-04', '200.00'))
    for (const person of [people.erasedBefore, people.twice]) done(await counter.leave(person))
    done(await counter.leave(people.hidden, { principal: OTHER }))
    counter.setClock('2025-05-20T12:00:00+02:00')
    assert.equal(await eraseDue(counter.ports), 2)
    done(await counter.leave(people.leftBefore))
    assert.equal(await registerErasures({ pool: counter.pool, ledger: counter.ports.ledger, folder }), 2)
  }

  /** What the backup does not know. */
  async function liveAfterBackup(lost: Counter, lostPool: Pool): Promise<void> {
    counter.setClock('2025-06-01T12:00:00+02:00')
    await lost.set(setting('optOut', '2025-06-01', 'erase', OTHER))
    for (const person of [people.newcomer, people.entered]) done(await lost.register(person, '2025-05-30', '250.00'))
    for (const person of [people.left, people.ofTwo, people.both, people.newcomer, people.entered])
      done(await lost.leave(person))
    for (const person of [people.both, people.twice]) done(await lost.leave(person, { principal: OTHER }))
    done(await lost.enter(people.hidden, { principal: OTHER }))
    done(await lost.leave(people.hidden, { principal: OTHER }))
    counter.setClock('2025-07-10T12:00:00+02:00')
    assert.equal(await eraseDue(lost.ports), 9)
    done(await lost.enter(people.twice, { principal: OTHER }))
    done(await lost.leave(people.twice, { principal: OTHER }))
    counter.setClock('2025-08-15T12:00:00+02:00')
    assert.equal(await eraseDue(lost.ports), 1)
    assert.equal(await registerErasures({ pool: lostPool, ledger: lost.ports.ledger, folder }), 10)
  }

  /** What stands of a person's fees in the restored database, by visit date. */
  const standing = async (person: string): Promise<string[]> => {
    const { rows } = await pool.query<{ visit: string }>(
      `select c.visit_date::text as visit from person_account p join entry e using (account_id)
        join entry_content c using (account_id, version)
        where p.person_id = $1 and e.kind = 'FeeRegistered' and c.content is not null order by c.version`,
      [person],
    )
    return rows.map(({ visit }) => visit)
  }
  const kindsOf = async (person: string): Promise<string> => {
    const { rows } = await pool.query<{ kinds: string }>(
      `select string_agg(e.kind, ' ' order by e.version) as kinds from person_account p join entry e using (account_id)
        where p.person_id = $1`,
      [person],
    )
    return rows[0]?.kinds ?? ''
  }

  test('the register tells when, where and under whom, and nobody by name: the same person looks different on every line', () => {
    const text = readFileSync(fileIn(folder), 'utf8')
    const lines = text.trimEnd().split('\n')
    assert.equal(lines.length, 14)
    assert.match(lines[0] ?? '', /^1 \d+ [45] 2025-05-20T10:00:00Z SE2321000198-1000 [0-9a-f]{32} [0-9a-f]{64}$/)
    assert.equal(new Set(lines.map((line) => line.split(' ').at(-1))).size, 14)
    for (const person of Object.values(people)) assert.ok(!text.includes(person))
  })

  test('what had been erased stands again, until the service starts: then all of it is erased again, and nothing else', async () => {
    counter.setClock('2025-08-16T12:00:00+02:00')
    assert.deepEqual(await standing(people.left), ['2025-02-01', '2025-02-02', '2025-02-04'])
    assert.deepEqual(await standing(people.both), ['2025-02-01', '2025-02-02', '2025-02-03'])
    assert.equal(await eraseAgain(service.ports, pool, folder), 8)
    for (const person of [people.leftBefore, people.both, people.erasedBefore, people.twice])
      assert.deepEqual(await standing(person), [])
    assert.deepEqual(await standing(people.left), ['2025-02-04'])
    assert.deepEqual(await standing(people.sister), ['2025-02-04'])
    assert.deepEqual(await standing(people.ofTwo), ['2025-02-03'])
    assert.deepEqual(await standing(people.hidden), ['2025-02-01', '2025-02-02'])
    assert.deepEqual(await standing(people.stays), ['2025-02-01', '2025-02-02'])
    assert.equal(await holds(restored.place), true)
  })

  test('those who had left are out again, and one who had left before the backup has left once', async () => {
    const fees = 'FeeRegistered FeeRegistered'
    assert.equal(await kindsOf(people.left), `${fees} FeeRegistered OptedOut ContentErased`)
    assert.equal(await kindsOf(people.entered), 'OptedIn OptedOut ContentErased')
    assert.equal(await kindsOf(people.twice), `${fees} FeeRegistered OptedOut ContentErased OptedOut ContentErased`)
    assert.equal(await kindsOf(people.leftBefore), `${fees} OptedOut ContentErased`)
    assert.equal(await kindsOf(people.ofTwo), `${fees} FeeRegistered OptedOut ContentErased`)
    assert.equal(await kindsOf(people.both), `${fees} FeeRegistered OptedOut OptedOut ContentErased ContentErased`)
    assert.equal(await kindsOf(people.hidden), `${fees} FeeRegistered OptedOut OptedOut ContentErased`)
    assert.equal(await kindsOf(people.erasedBefore), `${fees} OptedOut ContentErased`)
    assert.equal(await kindsOf(people.newcomer), '')
    for (const person of [people.left, people.both, people.entered]) {
      assert.equal(refused(await service.register(person, '2025-07-01', '250.00')), 'OptedOut')
      assert.equal(refused(await service.read(person)), 'OptedOut')
    }
    done(await service.register(people.ofTwo, '2025-07-01', '250.00', { principal: OTHER }))
    done(await service.register(people.sister, '2025-07-01', '250.00'))
  })

  test('it is the service itself that lets them leave, and the access log says why', async () => {
    const { rows: entries } = await pool.query<{ by: unknown; claims: unknown }>(
      `select c.content::json -> 'by' as by, c.content::json -> 'claims' as claims from person_account p
        join entry_content c using (account_id) where p.person_id = $1 and c.version = 4`,
      [people.left],
    )
    const installation = 'SE2321000198-1000'
    const by = { system: installation, employee: installation, provider: installation, unit: null }
    assert.deepEqual(entries, [{ by, claims: [] }])
    const { rows: lines } = await pool.query(
      `select act, system, employee, provider, reason from access_log where person_id = $1 and act like 'erase%' order by act desc`,
      [people.left],
    )
    const nobody = { system: null, employee: null, provider: null }
    assert.deepEqual(lines, [
      { act: 'eraseContent', ...nobody, reason: 'eraseAfterDays' },
      { act: 'eraseAgain', ...nobody, reason: 'erasureRegister' },
    ])
    const { rows: again } = await pool.query(`select from access_log where act = 'eraseAgain' and person_id = $1`, [
      people.erasedBefore,
    ])
    assert.equal(again.length, 0)
  })

  test('at the next start there is nothing to do, also when what was done again has come into the register', async () => {
    const count = async () => (await pool.query('select count(*)::integer as count from entry')).rows[0]?.count
    const before = await count()
    assert.equal(await eraseAgain(service.ports, pool, folder), 0)
    assert.equal(await registerErasures({ pool, ledger: service.ports.ledger, folder }), 8)
    assert.equal(await eraseAgain(service.ports, pool, folder), 0)
    assert.equal(await count(), before)
  })

  test('whoever comes back afterwards is left alone', async () => {
    counter.setClock('2025-08-17T12:00:00+02:00')
    done(await service.enter(people.left))
    done(await service.register(people.left, '2025-08-17', '250.00'))
    assert.equal(await eraseAgain(service.ports, pool, folder), 0)
    assert.deepEqual(await standing(people.left), ['2025-02-04', '2025-07-01', '2025-08-17'])
  })
})

describe('the register of erasures', () => {
  test('a line that a crash cut short was never told of: it is passed over, and gone before the next is written', async (t) => {
    const counter = await openCounter()
    const folder = mkdtempSync(join(tmpdir(), 'efrikort-register-'))
    t.after(async () => {
      await counter.close()
      rmSync(folder, { recursive: true, force: true })
    })
    const erase = async (): Promise<void> => {
      const person = counter.stranger()
      counter.setClock('2025-06-02T12:00:00+02:00')
      done(await counter.register(person, '2025-06-01', '250.00'))
      done(await counter.leave(person))
      counter.setClock('2025-07-10T12:00:00+02:00')
      assert.equal(await eraseDue(counter.ports), 1)
      assert.equal(await registerErasures({ pool: counter.pool, ledger: counter.ports.ledger, folder }), 1)
    }
    assert.equal(await eraseAgain(counter.ports, counter.pool, folder), 0)
    await erase()
    const first = readFileSync(fileIn(folder), 'utf8')
    appendFileSync(fileIn(folder), first.slice(0, 60))
    assert.equal(await eraseAgain(counter.ports, counter.pool, folder), 0)
    await erase()
    const both = readFileSync(fileIn(folder), 'utf8')
    assert.match(both, /^(1 \d+ 3 2025-07-10T10:00:00Z SE2321000198-1000 [0-9a-f]{32} [0-9a-f]{64}\n){2}$/)
    assert.ok(both.startsWith(first))
    writeFileSync(fileIn(folder), both.replace('SE2321000198-1000', ''))
    await assert.rejects(
      eraseAgain(counter.ports, counter.pool, folder),
      /^Error: Line 1 of .*erasures\.register has been changed/,
    )
  })

  test('a file copy of the stopped database, put back after an erasure, has it erased again', async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'efrikort-restore-'))
    const [data, backup, register] = [join(folder, 'data'), join(folder, 'backup'), join(folder, 'register')]
    t.after(() => rmSync(folder, { recursive: true, force: true }))
    const person = reserveNumber(77)
    const fee = registration({ person, visit: day('2025-06-01') })
    const { caller, callId, principal, cardType, actor } = fee
    const lives = async (at: string, act: (world: World, pool: Pool, place: Place) => Promise<void>): Promise<void> => {
      const embedded = await startEmbedded({ dataFolder: data, log: () => undefined })
      try {
        await migrate(embedded.connection, () => undefined)
        const pool = applicationPool(embedded.connection, () => undefined)
        const world = await worldOn(pool)
        world.setClock(at)
        await act(world, pool, embedded.connection).finally(() => pool.end())
      } finally {
        await embedded.stop()
      }
    }
    await lives('2025-06-02T12:00:00+02:00', async ({ ports }) => void done(await registerFee(ports, fee)))
    assert.equal(spawnSync('cp', ['-a', data, backup]).status, 0)
    await lives('2025-06-03T12:00:00+02:00', async ({ ports, setClock }, pool) => {
      done(await optOut(ports, { caller, callId, principal, cardType, actor, person }))
      setClock('2025-07-10T12:00:00+02:00')
      assert.equal(await eraseDue(ports), 1)
      assert.equal(await registerErasures({ pool, ledger: ports.ledger, folder: register }), 1)
    })
    rmSync(data, { recursive: true })
    assert.equal(spawnSync('cp', ['-a', backup, data]).status, 0)
    await lives('2025-07-11T12:00:00+02:00', async ({ ports }, pool, place) => {
      const contents = `select content is null as gone from entry_content where account_id > 0 order by version`
      assert.deepEqual((await pool.query(contents)).rows, [{ gone: false }])
      assert.equal(await eraseAgain(ports, pool, register), 1)
      assert.deepEqual((await pool.query(contents)).rows, [{ gone: true }, { gone: false }, { gone: false }])
      assert.equal(await holds(place), true)
    })
  })
})
