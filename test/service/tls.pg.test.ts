/** Systems that call with certificates, over the service as its own process: whom it knows, what each may do, and that no call is lost while certificates are replaced. */

import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { describe, type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Issued } from '../../src/authority/authority.ts'
import { ACTS, type CallingSystem } from '../../src/domain/decisions/access.ts'
import { parseFingerprint } from '../../src/domain/decisions/caller.ts'
import { addDays } from '../../src/domain/kernel/day.ts'
import { parseHsaId } from '../../src/domain/kernel/hsaId.ts'
import { momentOf, swedishDay } from '../../src/domain/kernel/moment.ts'
import { applicationPool } from '../../src/ledger/connect.ts'
import { findRunning } from '../../src/ledger/embedded/embedded.ts'
import { addRecord } from '../../src/ledger/systemRecords.ts'
import { finallyDo, makeFolder } from '../platform/hosts.ts'
import { reserveNumber } from '../usecases/world.ts'
import { clientOf, type Folder, filesFor, holding, inDays, listOf, newAuthority, serverOf } from './certificates.ts'
import { A, BOTH_SYSTEM, deskAt, PRINCIPAL } from './desk.ts'
import { type Service, startService } from './process.ts'
import { CALLER_HEADER, envelopeOf, pathTo, readBody } from './wire.ts'

const ROOT = newAuthority('The root')
const JOURNAL = 'SE2321000198-JOURNAL'
const PLATFORM = 'SE5565594230-PLATFORM'
const UNKNOWN = 'Det anropande systemet är inte anslutet.'
const NOT_GRANTED = 'Det anropande systemet får inte använda den här tjänsten.'

const hsa = (text: string) => parseHsaId(text) ?? assert.fail(text)
const today = swedishDay(momentOf(Date.now()))

/** A system on record that may do everything in version 3 for A; anything of it may be told otherwise. */
const system = (id: string, told: Partial<CallingSystem> = {}): CallingSystem => ({
  id: hsa(id),
  name: id,
  vendor: 'AB',
  grants: new Map(ACTS.map((act) => [act, new Set([3])])),
  principals: new Set([hsa(PRINCIPAL)]),
  providers: new Set([hsa(A.provider)]),
  retrySeconds: 0,
  pins: new Set(),
  validFrom: today,
  validThrough: null,
  isPlatform: false,
  ...told,
})

type Standing = Folder & {
  readonly service: Service
  readonly port: number
  readonly plain: string
  readonly record: (system: CallingSystem, version?: number) => Promise<void>
}

const AT_PORT = /answered at https:\/\/127\.0\.0\.1:(\d+)/

/** A service with the systems on record before it starts to be asked. */
async function standing(t: TestContext, systems: readonly CallingSystem[], server?: Issued): Promise<Standing> {
  const folder = filesFor(t, ROOT, server)
  const dataFolder = `${makeFolder(t)}/data`
  const service = startService(t, { EFRIKORT_DATA: dataFolder, TLS_PORT: '0', ...folder.settings })
  const plain = await service.address
  const port = Number(AT_PORT.exec(service.stdout())?.[1])
  const pool = applicationPool(findRunning(dataFolder) ?? assert.fail('the database runs'), () => undefined, 1)
  finallyDo(t, () => pool.end())
  const record = async (one: CallingSystem, version = 1): Promise<void> => {
    const record = { system: one, version, recordedAt: momentOf(Date.now()), by: 'a test' }
    assert.equal(await addRecord(pool, record), 'appended')
  }
  for (const one of systems) await record(one)
  return { ...folder, service, plain, port, record }
}

type Told = { readonly told: Readonly<Record<string, string>>; readonly headers?: Readonly<Record<string, string>> }

