/** A second opinion from libxml2, which shares no code with the service: whether answers are valid by the schemas, and whether messages are well-formed XML. */

import { readFileSync } from 'node:fs'
import { ParseOption, XmlDocument, XmlParseError } from 'libxml2-wasm'
import { readPublished, withoutPublished } from '../contracts/published.ts'
import { byPublished, byServed, type Validate } from '../contracts/validators.ts'
import type { Entered } from './contracts.ts'
import type { Answer } from './hall.ts'
import type { Judged } from './judge.ts'
import type { FuzzMessage } from './message.ts'

export type SecondOpinion = {
  /** Throws when libxml2 is of another mind. */
  readonly ask: (message: FuzzMessage, answer: Answer, judged: Judged) => void
  readonly counts: { byServed: number; byPublished: number; parsed: number }
}

/** One answer in so many is held against the schemas. */
const SAMPLE = 20

export function openSecondOpinion(served: readonly Entered[]): SecondOpinion {
  const counts = { byServed: 0, byPublished: 0, parsed: 0 }
  const ours = new Map(served.map(({ contract, operation }) => [operation, byServed(contract, operation)]))
  const published = withoutPublished === false ? publishedValidators(served) : new Map<object, Validate>()
  return {
    counts,
    ask: (message, answer, judged) => {
      if (message.expected === 'fault' || message.expected === 'unknown')
        counts.parsed += compareParsers(message, judged)
      if (answer.status !== 200 || message.number % SAMPLE !== 0) return
      ours.get(message.operation)?.(answer.xml)
      counts.byServed += 1
      const validate = published.get(message.operation)
      validate?.(answer.xml)
      if (validate !== undefined) counts.byPublished += 1
    },
  }
}

function publishedValidators(served: readonly Entered[]): ReadonlyMap<object, Validate> {
  const versions = new Map([1, 2, 3].map((version) => [version, readPublished(version as 1 | 2 | 3).operations]))
  return new Map(
    served.flatMap(({ operation }) => {
      const found = versions.get(operation.version)?.find((published) => published.operation.name === operation.name)
      return found === undefined ? [] : [[operation, byPublished(found.xsd, readFileSync(found.xsd, 'utf8'))] as const]
    }),
  )
}

/** What the service refuses before or beside its parser says nothing of the parser. */
const BESIDE = /teckenkodning|dokumenttyp|nivåer|för många|för stort|innehållstyp|komprimerat|SOAPAction|SOAP 1\.2/

/** Gives how many were compared, one or none. */
function compareParsers({ bytes, headers }: FuzzMessage, { text }: Judged): number {
  if (BESIDE.test(text) || headers['content-type'] !== 'text/xml; charset=utf-8') return 0
  const isOurs = !text.includes('inte välformad XML')
  const isTheirs = isWellFormed(bytes)
  if (isTheirs === null || LENIENT.test(bytes.toString('utf8'))) return 0
  if (isOurs !== isTheirs) throw new Error(`libxml2 says ${isTheirs ? 'well-formed' : 'not well-formed'}`)
  return 1
}

/** Known, and without meaning (docs/decisions/xml-parser.md): saxes lets a `?` stand directly behind a processing instruction's name. */
const LENIENT = /<\?[^\s?>]+\?[^>]/
/** What the charset of the HTTP header says goes before what the document declares. */
const BY_CHARSET = { option: ParseOption.XML_PARSE_IGNORE_ENC }
/** That a namespace's name must be a URI is no rule of well-formedness; libxml2 breaks off at it all the same. */
const NO_URI = /is not a valid URI/

/** Null when libxml2 has stumbled over something else. */
function isWellFormed(bytes: Buffer): boolean | null {
  try {
    XmlDocument.fromBuffer(bytes, BY_CHARSET).dispose()
    return true
  } catch (fault) {
    if (!(fault instanceof XmlParseError)) throw fault
    return NO_URI.test(fault.message) ? null : false
  }
}
