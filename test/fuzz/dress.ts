/** Writes a message as some sender would: prefixes, quotes, blanks, comments, CDATA and characters by number, all without meaning. It shares no code with the service. */

import type { Chance } from '../faults/chance.ts'
import type { Element } from './tree.ts'

const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/'
const PREFIXES = ['a', 'ns0', 'm', 'q1', 'tns', '_', 'ö', 'SOAP-X', 'constructor', 'x.y-z', 'soap']

type Style = {
  readonly chance: Chance
  /** Prefix by namespace, declared at the root; null: every element declares its own default namespace. */
  readonly prefixes: Map<string, string> | null
  readonly quote: '"' | "'"
  readonly blanks: boolean
  /** In so many cases of a hundred a value is written in some other way than plainly. */
  readonly disguised: number
}

/** Gives the envelope around a message. */
export function envelopeOf(root: Element, chance: Chance): string {
  const style = styleOf(chance)
  const soap = chance.oneOf(['s', 'soapenv', 'SOAP-ENV', 'S', 'soap-env'])
  const header = chance.oneOf(['', '', `<${soap}:Header/>`, `<${soap}:Header></${soap}:Header>`])
  const declaration = chance.oneOf(['', '', '<?xml version="1.0"?>', '<?xml version="1.0" encoding="UTF-8"?>\n'])
  const body = elementOf(root, style, true)
  return `${declaration}<${soap}:Envelope xmlns:${soap}=${style.quote}${SOAP}${style.quote}>${header}<${soap}:Body>${body}</${soap}:Body></${soap}:Envelope>`
}

const styleOf = (chance: Chance): Style => ({
  chance,
  prefixes: chance.inHundred(70) ? new Map() : null,
  quote: chance.inHundred(80) ? '"' : "'",
  blanks: chance.inHundred(20),
  disguised: chance.inHundred(30) ? 30 : 0,
})

function elementOf(element: Element, style: Style, isRoot: boolean): string {
  const { name, declared } = tagOf(element, style, isRoot)
  const between = style.blanks ? style.chance.oneOf(['\n', '\r\n  ', ' \t', '<!-- hej -->', '<?hej du?>']) : ''
  const children = element.children.map((child) => between + elementOf(child, style, false)).join('')
  return `<${name}${declared}${element.attributes}>${written(element, style)}${children}${children === '' ? '' : between}</${name}>`
}

function tagOf(
  { namespace, name, children }: Element,
  style: Style,
  isRoot: boolean,
): { name: string; declared: string } {
  const { prefixes, quote, chance } = style
  const declare = (prefix: string, uri: string) => ` xmlns${prefix === '' ? '' : `:${prefix}`}=${quote}${uri}${quote}`
  if (prefixes === null) return { name, declared: declare('', namespace) }
  if (namespace === '') return { name, declared: '' }
  if (!isRoot) {
    const known = prefixes.get(namespace)
    if (known !== undefined) return { name: `${known}:${name}`, declared: '' }
    const own = chance.oneOf(PREFIXES.filter((prefix) => ![...prefixes.values()].includes(prefix)))
    return { name: `${own}:${name}`, declared: declare(own, namespace) }
  }
  const free = [...PREFIXES]
  for (const uri of new Set([namespace, ...children.flatMap(namespacesIn)]))
    if (uri !== '') prefixes.set(uri, free.splice(chance.below(free.length), 1)[0] as string)
  const declared = [...prefixes].map(([uri, prefix]) => declare(prefix, uri)).join('')
  return { name: `${prefixes.get(namespace)}:${name}`, declared }
}

const namespacesIn = ({ namespace, children }: Element): string[] => [namespace, ...children.flatMap(namespacesIn)]

function written({ text }: Element, { chance, disguised }: Style): string {
  if (text === '' || !chance.inHundred(disguised)) return escaped(text)
  const signs = [...text]
  const middle = chance.below(signs.length)
  const [head, tail] = [signs.slice(0, middle).join(''), signs.slice(middle).join('')]
  return chance.oneOf([
    () => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`,
    () => signs.map((sign) => `&#${sign.codePointAt(0)};`).join(''),
    () => signs.map((sign) => `&#x${sign.codePointAt(0)?.toString(16)};`).join(''),
    () => `${escaped(head)}<!-- ${middle} -->${escaped(tail)}`,
    () => `${escaped(head)}<?p ${middle}?><![CDATA[${tail.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`,
    () => ` \n${escaped(text)}\t`,
  ])()
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
const escaped = (text: string): string => text.replace(/[&<>]/g, (sign) => ENTITIES[sign] ?? sign)