/** A system at its line: registers and reads, and tells the code and the sentence it was answered. */
function systemAt(t: TestContext, port: number, issued: Issued | null, isKept = false) {
  const holder = holding(t, port, { issued, trusts: ROOT.certificate, isKept })
  const call = async (operation: 'RegisterTransaction' | 'GetCardForPerson', { told, headers }: Told) => {
    const actor = { employeeId: A.employee, careProviderId: A.provider }
    const body = envelopeOf(operation, {
      told: { carePrincipalId: PRINCIPAL, cardTypeId: 'CARE_VISIT', ...told },
      actor,
    })
    const sent = { path: pathTo(operation), body, headers: { 'content-type': 'text/xml', ...headers } }
    const answer = await holder.send(sent)
    const { isFault } = readBody(answer.body)
    assert.equal(isFault, false, answer.body)
    return { code: within(answer.body, 'resultCode'), text: within(answer.body, 'resultText'), shown: answer.shown }
  }
  const visit = { careProvider: A.provider, careUnit: A.unit }
  return {
    holder,
    register: (person: string, amount: string) =>
      call('RegisterTransaction', { told: { ...visit, personId: person, amount } }),
    /** Tells for whom it calls, when that is told. */
    read: (person: string, onBehalfOf?: string) =>
      call('GetCardForPerson', {
        told: { personId: person },
        headers: onBehalfOf === undefined ? {} : { [CALLER_HEADER]: onBehalfOf },
      }),
  }
}

const within = (xml: string, element: string): string => new RegExp(`:${element}>([^<]*)<`).exec(xml)?.[1] ?? ''

/** The service looks every other second. */
async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; !(await holds()); attempt += 1) {
    assert.ok(attempt < 150, `${what} within some seconds`)
    await sleep(100)
  }
}

const PERSON = reserveNumber(7)

