/** Judges an answer: it must be what the message deserved, be valid by the contract, and tell nothing of the service's insides. */

import { answerDecoder } from '../../src/contracts/soap/decode.ts'
import type { Operation } from '../../src/contracts/soap/form.ts'
import type { Answer } from './hall.ts'
import type { FuzzMessage } from './message.ts'

/** The code and sentence that it holds, and the ids that it tells. */
export type Judged = {
  readonly code: string
  readonly text: string
  readonly ids: Readonly<Record<string, string>>
}

/** Refused for its form, by VALIDATION_ERROR, whatever the version. */
const INVALID = 'VALIDATION_ERROR'
const SENDERS_FAULTS = ['soap:Client', 'soap:VersionMismatch', 'soap:MustUnderstand']
const FAULT_STATUSES = [415, 500]
/** What a stack, a path, or a driver's or a parser's words would look like. */
const INSIDES =
  /\bat .{1,200}:\d+:\d+|node:internal|node_modules|\.ts\b|SyntaxError|TypeError|efrikort_app|duplicate key/
const MAX_FAULT = 1_000

type Decode = ReturnType<typeof answerDecoder>
const decoders = new Map<Operation, Decode>()

/** Throws, with what is wrong, when the answer is not what it must be. */
export function judge({ operation, expected }: FuzzMessage, answer: Answer): Judged {
  const judged = answer.status === 200 ? judgeAnswer(operation, answer) : judgeFault(answer)
  if (INSIDES.test(judged.text)) throw new Error('the answer tells of the insides')
  const isFault = answer.status !== 200
  if (expected === 'fault' && !isFault) throw new Error(`a fault was due, not ${judged.code}`)
  if (expected === 'invalid' && judged.code !== INVALID) throw new Error(`${INVALID} was due, not ${judged.code}`)
  if (expected === 'any' && isFault) throw new Error('an answer was due, not a fault')
  return judged
}

function judgeFault({ status, xml }: Answer): Judged {
  const code = /<faultcode>([^<]*)<\/faultcode>/.exec(xml)?.[1] ?? ''
  const text = /<faultstring>([^<]*)<\/faultstring>/.exec(xml)?.[1] ?? ''
  if (!FAULT_STATUSES.includes(status) || !SENDERS_FAULTS.includes(code))
    throw new Error(`HTTP ${status}, fault ${code}`)
  if (!/^[A-ZÅÄÖ][^<]*\. Fel-id: [0-9a-f-]{36}$/.test(text) || xml.length > MAX_FAULT)
    throw new Error('a fault of another form')
  return { code, text, ids: {} }
}

function judgeAnswer(operation: Operation, { xml }: Answer): Judged {
  const decode = decoders.get(operation) ?? answerDecoder(operation)
  decoders.set(operation, decode)
  const decoded = decode({ body: Buffer.from(xml), contentType: 'text/xml; charset=utf-8', soapAction: '' })
  if (decoded.kind !== 'message') throw new Error(`an answer that the contract forbids: ${JSON.stringify(decoded)}`)
  const found = new Map<string, string>()
  collect(decoded.message, found)
  const code = found.get('resultcode') ?? ''
  const text = found.get('resulttext') ?? ''
  if (code !== 'OK' && !/[a-zåäö].*\.$/s.test(text)) throw new Error(`${code} without a sentence: ${text}`)
  return { code, text, ids: Object.fromEntries(found) }
}

/** The first text under each name, in small letters: the contract's versions differ in capitals. */
function collect(value: unknown, found: Map<string, string>): void {
  if (typeof value !== 'object' || value === null) return
  for (const [name, inner] of Object.entries(value)) {
    const key = name.toLowerCase()
    if (typeof inner === 'string' && !found.has(key)) found.set(key, inner)
    else collect(inner, found)
  }
}
