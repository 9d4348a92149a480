/** Writes SOAP 1.1 envelopes from typed values: answers as the service gives them, requests as a caller sends them. */

import { REGISTRY, SOAP_11 } from './envelope.ts'
import type { AnswerOf, ExtensionOf, LooseElements, MessageOf, Operation, Root } from './form.ts'
import { namespacesWithin } from './reach.ts'
import { escaped, fieldsWriter, type Prefixes } from './write.ts'

const OPENING = `<?xml version="1.0" encoding="UTF-8"?>\n<soap:Envelope xmlns:soap="${SOAP_11}">`

/** Puts the content of a body, and headers if any, into an envelope. */
export const enveloped = (body: string, headers = ''): string =>
  `${OPENING}${headers === '' ? '' : `<soap:Header>${headers}</soap:Header>`}<soap:Body>${body}</soap:Body></soap:Envelope>`

/** Takes an operation. Gives the encoder of its answers. */
export function answerEncoder<O extends Operation>(operation: O): (answer: AnswerOf<O>) => string {
  const write = rootWriter(operation.response)
  return (answer) => enveloped(write(answer))
}

export type RequestExtras<O extends Operation> = {
  readonly logicalAddress: string
  readonly extension?: ExtensionOf<O>
}

/** Takes an operation. Gives the encoder of its requests. */
export function requestEncoder<O extends Operation>(
  operation: O,
): (message: MessageOf<O>, extras: RequestExtras<O>) => string {
  const write = rootWriter(operation.request, operation.extension)
  return (message, { logicalAddress, extension }) =>
    enveloped(
      write(message, extension),
      `<itr:LogicalAddress xmlns:itr="${REGISTRY}">${escaped(logicalAddress)}</itr:LogicalAddress>`,
    )
}

/** The root declares every namespace of the message itself, so that it can be taken out of its envelope whole. */
function rootWriter({ element, type }: Root, extension?: LooseElements): (value: unknown, end?: unknown) => string {
  const namespaces = [...namespacesWithin(type), ...(extension === undefined ? [] : [extension.namespace])]
  const prefixes: Prefixes = new Map(namespaces.map((uri, place) => [uri, `m${place}`]))
  const declarations = [...prefixes].map(([uri, prefix]) => ` xmlns:${prefix}="${uri}"`).join('')
  const write = fieldsWriter(type.namespace, type.fields, prefixes)
  const writeEnd = extension && fieldsWriter(extension.namespace, extension.fields, prefixes)
  return (value, end) => {
    const ending = end === undefined || writeEnd === undefined ? '' : writeEnd(end)
    return `<m0:${element}${declarations}>${write(value)}${ending}</m0:${element}>`
  }
}
