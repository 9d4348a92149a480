/** Heads signed and written out of the database (domain.md R4): what a seal says, what a crash leaves, and what only the seals can find. */

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool, PoolClient } from 'pg'
import { sealHeads } from '../../src/ledger/heads/sealHeads.ts'
import { publicKeyFile, signingKey } from '../../src/ledger/heads/signingKey.ts'
import type { Verdict } from '../../src/ledger/verify/verdict.ts'
import { verifyLedger } from '../../src/ledger/verify/verifyLedger.ts'
import { type Counter, done, openCounter } from '../usecases/counter.ts'
import { moment } from '../usecases/world.ts'
import { behindTheBack } from './verifyWorld.ts'

const FIRST = '000000001.seal'
const SECOND = '000000002.seal'
const THIRD = '000000003.seal'

describe('the seals', () => {
  let counter: Counter
  let data: string
  let folder: string
  let keyFile: string
  before(async () => {
    counter = await openCounter()
    data = mkdtempSync(join(tmpdir(), 'efrikort-heads-'))
    keyFile = join(data, 'key', 'heads.key')
  })
  beforeEach(() => {
    folder = mkdtempSync(join(data, 'seals-'))
  })
  after(async () => {
    await counter.close()
    rmSync(data, { recursive: true, force: true })
  })

  const sealing = (pool: Pool = counter.pool) => ({
    pool,
    folder,
    keyFile,
    environment: 'installation',
    now: () => moment('2025-06-02T12:00:00+02:00'),
  })
  /** What is looked for has been kept up by then too. */
  const seal = async (pool?: Pool): Promise<number> => {
    await counter.pool.query(`delete from outbox where topic = 'finding'`)
    return sealHeads(sealing(pool))
  }
  const files = (): string[] => readdirSync(folder).sort()
  const textOf = (file: string): string => readFileSync(join(folder, file), 'utf8')
  const verify = (): Promise<Verdict> =>
    verifyLedger(counter.database.place, {
      headsFolders: [{ folder, publicKeyFiles: [publicKeyFile(keyFile)] }],
      report: () => undefined,
    })
  const faultIn = async () => {
    const verdict = await verify()
    return verdict.holds ? null : verdict.fault
  }
  const waiting = async (): Promise<number> =>
    (await counter.pool.query(`select from outbox where topic = 'heads'`)).rows.length
  const newcomer = async (): Promise<bigint> => {
    const person = counter.stranger()
    done(await counter.register(person, '2025-06-01', '250.00'))
    return counter.accountOf(person)
  }
  /** Three seals, each of one account more. */
  const threeSeals = async (): Promise<void> => {
    for (let time = 0; time < 3; time += 1) {
      await newcomer()
      await seal()
    }
    assert.deepEqual(files(), [FIRST, SECOND, THIRD])
  }

  test('a seal says of which environment it is, its number, its moment, and the head of every account that has a new one', async () => {
    await seal()
    const person = counter.stranger()
    done(await counter.register(person, '2025-06-01', '250.00'))
    done(await counter.register(person, '2025-06-02', '250.00'))
    assert.equal(await seal(), 2)
    const { rows } = await counter.pool.query<{ head: string; key: string }>(
      `select encode(head, 'hex') as head from account where account_id = $1`,
      [await counter.accountOf(person)],
    )
    const previous = createHash('sha256').update(textOf(FIRST)).digest('hex')
    const lines = textOf(SECOND).split('\n')
    assert.deepEqual(lines.slice(0, 5), [
      'efrikort seal 1',
      'environment installation',
      'number 2',
      'sealed 2025-06-02T10:00:00Z',
      `previous ${previous}`,
    ])
    assert.match(lines[5] ?? '', /^key [0-9a-f]{32}$/)
    assert.deepEqual(lines.slice(6, 8), ['heads 1', `${await counter.accountOf(person)} 2 ${rows[0]?.head}`])
    assert.match(lines[8] ?? '', /^signature [A-Za-z0-9+/]{86}==$/)
    assert.ok(!textOf(FIRST).includes(person) && !textOf(SECOND).includes(person))
    assert.equal(await waiting(), 0)
  })

  test('the first names nothing before it, and each later one the digest of the file before; without anything new there is none', async () => {
    await threeSeals()
    assert.match(textOf(FIRST), /^previous 0{64}$/m)
    assert.equal(await seal(), 0)
    assert.deepEqual(files(), [FIRST, SECOND, THIRD])
    const verdict = await verify()
    assert.ok(verdict.holds)
    assert.equal(verdict.verified.seals, 3)
    assert.deepEqual(verdict.verified.lastSeals, [{ folder, number: 3, sealedAt: '2025-06-02T10:00:00Z' }])
  })

  test('a folder without a seal begins with every account, also those that wait no more', async () => {
    await newcomer()
    await counter.pool.query('delete from outbox')
    await seal()
    const { rows } = await counter.pool.query<{ count: string }>('select count(*) from account')
    assert.match(textOf(FIRST), new RegExp(`^heads ${rows[0]?.count}$`, 'm'))
    assert.match(textOf(FIRST), /^-1 1 [0-9a-f]{64}$/m)
  })

  test('more heads than are held at once are sealed in several files', async () => {
    const values = Array(22).fill('null').join(', ')
    await behindTheBack(counter.database.place, (client) =>
      client.query(
        `select append_entry(n, 0, 'CARE_VISIT', null, '', 0, 'FeeRegistered', now(), null, '{}', '{heads}', ${values.slice(0, -42)})
          from generate_series(1::bigint, 1200::bigint) as n`,
      ),
    )
    await counter.pool.query(`delete from outbox where account_id not between 1 and 1200`)
    writeFileSync(join(folder, 'not a seal'), '')
    await seal()
    const heads = files().flatMap((file) => /^heads (\d+)$/m.exec(textOf(file))?.[1] ?? [])
    assert.ok(heads.length >= 3 && heads.every((count) => Number(count) <= 500), heads.join())
    await behindTheBack(counter.database.place, (client) =>
      client.query(
        `delete from account where account_id between 1 and 1200; delete from entry where account_id between 1 and 1200;
          delete from entry_content where account_id between 1 and 1200`,
      ),
    )
  })

  test('a seal is only what is whole: a file half written when the service died is passed over, and what was in it comes again', async () => {
    await threeSeals()
    await newcomer()
    writeFileSync(join(folder, 'half.part'), textOf(THIRD).slice(0, 100))
    assert.equal(await seal(), 1)
    assert.equal(await faultIn(), null)
  })

  test('a service that dies between the seal and the word that it has left seals the same again', async () => {
    await threeSeals()
    await newcomer()
    const dying = new Proxy(counter.pool, {
      get: (pool, name) =>
        name === 'connect' ? async () => withoutDelete(await pool.connect()) : Reflect.get(pool, name).bind?.(pool),
    })
    await assert.rejects(seal(dying), /died/)
    assert.equal(files().length, 4)
    assert.equal(await seal(), 1)
    assert.equal(files().length, 5)
    assert.equal(await faultIn(), null)
  })

  const withoutDelete = (connection: PoolClient): PoolClient =>
    new Proxy(connection, {
      get: (target, name) => {
        const value = Reflect.get(target, name)
        if (typeof value !== 'function') return value
        return (...words: unknown[]) =>
          name === 'query' && String(words[0]).startsWith('delete')
            ? Promise.reject(new Error('died'))
            : value.apply(target, words)
      },
    })

  test('killed at any moment, it leaves seals that hold, and every account is in them as it stands', async () => {
    const accounts = await Promise.all(Array.from({ length: 5 }, newcomer))
    const words = [join(import.meta.dirname, 'headsSealer.ts'), JSON.stringify(counter.database.place), folder, keyFile]
    for (let time = 0; time < 6; time += 1) {
      const sealer = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] })
      const ended = once(sealer, 'exit')
      const outcome = await Promise.race([once(sealer.stdout, 'data').then(() => 'sealed'), ended.then(() => 'ended')])
      assert.equal(outcome, 'sealed')
      await Promise.all(Array.from({ length: 10 }, newcomer))
      await sleep(Math.random() * 10)
      sealer.kill('SIGKILL')
      await ended
      // The server may take a while to see that the dead one has left.
      while ((await waiting()) > 0) await seal()
      assert.equal(await faultIn(), null)
    }
    const sealed = files().map(textOf).join('')
    for (const account of accounts) assert.match(sealed, new RegExp(`^${account} 1 `, 'm'))
    const { rows } = await counter.pool.query<{ line: string }>(
      `select account_id || ' ' || version || ' ' || encode(head, 'hex') as line from account`,
    )
    for (const { line } of rows) assert.ok(sealed.includes(line), line)
  })

  test('a seal in which anything is changed, cut off or put in is found', async () => {
    await threeSeals()
    const whole = textOf(SECOND)
    const damages: [string, (text: string) => string][] = [
      [
        'a digit of a head',
        (text) => text.replace(/([0-9a-f])(\nsignature)/, (_, sign, rest) => `${sign === '0' ? '1' : '0'}${rest}`),
      ],
      ['its moment', (text) => text.replace('2025-06-02', '2025-06-03')],
      ['its environment', (text) => text.replace('installation', 'training')],
      ['a head left out', (text) => text.replace(/heads 1\n.*\n/, 'heads 0\n')],
      ['its signature', (text) => text.replace(/signature ..../, 'signature AAAA')],
      ['its end', (text) => text.slice(0, -20)],
      ['everything', () => ''],
      ['a line behind it', (text) => `${text}1 1 ${'0'.repeat(64)}\n`],
    ]
    for (const [what, damage] of damages) {
      writeFileSync(join(folder, SECOND), damage(whole))
      assert.deepEqual(await faultIn(), { kind: 'SealChanged', folder, number: 2 }, what)
    }
    writeFileSync(join(folder, SECOND), whole)
    assert.equal(await faultIn(), null)
  })

  test('a seal that is missing, or stands in another place, is found', async () => {
    assert.deepEqual(await faultIn(), { kind: 'SealMissing', folder, number: 1 })
    await threeSeals()
    renameSync(join(folder, SECOND), join(data, 'aside'))
    assert.deepEqual(await faultIn(), { kind: 'SealMissing', folder, number: 2 })
    copyFileSync(join(folder, THIRD), join(folder, SECOND))
    assert.deepEqual(await faultIn(), { kind: 'SealChanged', folder, number: 2 })
    renameSync(join(data, 'aside'), join(folder, SECOND))
    rmSync(join(folder, FIRST))
    assert.deepEqual(await faultIn(), { kind: 'SealMissing', folder, number: 1 })
  })

  test('a seal signed with the right key in place of another is found, since the next one does not follow it', async () => {
    await threeSeals()
    const place = folder
    folder = mkdtempSync(join(data, 'seals-'))
    await seal()
    copyFileSync(join(folder, FIRST), join(place, FIRST))
    folder = place
    assert.deepEqual(await faultIn(), { kind: 'SealChanged', folder, number: 2 })
  })

  test('a seal of another environment is found', async () => {
    await threeSeals()
    await newcomer()
    await sealHeads({ ...sealing(), environment: 'training' })
    assert.deepEqual(await faultIn(), { kind: 'SealChanged', folder, number: 4 })
  })

  test('a seal of another key is found', async () => {
    await threeSeals()
    const own = keyFile
    keyFile = join(data, 'other.key')
    await newcomer()
    await seal()
    keyFile = own
    assert.deepEqual(await faultIn(), { kind: 'SealOfUnknownKey', folder, number: 4 })
  })

  test('a tail cut off whole, with the account set back as it was, is found by the seals alone', async () => {
    const person = counter.stranger()
    done(await counter.register(person, '2025-06-01', '250.00'))
    const account = await counter.accountOf(person)
    const { rows } = await counter.pool.query('select version, snapshot, head from account where account_id = $1', [
      account,
    ])
    done(await counter.register(person, '2025-06-02', '250.00'))
    await seal()
    const kept = await cut(account, 2, rows[0])
    assert.equal(
      (await verifyLedger(counter.database.place, { headsFolders: [], report: () => undefined })).holds,
      true,
    )
    assert.deepEqual(await faultIn(), { kind: 'TailCut', account, version: 2, knownBy: 'seal' })
    await kept.putBack()
    assert.equal(await faultIn(), null)
  })

  type Before = { readonly version: number; readonly snapshot: string; readonly head: Buffer }

  /** Cuts an account's entry off, and sets the account back. */
  async function cut(
    account: bigint,
    version: number,
    { snapshot, head }: Before,
  ): Promise<{ putBack: () => Promise<void> }> {
    const { place } = counter.database
    await behindTheBack(place, async (client) => {
      await client.query(
        `create schema if not exists aside; drop table if exists aside.account, aside.entry, aside.entry_content`,
      )
      for (const table of ['account', 'entry', 'entry_content'])
        await client.query(`create table aside.${table} as table efrikort.${table}`)
      for (const table of ['entry', 'entry_content'])
        await client.query(`delete from ${table} where account_id = $1 and version >= $2`, [account, version])
      await client.query('update account set version = $2, snapshot = $3, head = $4 where account_id = $1', [
        account,
        version - 1,
        snapshot,
        head,
      ])
    })
    return {
      putBack: () =>
        behindTheBack(place, (client) =>
          client.query(
            `truncate account, entry, entry_content; insert into account table aside.account;
              insert into entry table aside.entry; insert into entry_content table aside.entry_content`,
          ),
        ),
    }
  }

  test('an account that is gone without a trace is found by the seals alone', async () => {
    const account = await newcomer()
    await seal()
    await behindTheBack(counter.database.place, async (client) => {
      for (const table of ['account', 'entry', 'entry_content', 'person_account'])
        await client.query(`delete from ${table} where account_id = $1`, [account])
    })
    assert.equal(
      (await verifyLedger(counter.database.place, { headsFolders: [], report: () => undefined })).holds,
      true,
    )
    assert.deepEqual(await faultIn(), { kind: 'AccountRemoved', account, knownBy: 'seal' })
  })

  test('a chain made anew, every digest as it should be, is found by the seals alone', async () => {
    const account = await newcomer()
    await seal()
    const content = `replace(content, '"amountOre":25000', '"amountOre":24000')`
    await behindTheBack(counter.database.place, async (client) => {
      await client.query(`update entry_content set content = ${content} where account_id = $1`, [account])
      await client.query(
        `update entry e set content_digest = content_digest(c.salt, c.content) from entry_content c
          where c.account_id = $1 and e.account_id = $1`,
        [account],
      )
      await client.query(
        `update entry set link_digest = link_digest(null, account_id, version, kind, recorded_at, content_digest) where account_id = $1`,
        [account],
      )
      await client.query(
        `update account a set head = e.link_digest, snapshot = replace(snapshot, '"amount":25000', '"amount":24000')
          from entry e where e.account_id = $1 and a.account_id = $1`,
        [account],
      )
    })
    assert.equal(
      (await verifyLedger(counter.database.place, { headsFolders: [], report: () => undefined })).holds,
      true,
    )
    assert.deepEqual(await faultIn(), { kind: 'SealedOtherwise', account, version: 1, folder, number: 1 })
  })

  test('an entry that is gone before it was sealed holds up nobody else, and is told', async () => {
    const [gone, other] = [await newcomer(), await newcomer()]
    await behindTheBack(counter.database.place, (client) =>
      client.query('delete from entry where account_id = $1', [gone]),
    )
    await assert.rejects(seal(), { name: 'EntriesMissing' })
    assert.match(files().map(textOf).join(''), new RegExp(`^${other} 1 `, 'm'))
    const { rows } = await counter.pool.query('select account_id from outbox')
    assert.deepEqual(rows, [{ account_id: String(gone) }])
    await counter.pool.query('delete from outbox')
  })

  test('the key is made once, for its owner alone to read, and what is lost of it is not made anew without a word', async () => {
    const file = join(data, 'new', 'heads.key')
    const [one, two] = await Promise.all([signingKey(file), signingKey(file)])
    assert.equal(one.id, two.id)
    assert.equal(statSync(file).mode & 0o777, 0o600)
    rmSync(publicKeyFile(file))
    assert.equal((await signingKey(file)).id, one.id)
    assert.match(readFileSync(publicKeyFile(file), 'utf8'), /^-----BEGIN PUBLIC KEY-----/)
    rmSync(file)
    await assert.rejects(signingKey(file), /heads\.key is missing, but its public key is there\. Restore it/)
  })
})
