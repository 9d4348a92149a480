/**
 * The till of a journal system that knows version 1 or 2 only, over the wire. It shares no code with the service: messages are
 * written as text, answers read with libxml2 and, where the published schemas lie beside the project, held against them.
 */

import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { byPublished, type Validate } from '../contracts/validators.ts'
import { type Outcome, only, PRINCIPAL, type Provider } from './desk.ts'
import { CALLER_HEADER, EXTENSION, readBody, type Tree } from './wire.ts'

export type Version = 1 | 2

const PUBLISHED = fileURLToPath(new URL('../../../shared/contracts/cgi-efrikort/', import.meta.url))
const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/'
const DOMAIN = 'urn:com:logica:se:healthcare:efrikort'

/** Where each operation stands, and the elements of its request in the contract's order. */
const OPERATIONS = {
  RegisterTransaction: [
    'administration',
    'CarePrincipalId CareProviderId CareUnitId CardTypeId PersonId TransactionDate RegistrationDateTime Amount Actor',
  ],
  UpdateTransaction: [
    'administration',
    'CarePrincipalId CareProviderId CareUnitId TransactionId CardTypeId PersonId TransactionDate RegistrationDateTime Amount Actor',
  ],
  DeleteTransaction: ['administration', 'CarePrincipalId TransactionId DeleteStatus Actor'],
  RegisterCard: [
    'administration',
    'CarePrincipalId PersonId CardTypeId LimitReachedDate EndDate CardId ExtendExisting CardReason Actor',
  ],
  UpdateCard: [
    'administration',
    'CarePrincipalId CardSystemId CardId CardTypeId StartDate EndDate LimitReachedDate Actor',
  ],
  DeleteCard: ['administration', 'CarePrincipalId CardSystemId Actor'],
  OrderNewCard: ['administration', 'CarePrincipalId PersonId CardTypeId Actor'],
  GroupPerson: ['administration', 'CarePrincipalId CardOwnerPersonId CardTypeId PersonId Actor'],
  UngroupPerson: ['administration', 'CarePrincipalId CardOwnerPersonId CardTypeId PersonId Actor'],
  GetGroupForPerson: ['querying', 'CarePrincipalId PersonId CardTypeId'],
  FinishAccount: ['administration', 'CarePrincipalId PersonId CardTypeId Actor'],
  GetCardForPerson: ['querying', 'CarePrincipalId PersonId CardTypeId'],
  GetExtendedCardForPerson: ['querying', 'CarePrincipalId PersonId CardTypeId'],
} as const

export type OperationName = keyof typeof OPERATIONS

/** Any element may be told otherwise, or left out by null. */
export type Fields = Readonly<Record<string, string | null>>
export type Row = Readonly<Record<string, string>>
export type Recorded = Outcome & { readonly fee: string | null; readonly card: string | null }
export type CardAnswer = Outcome & { readonly card: (Row & { readonly Persons: string }) | null }
export type ExtendedAnswer = CardAnswer & { readonly rows: readonly Row[]; readonly expired: readonly Row[] }

export type GroupAnswer = Outcome & { readonly persons: readonly (string | null)[]; readonly acts: readonly Row[] }

export type Desk1and2 = {
  readonly register: (person: string, fields?: Fields) => Promise<Recorded>
  readonly update: (fee: string, person: string, fields?: Fields) => Promise<Recorded>
  readonly annul: (fee: string, status: string, fields?: Fields) => Promise<Outcome>
  /** A card on medical grounds, from today and a month on, unless told otherwise. */
  readonly registerCard: (person: string, fields?: Fields) => Promise<CardAnswer>
  readonly updateCard: (card: string, fields?: Fields) => Promise<Outcome>
  readonly deleteCard: (card: string) => Promise<Outcome>
  readonly order: (person: string, fields?: Fields) => Promise<Outcome>
  readonly group: (owner: string, person: string, fields?: Fields) => Promise<Outcome>
  readonly ungroup: (owner: string, person: string, fields?: Fields) => Promise<Outcome>
  readonly groupOf: (person: string, fields?: Fields) => Promise<GroupAnswer>
  readonly finish: (person: string, fields?: Fields) => Promise<Outcome>
  readonly card: (person: string, fields?: Fields) => Promise<CardAnswer>
  readonly extended: (person: string, fields?: Fields) => Promise<ExtendedAnswer>
}

