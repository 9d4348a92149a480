/** The desk's other operations in plain words, over the wire: cards given, changed, deleted, ordered and listed; in and out of the service; read consent. */

import {
  answered,
  type Card,
  type CardAnswer,
  cardOf,
  type Extra,
  type Fields,
  type Outcome,
  only,
  outcomeOf,
  PRINCIPAL,
  type Provider,
  type Row,
  rowOf,
} from './desk.ts'
import { type ActorTold, CALLER_HEADER, type OperationName, post, type Tree } from './wire.ts'

/** A card with its rows, as GetExtendedCardsForPerson tells it. */
export type Listed = { readonly card: Card; readonly rows: readonly Row[]; readonly expired: readonly Row[] }

/** `key`: the caller's own id for the call. */
type More = Extra & { readonly key?: string }

export type CardDesk = {
  /** On medical grounds, without number, not to extend, unless told. */
  readonly give: (person: string, days: readonly [string, string], more?: More) => Promise<CardAnswer>
  /** Number, start, reached and end, as version 3 must tell them. */
  readonly update: (card: string, told: readonly [string, string, string, string], more?: More) => Promise<Outcome>
  readonly remove: (card: string, more?: More) => Promise<Outcome>
  readonly order: (person: string, card: string, more?: More) => Promise<Outcome>
  readonly cards: (person: string, fields?: Fields) => Promise<Outcome & { readonly cards: readonly Listed[] }>
  readonly enter: (person: string, more?: More) => Promise<Outcome>
  readonly leave: (person: string, more?: More) => Promise<Outcome>
  readonly consent: (person: string, consent: string, more?: More) => Promise<Outcome>
}

/** Takes the service's address, the system that calls and the provider whose employee sits at the desk. */
export function cardDeskAt(address: string, system: string | null, at: Provider): CardDesk {
  const headers: Record<string, string> = system === null ? {} : { [CALLER_HEADER]: system }
  const act = async (operation: OperationName, told: Fields, { fields, actor, key }: More = {}): Promise<Tree> => {
    const who: ActorTold = { employeeId: at.employee, careProviderId: at.provider, ...actor }
    const message = { told: { carePrincipalId: PRINCIPAL, ...told, ...fields }, actor: who }
    const keyed = key === undefined ? headers : { ...headers, 'idempotency-key': key }
    return answered(await post(address, operation, message, keyed)).tree
  }
  const result = async (operation: OperationName, told: Fields, more?: More): Promise<Outcome> =>
    outcomeOf(only(await act(operation, told, more), 'resultType'))
  const person = (personId: string) => ({ personId, cardTypeId: 'CARE_VISIT' })
  return {
    give: async (personId, [preliminaryCardDate, endDate], more) => {
      const days = { preliminaryCardDate, endDate, extendExisting: 'false', cardReason: 'MEDICAL' }
      const given = only(await act('RegisterCard', { ...person(personId), ...days }, more), 'registerCardResultType')
      return { ...outcomeOf(only(given, 'result')), card: cardOf(given) }
    },
    update: (cardSystemId, [cardId, startDate, preliminaryCardDate, endDate], more) =>
      result('UpdateCard', { cardSystemId, cardId, startDate, preliminaryCardDate, endDate }, more),
    remove: (cardSystemId, more) => result('DeleteCard', { cardSystemId }, more),
    order: (personId, cardSystemId, more) => result('OrderNewCard', { personId, cardSystemId }, more),
    cards: async (personId, fields) => {
      const tree = await act('GetExtendedCardsForPerson', { ...person(personId), ...fields })
      const listed = only(tree, 'getExtendedCardsResultType')
      return { ...outcomeOf(only(listed, 'result')), cards: (listed['extendedCard'] ?? []).map(listedOf) }
    },
    enter: (personId, more) => result('RegisterOptIn', person(personId), more),
    leave: (personId, more) => result('RegisterOptOut', person(personId), more),
    consent: (personId, consent, more) => result('UpdateReadConsent', { ...person(personId), consent }, more),
  }
}

function listedOf(tree: Tree | string): Listed {
  const extended = tree as Tree
  const card = cardOf(extended)
  if (card === null) throw new Error('an extended card without card')
  return {
    card,
    rows: (extended['transactions'] ?? []).map(rowOf),
    expired: (extended['expiredTransactions'] ?? []).map(rowOf),
  }
}
