/**
 * Logs a fault under a fresh id and gives its answer. Of an error it logs kind and place, never the message: that may
 * name a person.
 */

import { type FaultReason, faultAnswer } from '../soap/fault.ts'
import type { HttpAnswer, Surroundings } from './handlers.ts'

type Desk = Pick<Surroundings, 'log' | 'newFaultId'>

const FRAME = /^\s+at \S/

/** The sender's fault: the message cannot be read. */
export function refuseMessage({ log, newFaultId }: Desk, reason: FaultReason, known: object): HttpAnswer {
  const faultId = newFaultId()
  log.warn({ ...known, faultId, reason }, 'a SOAP message was refused')
  return asAnswer(reason, faultId)
}

/** Our fault: something broke behind the door, or the answer could not be written. */
export function reportBroken({ log, newFaultId }: Desk, error: unknown, known: object): HttpAnswer {
  const faultId = newFaultId()
  log.error({ ...known, faultId, ...traceOf(error) }, 'a SOAP call broke')
  return asAnswer('broken', faultId)
}

const asAnswer = (reason: FaultReason, faultId: string): HttpAnswer => ({
  ...faultAnswer(reason, faultId),
  result: 'fault',
  reason,
})

function traceOf(error: unknown): { readonly error: string; readonly stack?: readonly string[] } {
  if (!(error instanceof Error)) return { error: typeof error }
  const said = error.stack?.indexOf(error.message) ?? -1
  const frames = error.stack?.slice(said < 0 ? 0 : said + error.message.length).split('\n') ?? []
  return { error: error.name, stack: frames.filter((line) => FRAME.test(line)).map((line) => line.trim()) }
}
