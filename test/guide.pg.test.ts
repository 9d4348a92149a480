/** The guide for those who open a patient from a journal system tells the truth: its commands are run, the clerk comes to the patient, and no log names anybody. */

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { openBrowser } from './auth/browser.ts'
import { SVEN, showCard } from './auth/house.ts'
import { makeFolder } from './platform/hosts.ts'
import { startService } from './service/process.ts'

const GUIDE = readFileSync(join(import.meta.dirname, '..', 'docs', 'guide', 'open-a-patient.md'), 'utf8')
const HERE = 'http://127.0.0.1:8080'
const commands = [...GUIDE.matchAll(/```sh\n([\s\S]*?)\n```/g)].map(([, command = '']) => command)
const WITHOUT_CURL = spawnSync('curl', ['--version']).status === 0 ? false : 'no curl'

const run = (command: string | undefined, address: string): string => {
  assert.ok(command, 'a command in the guide')
  const { status, stdout } = spawnSync('sh', ['-c', command.replaceAll(HERE, address)], { encoding: 'utf8' })
  assert.equal(status, 0)
  return stdout.trim()
}

const started = (t: TestContext) => startService(t, { EFRIKORT_DATA: join(makeFolder(t), 'data'), LOG_LEVEL: 'trace' })

test('a patient is opened as the guide says, by a form and by a reference', { skip: WITHOUT_CURL }, async (t) => {
  const service = started(t)
  const address = await service.address
  const byForm = run(commands[0], address)
  const byReference = JSON.parse(run(commands[1], address)) as { address: string }
  for (const told of [byForm, byReference.address]) assert.match(told.replace(address, ''), /^\/oppna\/[\w-]{32}$/)
  const clerk = openBrowser()
  const opened = await showCard(clerk, byForm, SVEN)
  assert.match(opened.url.pathname, /^\/patient\/[\w-]+$/)
  assert.match(opened.text, /19900101-2385/)
  const again = await clerk.visit(byReference.address)
  assert.match(again.url.pathname, /^\/patient\/[\w-]+$/)
  assert.equal((await clerk.visit(byReference.address)).status, 410)
  const posted = await fetch(`${address}/oppna/referens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"person": "19900101-2385',
  })
  assert.equal(posted.status, 400)
  const metrics = await (await fetch(`${address}/metrics`)).text()
  await service.signal('SIGTERM')
  assert.match(service.stderr(), /"route":"\/oppna\/referens","status":400/)
  for (const told of [service.stderr(), metrics]) assert.doesNotMatch(told, /19900101/)
})

test('the guide’s form and answer are those that the service takes and gives', () => {
  assert.match(GUIDE, /<form method="post" action="http:\/\/127\.0\.0\.1:8080\/oppna"/)
  assert.match(GUIDE, /name="person" value="199001012385"/)
  const answer = /```json\n(.*)\n```/.exec(GUIDE)?.[1] ?? ''
  assert.deepEqual(Object.keys(JSON.parse(answer)), ['address'])
})
