/**
 * Parses XML text into a small tree by namespace, never by prefix. It refuses document types, and more depth or
 * elements than any message of ours can need; comments and processing instructions leave no trace.
 */

import { SaxesParser, type SaxesTagNS } from 'saxes'
import { no, ok, type Result } from '../../domain/kernel/result.ts'

export type XmlElement = {
  readonly namespace: string
  readonly name: string
  readonly children: XmlElement[]
  /** The text directly inside, in one piece. */
  text: string
  /** The attributes by `{namespace}name`, absent when there are none but namespace declarations. */
  readonly attributes: ReadonlyMap<string, string> | undefined
}

export type XmlRefusal = {
  readonly kind: 'notWellFormed' | 'doctype' | 'tooDeep' | 'tooManyElements'
  /** Line and column, which say nothing of the content. */
  readonly position: string
}

const MAX_DEPTH = 64
/** In a request no more than this; an answer may tell of an account with a long life. */
export const MOST_ELEMENTS = { request: 10_000, answer: 10_000_000 } as const
const XMLNS = 'http://www.w3.org/2000/xmlns/'

/** Takes the text of a document, and how many elements it may have. Gives its root element, or why it is refused. */
export function parseXml(text: string, mostElements: number): Result<XmlElement, XmlRefusal> {
  const parser = new SaxesParser({ xmlns: true, forceXMLVersion: true, defaultXMLVersion: '1.0' })
  const position = () => `${parser.line}:${parser.column}`
  try {
    const tree = growTree(parser, mostElements)
    parser.write(text).close()
    return ok(tree())
  } catch (error) {
    const kind = error instanceof Limit ? error.kind : 'notWellFormed'
    return no({ kind, position: position() })
  }
}

/** Gives the value of an attribute, or undefined. */
export const attribute = (element: XmlElement, namespace: string, name: string): string | undefined =>
  element.attributes?.get(`{${namespace}}${name}`)

/** True when text is nothing but white space. */
export const isBlank = (text: string): boolean => text.trim() === ''

/** Breaks the parsing off; it never leaves this file. */
class Limit extends Error {
  readonly kind: Exclude<XmlRefusal['kind'], 'notWellFormed'>
  constructor(kind: Exclude<XmlRefusal['kind'], 'notWellFormed'>) {
    super(kind)
    this.kind = kind
  }
}

/** Lets the parser's events grow a tree. Gives a function that hands over the root once the parser is done. */
function growTree(parser: SaxesParser<{ xmlns: true }>, mostElements: number): () => XmlElement {
  const document: XmlElement = { namespace: '', name: '', children: [], text: '', attributes: undefined }
  const open = [document]
  let top = document
  let count = 0
  const addText = (text: string) => {
    top.text += text
  }
  parser.on('doctype', () => {
    throw new Limit('doctype')
  })
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('opentag', (tag) => {
    if (open.length > MAX_DEPTH) throw new Limit('tooDeep')
    if (++count > mostElements) throw new Limit('tooManyElements')
    const element = elementOf(tag)
    top.children.push(element)
    open.push(element)
    top = element
  })
  parser.on('closetag', () => {
    open.pop()
    top = open.at(-1) ?? document
  })
  return () => document.children[0] as XmlElement
}

function elementOf(tag: SaxesTagNS): XmlElement {
  return { namespace: tag.uri, name: tag.local, children: [], text: '', attributes: attributesOf(tag) }
}

function attributesOf(tag: SaxesTagNS): ReadonlyMap<string, string> | undefined {
  let found: Map<string, string> | undefined
  for (const name in tag.attributes) {
    const given = tag.attributes[name]
    if (given === undefined || given.uri === XMLNS) continue
    found ??= new Map()
    found.set(`{${given.uri}}${given.local}`, given.value)
  }
  return found
}
