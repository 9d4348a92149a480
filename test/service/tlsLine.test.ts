/** The line that asks for certificates, without a ledger behind it: who is let in, what is replaced meanwhile, and what expires. */

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { connect as connectPlain } from 'node:net'
import { describe, type TestContext, test } from 'node:test'
import { connect } from 'node:tls'
import type { Issued } from '../../src/authority/authority.ts'
import type { Composed } from '../../src/compose.ts'
import { openMetrics } from '../../src/observe/metrics.ts'
import type { Expiry } from '../../src/tls/expiries.ts'
import { type TlsLine, tlsLine } from '../../src/tlsLine.ts'
import { finallyDo } from '../platform/hosts.ts'
import { clientOf, filesFor, holding, inDays, listOf, newAuthority, serverOf } from './certificates.ts'

const ROOT = newAuthority('The root')
const JOURNAL = 'SE2321000198-JOURNAL'
const right = clientOf(ROOT, JOURNAL)

/** One environment, in which one system is on record. */
const environment = {
  name: null,
  portsOfRecord: {
    ledger: { ping: async () => undefined },
    directory: { system: (id: string) => (id === JOURNAL ? {} : null) },
  },
} as unknown as Composed

type Standing = {
  readonly line: TlsLine
  readonly port: number
  readonly call: (issued: Issued | null, isKept?: boolean) => ReturnType<typeof holding>
  /** Lets the line look at its files, twice. */
  readonly look: () => Promise<void>
  readonly replace: ReturnType<typeof filesFor>['replace']
  /** What it has told. */
  readonly told: () => readonly string[]
}

async function standing(t: TestContext, { server = serverOf(ROOT) } = {}): Promise<Standing> {
  const { files, replace } = filesFor(t, ROOT, server)
  const told: string[] = []
  t.mock.method(process.stderr, 'write', (text: string) => told.push(JSON.parse(text).msg))
  const line = await tlsLine({
    environments: [environment],
    files,
    logLevel: 'warn',
    metrics: openMetrics({ pools: () => [] }),
  })
  finallyDo(t, () => line.app.close())
  await line.app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = line.app.server.address() as AddressInfo
  const call = (issued: Issued | null, isKept = false) => holding(t, port, { issued, trusts: ROOT.certificate, isKept })
  const look = async (): Promise<void> => {
    for (let time = 0; time < 2; time += 1) await line.jobs[0]?.run()
  }
  return { line, port, call, look, replace, told: () => told }
}

const isRefused = (holder: ReturnType<typeof holding>) =>
  assert.rejects(holder.send({}), /hang up|ECONNRESET|alert|EPROTO|disconnected/i)

describe('the handshake', () => {
  test('lets in whom an issuer of ours has certified', async (t) => {
    const { call, told } = await standing(t)
    const { status, body } = await call(right).send({})
    assert.deepEqual([status, body], [200, '{"status":"live"}'])
    assert.deepEqual(told(), [])
  })

  const below = ROOT.authorityBelow({ name: 'Below the root', from: inDays(-1), through: inDays(365) })
  const belowClient = clientOf(below, JOURNAL)
  const REFUSED: readonly (readonly [string, Issued | null, string])[] = [
    ['who has no certificate', null, 'ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE'],
    ['whom another has certified', clientOf(newAuthority('Another'), JOURNAL), 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    ['whose certificate has expired', clientOf(ROOT, JOURNAL, { through: inDays(-0.1) }), 'CERT_HAS_EXPIRED'],
    ['whose certificate does not hold yet', clientOf(ROOT, JOURNAL, { from: inDays(1) }), 'CERT_NOT_YET_VALID'],
    ['who comes with the certificate of a server', serverOf(ROOT), 'INVALID_PURPOSE'],
  ]
  for (const [who, issued, why] of REFUSED)
    test(`refuses ${who}, and tells the reason and nothing else, once`, async (t) => {
      const { call, told } = await standing(t)
      await isRefused(call(issued))
      assert.deepEqual(told(), [`a handshake was refused (${why})`])
    })

  test('refuses whom an authority has certified that is below the root, but is none of ours', async (t) => {
    const { call, replace, look, told } = await standing(t)
    const chained = { ...belowClient, certificate: belowClient.certificate + below.certificate }
    // No list is wanted of one that is not told: the root's covers what the root has issued.
    replace({ list: listOf(ROOT, []) + listOf(below, []) })
    await look()
    await isRefused(call(chained))
    replace({ issuers: ROOT.certificate + below.certificate })
    await look()
    assert.equal((await call(chained).send({})).status, 200)
    assert.deepEqual(told(), [
      'the certificates have been read anew',
      'a handshake was refused (ISSUER_NOT_IN_TLS_CA)',
      'the certificates have been read anew',
    ])
  })

  test('takes no session up again: each line shows its certificate anew', async (t) => {
    const { port } = await standing(t)
    const identity = { host: '127.0.0.1', port, ca: ROOT.certificate, cert: right.certificate, key: right.key }
    for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) {
      let session: Buffer | undefined
      const visit = async (): Promise<boolean> => {
        const socket = connect({ ...identity, maxVersion, ...(session === undefined ? {} : { session }) })
        socket.on('session', (given) => {
          session = given
        })
        await once(socket, 'secureConnect')
        const isReused = socket.isSessionReused()
        socket.end('GET /health/live HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n')
        socket.resume()
        await once(socket, 'close')
        return isReused
      }
      await visit()
      assert.ok(session, 'a session is offered')
      assert.equal(await visit(), false, maxVersion)
    }
  })

  test('says nothing of one who only looks whether the port answers', async (t) => {
    const { port, call, told } = await standing(t)
    const socket = connectPlain(port, '127.0.0.1')
    await once(socket, 'connect')
    socket.destroy()
    await call(right).send({})
    assert.deepEqual(told(), [])
  })
})