type Place = { readonly address: string; readonly version: Version; readonly system: string; readonly at: Provider }

/** Takes the service's address, the version the till knows, its system, and the provider whose employee sits there. */
export function desk1and2(place: Place): Desk1and2 {
  const { at } = place
  const question = { CarePrincipalId: PRINCIPAL, CardTypeId: 'CARE_VISIT' }
  const visit = { ...question, CareProviderId: at.provider, CareUnitId: at.unit }
  const ask = (name: OperationName, told: Fields) => call(place, name, told)
  return {
    register: async (person, fields) =>
      recorded(await ask('RegisterTransaction', { ...visit, PersonId: person, ...fields })),
    update: async (fee, person, fields) =>
      recorded(
        await ask('UpdateTransaction', {
          ...visit,
          CareUnitId: null,
          TransactionId: fee,
          PersonId: person,
          ...fields,
        }),
      ),
    annul: async (fee, DeleteStatus, fields) =>
      outcomeOf(await ask('DeleteTransaction', { ...question, TransactionId: fee, DeleteStatus, ...fields })),
    registerCard: async (person, fields) => {
      const validity = { LimitReachedDate: '2025-06-02', EndDate: '2025-07-01', ExtendExisting: 'false' }
      const told = { ...question, PersonId: person, ...validity, CardReason: 'MEDICAL', ...fields }
      const answer = await ask('RegisterCard', told)
      return { ...outcomeOf(only(answer, 'Result')), card: cardOf(answer) }
    },
    updateCard: async (card, fields) =>
      outcomeOf(await ask('UpdateCard', { CarePrincipalId: PRINCIPAL, CardSystemId: card, ...fields })),
    deleteCard: async (card) => outcomeOf(await ask('DeleteCard', { CarePrincipalId: PRINCIPAL, CardSystemId: card })),
    order: async (person, fields) => outcomeOf(await ask('OrderNewCard', { ...question, PersonId: person, ...fields })),
    group: async (CardOwnerPersonId, PersonId, fields) =>
      outcomeOf(await ask('GroupPerson', { ...question, CardOwnerPersonId, PersonId, ...fields })),
    ungroup: async (CardOwnerPersonId, PersonId, fields) =>
      outcomeOf(await ask('UngroupPerson', { ...question, CardOwnerPersonId, PersonId, ...fields })),
    groupOf: async (person, fields) => {
      const answer = await ask('GetGroupForPerson', { ...question, PersonId: person, ...fields })
      return {
        ...outcomeOf(only(answer, 'Result')),
        persons: (answer['Persons'] ?? []).map((one) => textIn(one as Tree, 'Id')),
        acts: (answer['GroupAction'] ?? []).map(rowOf),
      }
    },
    finish: async (person, fields) =>
      outcomeOf(await ask('FinishAccount', { ...question, PersonId: person, ...fields })),
    card: async (person, fields) => {
      const answer = await ask('GetCardForPerson', { ...question, PersonId: person, ...fields })
      return { ...outcomeOf(only(answer, 'Result')), card: cardOf(answer) }
    },
    extended: async (person, fields) => {
      const answer = await ask('GetExtendedCardForPerson', { ...question, PersonId: person, ...fields })
      const extended = answer['ExtendedCard']?.[0] as Tree | undefined
      return {
        ...outcomeOf(only(answer, 'Result')),
        card: extended === undefined ? null : cardOf(extended),
        rows: (extended?.['Transactions'] ?? []).map(rowOf),
        expired: (extended?.['ExpiredTransactions'] ?? []).map(rowOf),
      }
    },
  }
}

