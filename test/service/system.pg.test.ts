/** `efrikort system` beside a running service: who is recorded, changed or ended is let in or refused within seconds, and wrong words are told. */

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { makeFolder } from '../platform/hosts.ts'
import { reserveNumber } from '../usecases/world.ts'
import { A, BOTH_SYSTEM, type Desk, deskAt, PRINCIPAL, taken } from './desk.ts'
import { startService } from './process.ts'

const EFRIKORT = join(import.meta.dirname, '../../bin/efrikort')
const JOURNAL = 'SE2321000198-JOURNAL'
const RIGHT = ['--name', 'Journalen', '--vendor', 'AB', '--principal', PRINCIPAL, '--provider', A.provider]

/** The tool on a data folder. */
const toolOn =
  (env: Readonly<Record<string, string>>) =>
  (...words: string[]) =>
    spawnSync(EFRIKORT, ['system', ...words], { env: { ...process.env, ...env }, encoding: 'utf8' })

/** Asks until the code comes; the service looks every other second. */
async function until(code: string, desk: Desk): Promise<string> {
  for (let attempt = 0; ; attempt += 1) {
    const answer = await desk.card(reserveNumber(1))
    if (answer.code === code) return answer.text ?? ''
    assert.ok(attempt < 100, `${code} within ten seconds, not ${answer.code}: ${answer.text}`)
    await sleep(100)
  }
}

describe('calling systems on record', () => {
  test('a running service lets in whom is added, by what it is granted, and refuses whom is ended', async (t) => {
    const env = { EFRIKORT_DATA: join(makeFolder(t), 'data') }
    const tool = toolOn(env)
    const service = startService(t, env)
    const desk = deskAt(await service.address, JOURNAL, A)
    const unknown = 'Det anropande systemet är inte anslutet.'
    assert.equal(await until('ACCESSDENIED', desk), unknown)

    const added = tool('add', JOURNAL, ...RIGHT, '--grant', 'readCard:3', '--by', 'anna')
    assert.equal(added.status, 0, added.stderr)
    assert.match(added.stdout, /^SE2321000198-JOURNAL\tJournalen\tAB\tin force\nIt is on record\./)
    await until('OK', desk)
    const refused = await desk.register(reserveNumber(1), null, '250.00')
    assert.equal(refused.text, 'Det anropande systemet får inte använda den här tjänsten.')

    assert.equal(tool('change', JOURNAL, '--grant', 'readCard:1,2', '--grant', 'registerFee:3').status, 0)
    assert.equal(
      await until('ACCESSDENIED', desk),
      'Det anropande systemet får inte använda den här versionen av tjänsten.',
    )
    await taken(desk.register(reserveNumber(1), null, '250.00'))

    assert.match(tool('list').stdout, /^SE2321000198-JOURNAL\tJournalen\tAB\tin force\n$/)
    assert.equal(tool('end', JOURNAL, 'now', '--by', 'bo').status, 0)
    for (let text = ''; text !== unknown; ) text = await until('ACCESSDENIED', desk)
    assert.match(tool('list').stdout, /\tended, last day \d{4}-\d\d-\d\d\n$/)
    const shown = tool('show', JOURNAL.toLowerCase()).stdout
    assert.match(shown, /grants +readCard:1,2 registerFee:3\n/)
    assert.match(
      shown,
      /3 {3}\S+Z {2}by bo {2}changed: valid-through\n {2}2 .*changed: grants\n {2}1 .*by anna {2}added/,
    )

    const demo = deskAt(await service.address, BOTH_SYSTEM, A)
    await until('OK', demo)
    const ended = [...RIGHT, '--grant', 'all:3', '--valid-from', '2020-01-01', '--valid-through', '2020-12-31']
    assert.equal(tool('add', BOTH_SYSTEM, ...ended).status, 0)
    assert.equal(await until('ACCESSDENIED', demo), unknown, 'what is on record goes before the demo\u2019s own')
    assert.equal(await service.signal('SIGTERM'), 0)
  })

  test('each environment has its own', async (t) => {
    const env = { EFRIKORT_DATA: join(makeFolder(t), 'data') }
    await startService(t, env).address
    const made = spawnSync(EFRIKORT, ['environment', 'create', 'vendor'], { env: { ...process.env, ...env } })
    assert.equal(made.status, 0)
    const inVendor = toolOn({ ...env, EFRIKORT_ENVIRONMENT: 'vendor' })
    assert.equal(inVendor('add', JOURNAL, ...RIGHT, '--grant', 'all:3').status, 0)
    assert.match(inVendor('list').stdout, /^SE2321000198-JOURNAL\t/)
    assert.equal(toolOn(env)('list').stdout, '')
    const none = toolOn({ ...env, EFRIKORT_ENVIRONMENT: 'other' })('list')
    assert.match(none.stderr, /There is no environment other\. Those there are: efrikort environment list/)
  })

  test('what cannot be recorded is told, every fault at once, with what to do', async (t) => {
    const env = { EFRIKORT_DATA: join(makeFolder(t), 'data') }
    const tool = toolOn(env)
    await startService(t, env).address
    const said = (...words: string[]) => {
      const { status, stdout, stderr } = tool(...words)
      assert.equal(stdout, '')
      return [status, ...stderr.split('\n').filter((line) => line !== '')]
    }
    assert.deepEqual(said('show', JOURNAL), [
      1,
      `${JOURNAL} is not on record. Those that are: efrikort system list. To add it: efrikort system add ${JOURNAL} ...`,
    ])
    assert.deepEqual(said('change', JOURNAL, '--name', 'x'), said('show', JOURNAL))
    assert.deepEqual(said('add', JOURNAL, '--grant', 'all:3').slice(0, 2), [
      2,
      '--name: tell what the system is called.',
    ])
    const [status, ...faults] = said(
      'add',
      JOURNAL,
      ...['--name', ' ', '--grant', 'fly:3', '--principal', 'two words', '--pin', 'AB', '--retry-seconds', 'soon'],
      ...['--valid-from', '2026-02-30', '--valid-through', 'never', '--platform', 'perhaps'],
    )
    assert.equal(status, 2)
    const options = ['name', 'grant', 'principal', 'pin', 'retry-seconds', 'valid-from', 'valid-through', 'platform']
    assert.deepEqual(
      faults.map((fault) => String(fault).split(':')[0]),
      options.map((option) => `--${option}`),
    )
    assert.match(String(faults[1]), /The acts are registerFee, .*; the versions 1, 2, 3\. Not "fly:3"\.$/)
    assert.equal(said('add', 'two words')[0], 2)
    assert.match(
      String(said('end', JOURNAL)[1]),
      /^Tell when it ends: efrikort system end SE2321000198-JOURNAL now, or/,
    )
    assert.match(String(said('rename', JOURNAL)[1]), /^usage: efrikort system list/)
    assert.equal(tool('add', JOURNAL, ...RIGHT, '--grant', 'all:3').status, 0)
    assert.match(String(said('add', JOURNAL, ...RIGHT, '--grant', 'all:3')[1]), /is on record already\. To see it: /)
    assert.match(String(said('change', JOURNAL, '--name', 'Journalen')[1]), /^Nothing of SE2321000198-JOURNAL would be/)
  })
})
