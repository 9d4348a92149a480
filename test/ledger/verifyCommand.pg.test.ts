/** `efrikort verify` as an operator meets it: what it prints, and how it ends. */

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { readWebSettings } from '../../src/auth/webSettings.ts'
import { verifyCommand } from '../../src/commands/verify.ts'
import { compose, openDatabase } from '../../src/compose.ts'
import type { Config } from '../../src/config.ts'
import { applicationPool } from '../../src/ledger/connect.ts'
import { headsFolderOf, headsKeyFile } from '../../src/ledger/heads/places.ts'
import { sealHeads } from '../../src/ledger/heads/sealHeads.ts'
import { publicKeyFile } from '../../src/ledger/heads/signingKey.ts'
import { registerFee } from '../../src/usecases/registerFee.ts'
import { done } from '../usecases/counter.ts'
import { moment, registration, reserveNumber } from '../usecases/world.ts'
import { behindTheBack } from './verifyWorld.ts'

const quiet = (): void => undefined

test('verify prints what it has verified, or the first thing that does not hold, and ends with 0, 1 or 2', async (t) => {
  const web = readWebSettings({})
  assert.ok(web.ok)
  const dataFolder = mkdtempSync(join(tmpdir(), 'efrikort-verify-'))
  const headsFolder = join(dataFolder, 'heads')
  const config: Config = {
    port: 0,
    dataFolder,
    database: { kind: 'embedded' },
    logLevel: 'silent',
    headsFolder,
    environment: null,
    tls: null,
    web: web.value,
  }
  const database = await openDatabase(config, quiet, { mayJoin: false })
  const { ports, close } = await compose(database, quiet)
  t.after(async () => {
    await database.stop()
    rmSync(dataFolder, { recursive: true, force: true })
  })
  const printed: string[] = []
  const usage: string[] = []
  t.mock.method(console, 'log', (line: string) => printed.push(line))
  const run = async (...words: string[]): Promise<number> => {
    printed.length = 0
    return verifyCommand(words, config, (line) => usage.push(line))
  }

  await t.test('an installation that has sealed nothing yet is told so', async () => {
    done(await registerFee(ports, registration({ person: reserveNumber(1), visit: null })))
    assert.equal(await run(), 0)
    assert.deepEqual(printed, [
      'The ledger holds. Entries, each linked to the one before it: 2, in accounts: 2.',
      'Contents erased, as an entry says for each: 0; every other is as it was recorded.',
      'Snapshots that are what their entries come to: 1.',
      'Seals: none. An account or a tail that has been cut off whole would not be seen.',
    ])
  })

  await t.test('its own seals are found without a word, and a copy of them with one', async () => {
    const pool = applicationPool(database.place, quiet)
    const [folder, keyFile] = [headsFolderOf(headsFolder, null), headsKeyFile(dataFolder)]
    const now = () => moment('2025-06-02T12:00:00+02:00')
    await sealHeads({ pool, folder, keyFile, environment: 'installation', now })
    await pool.end()
    assert.equal(await run(), 0)
    assert.deepEqual(printed.slice(3), [
      'Seals, each whole and in its place: 1; heads in them, each in the ledger: 2.',
      `The last seal in ${folder} is number 1, of 2025-06-02T10:00:00Z.`,
    ])
    assert.equal(await run('--heads', folder, '--key', publicKeyFile(keyFile)), 0)
    assert.equal(await run('--heads', join(dataFolder, 'elsewhere')), 1)
    assert.deepEqual(printed, [`The ledger does not hold. Seal 1 is missing in ${join(dataFolder, 'elsewhere')}.`])
  })

  await t.test('what cannot be understood, and a key that is not there, end with 2', async () => {
    t.mock.method(process.stderr, 'write', (text: string) => usage.push(text) > 0)
    assert.equal(await run('--seals'), 2)
    assert.match(usage.join(), /^usage: efrikort verify/m)
    assert.equal(await run('--key', 'nowhere.pub'), 2)
    assert.match(usage.at(-1) ?? '', /There is no public key nowhere\.pub/)
  })

  await t.test('damage ends with 1, and names no person', async () => {
    await behindTheBack(database.place, (client) =>
      client.query(`update person_account set person_id = '191212121212'`),
    )
    assert.equal(await run(), 1)
    assert.match(
      printed.join(),
      /^The ledger does not hold\. Account \d+ is reached by a person or a card type that its entries do not tell\.$/,
    )
  })
  await close()
})
