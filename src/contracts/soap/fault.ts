/**
 * SOAP faults: the message could not be read at all, or the service is broken. One table from reason to code and
 * sentence; a fault carries an id for the log and nothing from the message.
 */

import type { MessageRefusal } from './decode.ts'
import { enveloped } from './encode.ts'
import { escaped } from './write.ts'

export type FaultReason = MessageRefusal | 'tooLarge' | 'wrongContentType' | 'compressed' | 'badRequest' | 'broken'

export type FaultAnswer = { readonly status: number; readonly xml: string }

const FAULT_NAMESPACE = 'urn:se:efrikort:fault:1'

const client = (sentence: string, status = 500) => ({ code: 'Client', status, sentence })

const FAULTS: Readonly<Record<FaultReason, { code: string; status: number; sentence: string }>> = {
  notWellFormed: client('Anropet är inte välformad XML.'),
  unknownEncoding: client('Anropets teckenkodning är okänd eller följs inte.'),
  doctype: client('Anropet innehåller en dokumenttypsdeklaration (DTD), vilket inte är tillåtet.'),
  tooDeep: client('Anropet har för många nivåer av element.'),
  tooManyElements: client('Anropet har för många element.'),
  tooLarge: client('Anropet är för stort.'),
  notSoap: client('Anropet är inte ett SOAP 1.1-kuvert.'),
  emptyBody: client('Anropets Body är tom.'),
  severalBodies: client('Anropets Body innehåller mer än ett element.'),
  wrongBody: client('Elementet i anropets Body hör inte till tjänsten på den här adressen.'),
  wrongAction: client('SOAPAction hör inte till tjänsten på den här adressen.'),
  wrongContentType: client('Anropets innehållstyp ska vara text/xml.', 415),
  compressed: client('Anropet är komprimerat (Content-Encoding), vilket tjänsten inte läser.', 415),
  badRequest: client('Anropet kunde inte tas emot.'),
  soap12: { code: 'VersionMismatch', status: 500, sentence: 'Tjänsten talar SOAP 1.1, inte SOAP 1.2.' },
  mustUnderstand: {
    code: 'MustUnderstand',
    status: 500,
    sentence: 'Anropet kräver att ett huvud (Header) förstås som tjänsten inte känner till.',
  },
  broken: { code: 'Server', status: 500, sentence: 'Ett tekniskt fel har inträffat i tjänsten.' },
}

/** Takes why, and the id under which the log tells more. Gives the answer's HTTP status and envelope. */
export function faultAnswer(reason: FaultReason, faultId: string): FaultAnswer {
  const { code, status, sentence } = FAULTS[reason]
  const id = escaped(faultId)
  const text = `<faultcode>soap:${code}</faultcode><faultstring>${escaped(sentence)} Fel-id: ${id}</faultstring>`
  return { status, xml: enveloped(`<soap:Fault>${text}${detailFor(code, id)}</soap:Fault>`) }
}

/** SOAP 1.1 keeps `detail` for faults that concern the body. */
const detailFor = (code: string, id: string): string =>
  code === 'Client' || code === 'Server'
    ? `<detail><f:faultId xmlns:f="${FAULT_NAMESPACE}">${id}</f:faultId></detail>`
    : ''
