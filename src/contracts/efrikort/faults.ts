/**
 * Logs a fault under a fresh id and gives its answer. Of an error it logs kind and place, never the message: that may
 * name a person.
 */

import { type FaultAnswer, type FaultReason, faultAnswer } from '../soap/fault.ts'
import type { Surroundings } from './handlers.ts'

type Desk = Pick<Surroundings, 'log' | 'newFaultId'>

const FRAME = /^\s+at \S/

/** The sender's fault: the message cannot be read. */
export function refuseMessage({ log, newFaultId }: Desk, reason: FaultReason, known: object): FaultAnswer {
  const faultId = newFaultId()
  log.warn({ ...known, faultId, reason }, 'a SOAP message was refused')
  return faultAnswer(reason, faultId)
}

/** Our fault: something broke behind the door, or the answer could not be written. */
export function reportBroken({ log, newFaultId }: Desk, error: unknown, known: object): FaultAnswer {
  const faultId = newFaultId()
  log.error({ ...known, faultId, ...traceOf(error) }, 'a SOAP call broke')
  return faultAnswer('broken', faultId)
}

function traceOf(error: unknown): { readonly error: string; readonly stack?: readonly string[] } {
  if (!(error instanceof Error)) return { error: typeof error }
  const said = error.stack?.indexOf(error.message) ?? -1
  const frames = error.stack?.slice(said < 0 ? 0 : said + error.message.length).split('\n') ?? []
  return { error: error.name, stack: frames.filter((line) => FRAME.test(line)).map((line) => line.trim()) }
}