describe('files that are replaced', () => {
  test('are used by those who come, and a line that was open is asked to come again', async (t) => {
    const { call, replace, look, told } = await standing(t)
    const kept = call(right, true)
    const before = await kept.send({})
    replace({ server: serverOf(ROOT) })
    assert.equal((await call(right).send({})).shown, before.shown, 'not seen yet')
    await look()
    const last = await kept.send({})
    assert.deepEqual([last.shown, last.headers.connection, kept.lines()], [before.shown, 'close', 1])
    const after = await kept.send({})
    assert.notEqual(after.shown, before.shown)
    assert.deepEqual([after.headers.connection, kept.lines()], ['keep-alive', 2])
    assert.deepEqual(told(), ['the certificates have been read anew'])
  })

  test('are read when they have been still between two looks', async (t) => {
    const { line, call, replace, told } = await standing(t)
    const before = await call(right).send({})
    replace({ server: serverOf(ROOT) })
    await line.jobs[0]?.run()
    assert.equal((await call(right).send({})).shown, before.shown)
    assert.deepEqual(told(), [])
    await line.jobs[0]?.run()
    assert.notEqual((await call(right).send({})).shown, before.shown)
  })

  test('shut out whom a new list revokes', async (t) => {
    const { call, replace, look, told } = await standing(t)
    const revoked = clientOf(ROOT, 'SE-REVOKED')
    assert.equal((await call(revoked).send({})).status, 200)
    replace({ list: listOf(ROOT, [revoked]) })
    await look()
    await isRefused(call(revoked))
    assert.equal((await call(right).send({})).status, 200)
    assert.equal(told()[1], 'a handshake was refused (CERT_REVOKED)')
  })

  test('that cannot be used are told of once, and the old ones go on', async (t) => {
    const { call, replace, look, told } = await standing(t)
    const before = await call(right).send({})
    replace({ server: { ...serverOf(ROOT), key: 'no key' } })
    await look()
    await look()
    assert.equal((await call(right).send({})).shown, before.shown)
    const [fault = '', ...more] = told()
    assert.match(
      fault,
      /^the new files cannot be used, and the old certificates go on: TLS_KEY: expected a private key/,
    )
    assert.deepEqual(more, [])
    assert.doesNotMatch(fault, /no key/)
    replace({ server: serverOf(ROOT) })
    await look()
    assert.notEqual((await call(right).send({})).shown, before.shown)
  })
})

describe('what expires', () => {
  const isOf = (what: Expiry['what']) => (expiry: Expiry) => expiry.what === what
  const days = ({ notAfter }: Expiry) => Math.round((notAfter - Date.now()) / 86_400_000)

  test('is our own certificate, each issuer, each list, and what systems on record have come with', async (t) => {
    const { line, call } = await standing(t, { server: serverOf(ROOT, { through: inDays(60) }) })
    await call(clientOf(ROOT, JOURNAL.toLowerCase(), { through: inDays(90) })).send({})
    // One that is not on record may be called anything, also by a person's number.
    await call(clientOf(ROOT, '191212121212')).send({})
    await call(clientOf(ROOT, null)).send({})
    assert.deepEqual(
      line.certificateExpiries().map((expiry) => [expiry.what, expiry.name, days(expiry)]),
      [
        ['own', 'localhost', 60],
        ['issuer', 'The root', 365],
        ['list', 'The root', 365],
        ['client', JOURNAL, 90],
      ],
    )
  })

  test('is told at the start and then once a day', async (t) => {
    const { line, call, told } = await standing(t, { server: serverOf(ROOT, { through: inDays(29) }) })
    const [own] = told()
    assert.match(
      own ?? '',
      /^the service's own certificate \(localhost\) expires on \d{4}-\d\d-\d\d: replace the files/,
    )
    await call(clientOf(ROOT, JOURNAL, { through: inDays(29) })).send({})
    for (let hour = 0; hour < 3; hour += 1) await line.jobs[1]?.run()
    assert.equal(told().length, 2)
    assert.match(told()[1] ?? '', /^the certificate with which SE2321000198-JOURNAL calls expires on /)
    assert.equal(line.certificateExpiries().filter(isOf('client')).length, 1)
  })
})

test('a line whose files have become unfit is not opened', async (t) => {
  const { files } = filesFor(t, ROOT)
  writeFileSync(files.key, '')
  const metrics = openMetrics({ pools: () => [] })
  await assert.rejects(
    tlsLine({ environments: [environment], files, logLevel: 'silent', metrics }),
    /^Error: TLS_KEY: expected/,
  )
})
