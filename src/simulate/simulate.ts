/** Simulation (simulate.md): a history in, an answer or an error out. Reads no database and writes nothing. */

import { reckon } from '../domain/account/reckon.ts'
import type { ReckoningSettings } from '../domain/law/settings.ts'
import { RECKONING_REFUSALS } from '../words/reckoningRefusals.ts'
import { type Answer, answerOf } from './answer.ts'
import { Malformed } from './fields.ts'
import { readHistory } from './history.ts'

export type SimulationError = { readonly error: { readonly kind: string; readonly message: string } }

/** Takes the text of a history. Gives the answer, or one error for the whole history. */
export function simulate(text: string, installation: ReckoningSettings): Answer | SimulationError {
  try {
    const history = readHistory(JSON.parse(text), installation)
    const reckoned = reckon(history.entries, history.question)
    if (reckoned.ok) return answerOf(reckoned.value, history.asOfText)
    const { kind, entry } = reckoned.refusal
    return errorOf(kind, `${entry === null ? 'asOf' : `entries[${entry}]`}: ${RECKONING_REFUSALS[kind]}.`)
  } catch (error) {
    if (error instanceof Malformed) return errorOf('Malformed', `${error.message}.`)
    if (error instanceof SyntaxError) return errorOf('NotJson', 'Texten är inte giltig JSON.')
    throw error
  }
}

/** True for what `simulate` gives when the history was refused. */
export const isError = (outcome: Answer | SimulationError): outcome is SimulationError => 'error' in outcome

const errorOf = (kind: string, message: string): SimulationError => ({ error: { kind, message } })
