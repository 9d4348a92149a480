/** Opens a SOAP 1.1 envelope: finds the one element of its body, or says why the message is a fault. */

import { no, ok, type Result } from '../../domain/kernel/result.ts'
import { attribute, isBlank, type XmlElement } from './xml.ts'

export const SOAP_11 = 'http://schemas.xmlsoap.org/soap/envelope/'
export const SOAP_12 = 'http://www.w3.org/2003/05/soap-envelope'
export const REGISTRY = 'urn:riv:itintegration:registry:1'

export type EnvelopeRefusal = 'notSoap' | 'soap12' | 'mustUnderstand' | 'emptyBody' | 'severalBodies'

const NEXT_ACTOR = 'http://schemas.xmlsoap.org/soap/actor/next'

/** Takes the root of a message. Gives the only element of its body. */
export function openEnvelope(root: XmlElement): Result<XmlElement, EnvelopeRefusal> {
  if (root.namespace === SOAP_12) return no('soap12')
  if (!isSoap(root, 'Envelope') || !isBlank(root.text)) return no('notSoap')
  const [first, second] = root.children
  const header = first !== undefined && isSoap(first, 'Header') ? first : undefined
  const body = header === undefined ? first : second
  if (body === undefined || !isSoap(body, 'Body')) return no('notSoap')
  if (root.children.some((child) => child !== header && child !== body && child.namespace === SOAP_11))
    return no('notSoap')
  if (header?.children.some(mustBeUnderstood)) return no('mustUnderstand')
  return onlyElement(body)
}

function onlyElement(body: XmlElement): Result<XmlElement, EnvelopeRefusal> {
  const [element, another] = body.children
  if (!isBlank(body.text)) return no('notSoap')
  if (element === undefined) return no('emptyBody')
  return another === undefined ? ok(element) : no('severalBodies')
}

/** True for a header addressed to us which we must understand and do not: all but the logical address. */
function mustBeUnderstood(header: XmlElement): boolean {
  const must = attribute(header, SOAP_11, 'mustUnderstand')?.trim()
  if (must !== '1' && must !== 'true') return false
  const actor = attribute(header, SOAP_11, 'actor')?.trim() ?? ''
  const isKnown = header.namespace === REGISTRY && header.name === 'LogicalAddress'
  return !isKnown && (actor === '' || actor === NEXT_ACTOR)
}

const isSoap = (element: XmlElement, name: string): boolean => element.namespace === SOAP_11 && element.name === name
