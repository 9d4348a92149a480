/** Cuts that cannot be aimed at from outside the process: at the commit of the exclusive turn, and of a system known to call again. */

import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { Pool } from 'pg'
import { applicationPool, type Place } from '../../src/ledger/connect.ts'
import type { Turn } from '../../src/usecases/ledgerPort.ts'
import type { Ports } from '../../src/usecases/ports.ts'
import { type RegistrationRequest, registerFee } from '../../src/usecases/registerFee.ts'
import { kronor, registration, reserveNumber, worldOn } from '../usecases/world.ts'
import { recordedTimes } from './cuts.ts'
import { CUTS, type Cut, type CuttableLine, placeThrough } from './cutting.ts'

export type InTurnReport = { readonly inTurn: number; readonly recognised: number }

/** Takes the database, the line to it, and how often each cut is made. */
export async function cutInTurn(place: Place, line: CuttableLine, rounds: number): Promise<InTurnReport> {
  const pool = applicationPool(placeThrough(place, line), () => undefined)
  try {
    const ports = await portsOn(pool)
    const report = { inTurn: 0, recognised: 0 }
    for (let round = 1; round <= rounds; round += 1) {
      for (const cut of CUTS) {
        const known = request(round, `i tur ${round} ${cut}`, randomUUID())
        const isCut = line.cutNext(cut, { query: 'commit' })
        await assert.rejects(registerFee(onlyInTurn(ports), known), /terminated|ECONNRESET|EPIPE|closed/)
        await isCut
        await answeredOnce(place, ports, known, { cut, isTold: false })
        report.inTurn += 1
        const identical = request(round, `igen ${round} ${cut}`, null)
        const isCutAgain = line.cutNext(cut, { statement: 'append' })
        await assert.rejects(registerFee(ports, identical))
        await isCutAgain
        report.recognised += await answeredOnce(place, ports, identical, { cut, isTold: true })
      }
    }
    return report
  } finally {
    await pool.end()
  }
}

/** Sent again: recorded once, whatever the cut had left, and known again when that was the fee. Gives how often it was. */
async function answeredOnce(
  place: Place,
  ports: Ports,
  told: RegistrationRequest,
  { cut, isTold }: { readonly cut: Cut; readonly isTold: boolean },
): Promise<number> {
  const answer = await registerFee(ports, told)
  assert.ok(answer.ok)
  assert.equal(await recordedTimes(place, told.careUnit ?? ''), 1)
  const notices = answer.value.notices.map(({ kind }) => kind)
  assert.ok(notices.every((kind) => isTold && kind === 'RecognisedRetry'))
  // The server may still have been at it when the call came again.
  if (cut !== 'during') assert.equal(notices.length, isTold && cut === 'after' ? 1 : 0)
  return notices.length
}

/** A registration far below the ceiling, for the person of the round. */
const request = (round: number, careUnit: string, callId: string | null): RegistrationRequest =>
  registration({ person: reserveNumber(PERSONS_FROM + (round % PERSONS)), careUnit, callId, amount: kronor('5.00') })

/** Others than those of the cuts through the service. */
const PERSONS_FROM = 4_100
const PERSONS = 300

/** The installation's own ports, and a directory by which every system may call again for a minute. */
async function portsOn(pool: Pool): Promise<Ports> {
  const { ports } = await worldOn(pool)
  const { directory } = ports
  const system: Ports['directory']['system'] = (id) => {
    const found = directory.system(id)
    return found === null ? null : { ...found, retrySeconds: 60 }
  }
  return { ...ports, directory: { ...directory, system } }
}

/** Every other way meets a conflict, so that the attempt that succeeds is the one that holds the account. */
function onlyInTurn(ports: Ports): Ports {
  const append: Turn['append'] = async () => 'conflict'
  return { ...ports, ledger: { ...ports.ledger, append } }
}
