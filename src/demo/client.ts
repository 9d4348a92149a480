/** A journal system's side of the wire, for the demo: it calls the contract over HTTP as any caller does, and knows nothing else. */

import { pathOf } from '../contracts/efrikort/routes.ts'
import { answerDecoder } from '../contracts/soap/decode.ts'
import { requestEncoder } from '../contracts/soap/encode.ts'
import type { MessageOf, Operation, ResultOf } from '../contracts/soap/form.ts'

/** Calls one operation as one calling system. Gives the result in the answer; throws when the answer is a fault. */
export type Call = <O extends Operation>(operation: O, message: MessageOf<O>) => Promise<ResultOf<O>>

const LOGICAL_ADDRESS = 'SE2321000198-1000'

/** Takes the server's address and the calling system's HSA-id. */
export function callerAt(address: string, system: string): Call {
  return async (operation, message) => {
    const response = await fetch(`${address}${pathOf(operation)}`, {
      method: 'POST',
      headers: {
        'content-type': 'text/xml; charset=utf-8',
        soapaction: `"${operation.soapAction}"`,
        'x-rivta-original-serviceconsumer-hsaid': system,
      },
      body: requestEncoder(operation)(message, { logicalAddress: LOGICAL_ADDRESS }),
    })
    const body = new Uint8Array(await response.arrayBuffer())
    const contentType = response.headers.get('content-type') ?? ''
    const answer = answerDecoder(operation)({ body, contentType, soapAction: '' })
    if (answer.kind !== 'message')
      throw new Error(`${operation.name} was answered by HTTP ${response.status} and no result`)
    return Object.values(answer.message as object)[0]
  }
}
