/**
 * From the bytes of a post to the operation's message: text, tree, envelope, then the record by the contract's data.
 * Three ways out: a message, something wrong inside the operation's element, or a fault.
 */

import { no, ok, type Result } from '../../domain/kernel/result.ts'
import { textOf } from './bytes.ts'
import { type EnvelopeRefusal, openEnvelope } from './envelope.ts'
import type { AnswerOf, ExtensionOf, LooseElements, MessageOf, Operation, Root } from './form.ts'
import { namespacesWithin } from './reach.ts'
import { type Invalid, type RecordReader, recordReader, type Values } from './read.ts'
import { MOST_ELEMENTS, parseXml, type XmlElement, type XmlRefusal } from './xml.ts'

/** What came over HTTP. Absent headers are empty texts. */
export type Post = { readonly body: Uint8Array; readonly contentType: string; readonly soapAction: string }

export type MessageRefusal = XmlRefusal['kind'] | EnvelopeRefusal | 'unknownEncoding' | 'wrongAction' | 'wrongBody'

export type FaultFound = { readonly kind: 'fault'; readonly reason: MessageRefusal; readonly position?: string }

/** An invalid message, with what it gave for the fields that a refusal must repeat. */
export type InvalidMessage = Invalid & { readonly given: (requestField: string) => string }

export type Decoded<O extends Operation> =
  | { readonly kind: 'message'; readonly message: MessageOf<O>; readonly extension: ExtensionOf<O> }
  | InvalidMessage
  | FaultFound

export type DecodedAnswer<O extends Operation> =
  | { readonly kind: 'message'; readonly message: AnswerOf<O> }
  | Invalid
  | FaultFound

/** Takes an operation. Gives the decoder of its requests. */
export function requestDecoder<O extends Operation>(operation: O): (post: Post) => Decoded<O> {
  const read = rootReader(operation.request, false)
  const extension = extensionReader(operation.extension)
  return (post) => {
    if (!isRightAction(post.soapAction, operation.soapAction)) return { kind: 'fault', reason: 'wrongAction' }
    const opened = openBody(post, operation.request, MOST_ELEMENTS.request)
    if (!opened.ok) return opened.refusal
    const message = read(opened.value, '')
    if (!message.ok) return { ...message.refusal, given: givenBy(opened.value) }
    const told = extension(opened.value, '')
    if (!told.ok) return { ...told.refusal, given: givenBy(opened.value) }
    return { kind: 'message', message: message.value as MessageOf<O>, extension: told.value as ExtensionOf<O> }
  }
}

/** Takes an operation. Gives the decoder of its answers, as a caller reads them. */
export function answerDecoder<O extends Operation>(operation: O): (post: Post) => DecodedAnswer<O> {
  const read = rootReader(operation.response, true)
  return (post) => {
    const opened = openBody(post, operation.response, MOST_ELEMENTS.answer)
    if (!opened.ok) return opened.refusal
    const answer = read(opened.value, '')
    return answer.ok ? { kind: 'message', message: answer.value as AnswerOf<O> } : answer.refusal
  }
}

/** The action may be quoted, bare, empty or absent; only another action is wrong. */
function isRightAction(given: string, expected: string): boolean {
  const action = given
    .trim()
    .replace(/^"([^"]*)"$/, '$1')
    .trim()
  return action === '' || action === expected
}

function openBody(post: Post, root: Root, mostElements: number): Result<XmlElement, FaultFound> {
  const text = textOf(post.body, post.contentType)
  if (!text.ok) return no({ kind: 'fault', reason: text.refusal })
  const tree = parseXml(text.value, mostElements)
  if (!tree.ok) return no({ kind: 'fault', reason: tree.refusal.kind, position: tree.refusal.position })
  const element = openEnvelope(tree.value)
  if (!element.ok) return no({ kind: 'fault', reason: element.refusal })
  const { namespace, name } = element.value
  const isExpected = namespace === root.type.namespace && name === root.element
  return isExpected ? element : no({ kind: 'fault', reason: 'wrongBody' })
}

const rootReader = ({ type }: Root, mayBeBlank: boolean): RecordReader =>
  recordReader(type, { contract: new Set(namespacesWithin(type)), mayBeBlank })

/** Reads the extension's elements among the root's children as if they were a record of their own. */
function extensionReader(extension: LooseElements | undefined): RecordReader {
  if (extension === undefined) return () => ok({})
  const { namespace, fields } = extension
  const read = recordReader({ kind: 'record', name: '', namespace, fields }, { contract: new Set(), mayBeBlank: false })
  return (root, path) => {
    const children = root.children.filter((child) => child.namespace === namespace && Object.hasOwn(fields, child.name))
    return children.length === 0 ? ok<Values>({}) : read({ ...root, text: '', children }, path)
  }
}

/** What a field of the request held, as text, whatever was wrong with the message; empty if nothing came. */
const givenBy =
  (root: XmlElement) =>
  (field: string): string =>
    root.children.find((child) => child.namespace === root.namespace && child.name === field)?.text.trim() ?? ''
