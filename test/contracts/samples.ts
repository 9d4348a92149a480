/** Messages to test with, written by us. The identity is Skatteverket's published test number. */

export const EFRIKORT = 'urn:riv:cgi:healthcare:efrikort:3'
export const REGISTER = 'urn:riv:cgi:healthcare:efrikort:RegisterTransactionResponder:3'
export const REGISTER_ACTION = `${REGISTER}:RegisterTransaction`
export const GET_CARD = 'urn:riv:cgi:healthcare:efrikort:GetCardForPersonResponder:3'
export const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/'
export const EXTENSION = 'urn:se:efrikort:extension:1'

/** An envelope around the content of a body. */
export const envelope = (body: string, header = ''): string =>
  `<soapenv:Envelope xmlns:soapenv="${SOAP}">${header}<soapenv:Body>${body}</soapenv:Body></soapenv:Envelope>`

export const ACTOR =
  '<r:actor><c:employeeId>SE2321000198-E001</c:employeeId><c:careProviderId>SE2321000198-A</c:careProviderId></r:actor>'

/** The fields of a right registration, in order, each as XML. */
export const REGISTRATION = {
  carePrincipalId: '<r:carePrincipalId>SE2321000198-1000</r:carePrincipalId>',
  careProvider: '<r:careProvider>SE2321000198-A</r:careProvider>',
  careUnit: '<r:careUnit>SE2321000198-A1</r:careUnit>',
  cardTypeId: '<r:cardTypeId>CARE_VISIT</r:cardTypeId>',
  personId: '<r:personId>191212121212</r:personId>',
  transactionDate: '<r:transactionDate>2025-05-02</r:transactionDate>',
  amount: '<r:amount>250</r:amount>',
  actor: ACTOR,
} as const

export type RegistrationParts = { readonly [field in keyof typeof REGISTRATION]?: string }

/** A registration with some fields replaced; `end` comes after the last. */
export function registration(changed: RegistrationParts & { readonly end?: string } = {}): string {
  const { end = '', ...parts } = changed
  return root(Object.values({ ...REGISTRATION, ...parts }).join('') + end)
}

/** The operation's element around any content. */
export const root = (content: string): string =>
  `<r:RegisterTransaction xmlns:r="${REGISTER}" xmlns:c="${EFRIKORT}">${content}</r:RegisterTransaction>`

/** A question for a card, with what may follow its last field. */
export const question = (end = '', name = 'GetCardForPerson'): string => {
  const namespace = GET_CARD.replace('GetCardForPerson', name)
  return `<g:${name} xmlns:g="${namespace}" xmlns:x="${EXTENSION}"><g:carePrincipalId>SE2321000198-1000</g:carePrincipalId><g:personId>191212121212</g:personId><g:cardTypeId>CARE_VISIT</g:cardTypeId>${end}</g:${name}>`
}
