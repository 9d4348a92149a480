/** A patient is handed over on the line with certificates: by systems on record alone, and opened there by an employee's own certificate. */

import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { ACTS, type CallingSystem } from '../../src/domain/decisions/access.ts'
import { parseHsaId } from '../../src/domain/kernel/hsaId.ts'
import { momentOf, swedishDay } from '../../src/domain/kernel/moment.ts'
import { applicationPool } from '../../src/ledger/connect.ts'
import { findRunning } from '../../src/ledger/embedded/embedded.ts'
import { addRecord } from '../../src/ledger/systemRecords.ts'
import { finallyDo, makeFolder } from '../platform/hosts.ts'
import { clientOf, filesFor, type Holder, holding, newAuthority } from './certificates.ts'
import { A, BOTH_SYSTEM, PRINCIPAL } from './desk.ts'
import { startService } from './process.ts'
import { CALLER_HEADER } from './wire.ts'

const ROOT = newAuthority('The root')
const JOURNAL = 'SE2321000198-JOURNAL'
const SVEN = 'SE5599990000-E001'
const PERSON = '199001012385'

const hsa = (text: string) => parseHsaId(text) ?? assert.fail(text)

/** It may read cards. */
const journal: CallingSystem = {
  id: hsa(JOURNAL),
  name: JOURNAL,
  vendor: 'AB',
  grants: new Map(ACTS.map((act) => [act, new Set([3])])),
  principals: new Set([hsa(PRINCIPAL)]),
  providers: new Set([hsa(A.provider)]),
  retrySeconds: 0,
  pins: new Set(),
  validFrom: swedishDay(momentOf(Date.now())),
  validThrough: null,
  isPlatform: false,
}

async function openLine(t: TestContext, settings: Readonly<Record<string, string>>) {
  const { settings: files } = filesFor(t, ROOT)
  const dataFolder = `${makeFolder(t)}/data`
  const service = startService(t, { EFRIKORT_DATA: dataFolder, TLS_PORT: '0', ...files, ...settings })
  await service.address
  const port = Number(/answered at https:\/\/127\.0\.0\.1:(\d+)/.exec(service.stdout())?.[1])
  const pool = applicationPool(findRunning(dataFolder) ?? assert.fail('the database runs'), () => undefined, 1)
  finallyDo(t, () => pool.end())
  await addRecord(pool, { system: journal, version: 1, recordedAt: momentOf(Date.now()), by: 'a test' })
  const holderOf = (id: string): Holder =>
    holding(t, port, { issued: clientOf(ROOT, id), trusts: ROOT.certificate, isKept: false })
  return { port, holderOf }
}

const ask = ({ send }: Holder, headers: Readonly<Record<string, string>> = {}) =>
  send({
    path: '/oppna/referens',
    body: JSON.stringify({ person: PERSON }),
    headers: { 'content-type': 'application/json', ...headers },
  })

/** The service looks for new records every other second. */
async function known(holder: Holder): Promise<string> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const answer = await ask(holder)
    if (answer.status === 200) return (JSON.parse(answer.body) as { address: string }).address
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return assert.fail('the system is known within ten seconds')
}

test('a system on record hands over, no other does, and whoever opens it there comes to the patient', async (t) => {
  const { port, holderOf } = await openLine(t, {})
  const address = await known(holderOf(JOURNAL))
  assert.match(address, new RegExp(`^https://127\\.0\\.0\\.1:${port}/oppna/[\\w-]{32}$`))
  for (const [id, headers] of [
    [BOTH_SYSTEM, {}],
    [SVEN, {}],
    [SVEN, { [CALLER_HEADER]: JOURNAL }],
  ] as const) {
    const refused = await ask(holderOf(id), headers)
    assert.deepEqual([refused.status, refused.body], [401, '{"refusal":"SystemUnknown"}'], id)
  }
  const clerk = holderOf(SVEN)
  const path = new URL(address).pathname
  const login = await clerk.send({ path })
  assert.equal(login.headers.location, `/logga-in?till=${encodeURIComponent(path)}`)
  const loggedIn = await clerk.send({ path: String(login.headers.location) })
  const cookie = (loggedIn.headers['set-cookie'] ?? []).map((one) => one.split(';')[0]).join('; ')
  assert.equal(loggedIn.headers.location, path)
  const opened = await clerk.send({ path, headers: { cookie } })
  assert.match(String(opened.headers.location), /^\/patient\/[\w-]+$/)
})

test('where browsers come by another address, that is the address that is told', async (t) => {
  const { holderOf } = await openLine(t, { WEB_ADDRESS: 'https://efrikort.invalid' })
  assert.match(await known(holderOf(JOURNAL)), /^https:\/\/efrikort\.invalid\/oppna\/[\w-]{32}$/)
})