describe('a system that calls with a certificate', () => {
  test('is known by it, may do what is on record, and is refused in the answer when it is not on record', async (t) => {
    const yesterday = addDays(today, -1)
    const limited = system('SE-LIMITED', { grants: new Map([['readCard', new Set([1, 2])]]) })
    const pinned = clientOf(ROOT, 'SE-PINNED')
    const pin = parseFingerprint(new X509Certificate(pinned.certificate).fingerprint256) ?? assert.fail()
    const { port, plain, service } = await standing(t, [
      limited,
      system('SE-ENDED', { validFrom: yesterday, validThrough: yesterday }),
      system('SE-PINNED', { pins: new Set([pin]) }),
      system(JOURNAL),
    ])
    const at = (hsaId: string | null) => systemAt(t, port, clientOf(ROOT, hsaId))
    const journal = at(JOURNAL.toLowerCase())
    await until('the journal is known', async () => (await journal.read(PERSON)).code === 'OK')

    assert.equal((await journal.register(PERSON, '250')).code, 'OK')
    assert.equal((await deskAt(plain, BOTH_SYSTEM, A).card(PERSON)).card?.['currentAmount'], '250')
    const refused = async (hsaId: string | null, text: string) => {
      const { code, text: sentence } = await at(hsaId).read(PERSON)
      assert.deepEqual([code, sentence], ['ACCESSDENIED', text], hsaId ?? 'no HSA-id')
    }
    await refused('SE-NOBODY', UNKNOWN)
    await refused(null, UNKNOWN)
    await refused('SE-ENDED', UNKNOWN)
    await refused('SE-PINNED', UNKNOWN)
    assert.equal((await systemAt(t, port, pinned).read(PERSON)).code, 'OK')
    await refused('SE-LIMITED', 'Det anropande systemet får inte använda den här versionen av tjänsten.')
    assert.equal((await at('SE-LIMITED').register(PERSON, '10')).text, NOT_GRANTED)

    // The demo's synthetic systems are known on loopback's plain line, and nowhere else.
    await refused(BOTH_SYSTEM, UNKNOWN)
    assert.doesNotMatch(service.stderr(), new RegExp(`NOBODY|${PERSON}`, 'i'))
  })

  test('who has none, or one that is not right, is refused before it can ask, and nothing is said of it but why', async (t) => {
    const revoked = clientOf(ROOT, JOURNAL)
    const { port, replace, service } = await standing(t, [system(JOURNAL)])
    replace({ list: listOf(ROOT, [revoked]) })
    const isShutOut = (issued: Issued | null) =>
      systemAt(t, port, issued)
        .read(PERSON)
        .then(
          () => false,
          () => true,
        )
    await until('the revoked one is shut out', () => isShutOut(revoked))
    assert.ok(await isShutOut(null))
    assert.ok(await isShutOut(clientOf(newAuthority('Another'), JOURNAL)))
    assert.ok(await isShutOut(clientOf(ROOT, JOURNAL, { through: inDays(-0.1) })))
    assert.equal(await isShutOut(clientOf(ROOT, JOURNAL)), false)
    const said = service.stderr()
    for (const why of ['CERT_REVOKED', 'PEER_DID_NOT_RETURN', 'UNABLE_TO_VERIFY', 'CERT_HAS_EXPIRED'])
      assert.match(said, new RegExp(`a handshake was refused \\(\\w*${why}`))
    assert.doesNotMatch(said, /SE2321000198-JOURNAL/i)
  })

  test('a platform is believed when it tells for whom it calls; nobody else is', async (t) => {
    const platform = system(PLATFORM, { isPlatform: true, grants: new Map() })
    const reading = system('SE-READING', { grants: new Map([['readCard', new Set([3])]]) })
    const { port } = await standing(t, [platform, reading, system(JOURNAL)])
    const [onPlatform, journal] = [PLATFORM, JOURNAL].map((id) => systemAt(t, port, clientOf(ROOT, id)))
    assert.ok(onPlatform && journal)
    await until('the platform is known', async () => (await onPlatform.read(PERSON, 'SE-READING')).code === 'OK')
    assert.equal((await onPlatform.read(PERSON, ' se-reading ')).code, 'OK')
    assert.equal((await onPlatform.read(PERSON, JOURNAL)).code, 'OK')
    assert.equal((await onPlatform.read(PERSON)).text, NOT_GRANTED, 'it may nothing for itself')
    for (const told of ['SE-NOBODY', '', 'SE-READING, SE-READING', BOTH_SYSTEM])
      assert.equal((await onPlatform.read(PERSON, told)).text, UNKNOWN, told)
    assert.equal((await journal.read(PERSON, 'SE-NOBODY')).code, 'OK', 'it calls for itself, whatever it tells')
    const other = systemAt(t, port, clientOf(ROOT, 'SE-NOBODY'))
    assert.equal((await other.read(PERSON, JOURNAL)).text, UNKNOWN)
  })

  test('no call is lost while certificates, lists and systems are replaced', async (t) => {
    const { port, replace, service, record } = await standing(
      t,
      [system(JOURNAL)],
      serverOf(ROOT, { through: inDays(20) }),
    )
    assert.match(service.stderr(), /the service's own certificate \(localhost\) expires on /)
    const held = clientOf(ROOT, JOURNAL)
    const kept = [true, true, false].map((isKept) => systemAt(t, port, held, isKept))
    await until('the journal is known', async () => (await kept[0]?.read(PERSON))?.code === 'OK')
    const codes = new Map<string, number>()
    const shown = new Set<string>()
    let isOver = false
    let amount = 0
    const working = kept.map(async ({ register }, at) => {
      while (!isOver) {
        amount += 1
        const answer = await register(reserveNumber(100 + at), String(amount / 100))
        codes.set(answer.code, (codes.get(answer.code) ?? 0) + 1)
        shown.add(answer.shown)
      }
    })
    const isSaid = (count: number, words: string) => async () => service.stderr().split(words).length - 1 >= count
    for (let round = 1; round <= 3; round += 1) {
      replace({ server: serverOf(ROOT), list: listOf(ROOT, [clientOf(ROOT, 'SE-OTHER')]) })
      await record(system(JOURNAL, { name: `Round ${round}` }), round + 1)
      await until(`round ${round}`, isSaid(round, 'the certificates have been read anew'))
    }
    replace({ list: 'broken' })
    await until('the fault is told', isSaid(1, 'the new files cannot be used, and the old certificates go on: TLS_CRL'))
    await sleep(500)
    isOver = true
    await Promise.all(working)
    assert.deepEqual(
      [...codes.keys()].filter((code) => code !== 'OK' && code !== 'INFO'),
      [],
    )
    assert.ok(amount > 50, `${amount} calls were made`)
    assert.equal(shown.size, 4, 'each certificate was shown to somebody')
    const lines = kept.map(({ holder }) => holder.lines())
    assert.ok(lines[0] === 4 && lines[1] === 4, `a line of each certificate, not ${lines}`)
    assert.equal(await service.signal('SIGTERM'), 0)
  })
})