/** Posts one call; gives what stands in the one element of the answer's root. */
async function call({ address, version, system, at }: Place, name: OperationName, told: Fields): Promise<Tree> {
  const response = await fetch(`${address}/efrikortService/${name}/${version}/rivtabp21`, {
    method: 'POST',
    headers: { 'content-type': 'text/xml; charset=utf-8', [CALLER_HEADER]: system, ...keyOf(told) },
    body: envelopeOf({ version, at }, name, told),
  })
  const xml = await response.text()
  const { tree, isFault } = readBody(xml)
  assert.ok(response.status === 200 && !isFault, `an answer and no fault: ${xml}`)
  validatorOf(name, version)?.(xml)
  const [result] = Object.keys(tree)
  return only(tree, result ?? '')
}

const keyOf = ({ idempotencyKey }: Fields): Record<string, string> =>
  typeof idempotencyKey === 'string' ? { 'idempotency-key': idempotencyKey } : {}

function envelopeOf({ version, at }: Pick<Place, 'version' | 'at'>, name: OperationName, told: Fields): string {
  const [area, order] = OPERATIONS[name]
  const element = (prefix: string, field: string, value: string | null | undefined) =>
    value === null || value === undefined ? '' : `<${prefix}:${field}>${escaped(value)}</${prefix}:${field}>`
  const actor = `<q:Actor>${element('c', 'EmployeeId', at.employee)}${element('c', 'CareProviderId', told['actor'] ?? at.provider)}</q:Actor>`
  const fields = order.split(' ').map((field) => (field === 'Actor' ? actor : element('q', field, told[field])))
  const end = element('x', 'careProviderId', told['extension'])
  const namespaces = `xmlns:q="${DOMAIN}:${area}:${name}Responder:${version}" xmlns:c="${DOMAIN}:${version}" xmlns:x="${EXTENSION}"`
  return `<e:Envelope xmlns:e="${SOAP}"><e:Body><q:${name}Request ${namespaces}>${fields.join('')}${end}</q:${name}Request></e:Body></e:Envelope>`
}

function recorded(answer: Tree): Recorded {
  const outcome = outcomeOf(only(answer, 'Result'))
  const [fee, card] = [textIn(answer, 'TransactionId'), textIn(answer, 'CardSystemId')]
  assert.equal(fee !== null, outcome.code === 'OK' || outcome.code === 'INFO')
  return { ...outcome, fee, card }
}

function outcomeOf(result: Tree): Outcome {
  const outcome = { code: textIn(result, 'ResultCode') ?? '', text: textIn(result, 'ResultText') }
  if (outcome.code === 'OK') assert.equal(outcome.text, null, 'OK without text is the rule')
  else assert.match(outcome.text ?? '', /[a-zåäö].*\.$/, 'a sentence in Swedish for all but OK')
  return outcome
}

function cardOf(tree: Tree): CardAnswer['card'] {
  const card = tree['Card']?.[0] as Tree | undefined
  if (card === undefined) return null
  const { Persons, CardType, ...rest } = card
  const persons = (Persons ?? []).map((person) => textIn(person as Tree, 'Id'))
  return { ...rowOf(rest as Tree), CardType: textIn(CardType?.[0] as Tree, 'Id') ?? '', Persons: persons.join(' ') }
}

const rowOf = (tree: Tree | string): Row =>
  Object.fromEntries(Object.entries(tree as Tree).map(([name, [text]]) => [name, String(text)]))

const textIn = (tree: Tree, name: string): string | null => (tree[name]?.[0] as string | undefined) ?? null

const validators = new Map<string, Validate>()

/** The validator by the published schema; undefined where the published contracts are not at hand. */
function validatorOf(name: OperationName, version: Version): Validate | undefined {
  const key = `${name} ${version}`
  if (!validators.has(key) && existsSync(PUBLISHED)) {
    const [path] = globSync(`${version}.0/interactions/*/${name}Interaction/*.xsd`, { cwd: PUBLISHED })
    assert.ok(path, `${key} is published`)
    validators.set(key, byPublished(PUBLISHED + path, readFileSync(PUBLISHED + path, 'utf8')))
  }
  return validators.get(key)
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
