/**
 * Answers one post to one operation: decodes, calls the handler, encodes. Everything that can go wrong ends here, as
 * VALIDATION_ERROR or as a fault.
 */

import { type InvalidMessage, type Post, requestDecoder } from '../soap/decode.ts'
import { answerEncoder } from '../soap/encode.ts'
import type { ExtensionOf, MessageOf, Operation } from '../soap/form.ts'
import { refuseMessage, reportBroken } from './faults.ts'
import type { Call, Handler, HttpAnswer, InvalidNotice, Surroundings } from './handlers.ts'
import { answerWith, refusalResult, resultCodeIn } from './refusal.ts'
import { sentenceFor } from './sentences.ts'

/** What the door knows of a call besides its message. */
export type Circumstances<Caller> = {
  readonly callerOf: () => Caller | Promise<Caller>
  readonly idempotencyKey: string | undefined
  readonly correlationId: string
}

export type Answerer<Caller> = (post: Post, circumstances: Circumstances<Caller>) => Promise<HttpAnswer>

/** Takes an operation, its handler and the door's surroundings. Gives the function that answers every post to it. */
export function answererOf<O extends Operation, Caller>(
  operation: O,
  handle: Handler<O, Caller>,
  surroundings: Surroundings,
): Answerer<Caller> {
  const decode = requestDecoder(operation)
  const encode = answerEncoder(operation)
  const codeIn = resultCodeIn(operation)
  return async (post, circumstances) => {
    const { correlationId } = circumstances
    const known = { operation: operation.name, version: operation.version, correlationId }
    try {
      const decoded = decode(post)
      if (decoded.kind === 'fault')
        return refuseMessage(surroundings, decoded.reason, { ...known, ...positionOf(decoded) })
      if (decoded.kind === 'invalid') surroundings.onInvalid?.({ ...known, ...visibleIn(decoded) })
      const result =
        decoded.kind === 'invalid'
          ? refusalResult(operation, refusalFor(decoded))
          : await handle(await callOf<O, Caller>(decoded.message, decoded.extension, circumstances))
      const answer = answerWith(operation, result)
      return { status: 200, xml: encode(answer), result: codeIn(answer) }
    } catch (error) {
      return reportBroken(surroundings, error, known)
    }
  }
}

const refusalFor = (invalid: InvalidMessage) => ({
  resultCode: 'VALIDATION_ERROR',
  resultText: sentenceFor(invalid),
  given: invalid.given,
})

async function callOf<O extends Operation, Caller>(
  message: MessageOf<O>,
  extension: ExtensionOf<O>,
  { callerOf, idempotencyKey, correlationId }: Circumstances<Caller>,
): Promise<Call<O, Caller>> {
  const key = idempotencyKey === undefined ? {} : { idempotencyKey }
  return { message, ...(extension as object), caller: await callerOf(), ...key, correlationId } as Call<O, Caller>
}

/** An element's name may be told to others only when the contract gave it. */
const visibleIn = ({ problem, element }: InvalidMessage): Pick<InvalidNotice, 'problem' | 'element'> =>
  problem === 'unknownElement' ? { problem } : { problem, element }

const positionOf = ({ position }: { readonly position?: string }): object =>
  position === undefined ? {} : { position }
