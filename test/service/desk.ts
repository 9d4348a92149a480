/** The till of one calling system in tests: the five operations in plain words, over the wire. What every answer must keep is asserted here. */

import assert from 'node:assert/strict'
import { type ActorTold, CALLER_HEADER, type Message, type OperationName, post, type Reply, type Tree } from './wire.ts'

export const PRINCIPAL = 'SE2321000198-1000'
export const A = { provider: 'SE2321000198-A', unit: 'SE2321000198-A1', employee: 'SE2321000198-E001' } as const
export const B = { provider: 'SE5599990000-B', unit: 'SE5599990000-B1', employee: 'SE5599990000-E001' } as const
export const BOTH_SYSTEM = 'SE2321000198-DEMO'
export const A_SYSTEM = 'SE2321000198-DEMO-A'
export const B_SYSTEM = 'SE5599990000-DEMO-B'

/** A provider, with a unit and an employee of its own. */
export type Provider = typeof A | typeof B

/** Any element of the message may be told otherwise, or left out by null. */
export type Fields = Readonly<Record<string, string | null>>
export type Extra = { readonly fields?: Fields; readonly actor?: ActorTold }

export type Outcome = { readonly code: string; readonly text: string | null }
export type Recorded = Outcome & { readonly fee: string | null; readonly card: string | null }
export type Card = Readonly<Record<string, unknown>> & {
  readonly cardSystemId: string
  readonly cardId: string
  readonly status: string
}
export type Row = Readonly<Record<string, string>>
export type CardAnswer = Outcome & { readonly card: Card | null }
export type ExtendedAnswer = CardAnswer & { readonly rows: readonly Row[]; readonly expired: readonly Row[] }

export type Desk = {
  readonly post: (operation: OperationName, message: Message) => Promise<Reply>
  readonly register: (person: string, date: string | null, amount: string, extra?: Extra) => Promise<Recorded>
  readonly update: (fee: string, date: string, amount: string, extra?: Extra) => Promise<Recorded>
  readonly annul: (fee: string, reason?: string | null, extra?: Extra) => Promise<Outcome>
  readonly card: (person: string, fields?: Fields) => Promise<CardAnswer>
  readonly extended: (person: string, fields?: Fields) => Promise<ExtendedAnswer>
}

/** Takes the service's address, the system that calls (null: no header) and the provider whose employee sits at the till. */
export function deskAt(address: string, system: string | null, at: Provider): Desk {
  const headers: Record<string, string> = system === null ? {} : { [CALLER_HEADER]: system }
  const send = (operation: OperationName, message: Message) => post(address, operation, message, headers)
  const actorOf = (extra: Extra): ActorTold => ({
    employeeId: at.employee,
    careProviderId: at.provider,
    ...extra.actor,
  })
  const visit = { carePrincipalId: PRINCIPAL, careProvider: at.provider, careUnit: at.unit }
  const question = { carePrincipalId: PRINCIPAL, cardTypeId: 'CARE_VISIT' }
  return {
    post: send,
    register: async (person, date, amount, extra = {}) => {
      const told = { ...visit, ...question, personId: person, transactionDate: date, amount, ...extra.fields }
      return recorded(await send('RegisterTransaction', { told, actor: actorOf(extra) }))
    },
    update: async (fee, date, amount, extra = {}) => {
      const told = { ...visit, careUnit: null, transactionId: fee, transactionDate: date, amount, ...extra.fields }
      return recorded(await send('UpdateTransaction', { told, actor: actorOf(extra) }))
    },
    annul: async (fee, reason = null, extra = {}) => {
      const told = { carePrincipalId: PRINCIPAL, transactionId: fee, deleteReason: reason, ...extra.fields }
      const { tree } = answered(await send('DeleteTransaction', { told, actor: actorOf(extra) }))
      return outcomeOf(only(tree, 'resultType'))
    },
    card: async (person, fields = {}) => {
      const told = { ...question, personId: person, ...fields }
      const result = only(answered(await send('GetCardForPerson', { told })).tree, 'getCardForPersonResultType')
      return { ...outcomeOf(only(result, 'result')), card: cardOf(result) }
    },
    extended: async (person, fields = {}) => {
      const told = { ...question, personId: person, ...fields }
      const result = only(answered(await send('GetExtendedCardForPerson', { told })).tree, 'getExtendedCardResultType')
      const extended = result['extendedCard']?.[0] as Tree | undefined
      return {
        ...outcomeOf(only(result, 'result')),
        card: extended === undefined ? null : cardOf(extended),
        rows: (extended?.['transactions'] ?? []).map(rowOf),
        expired: (extended?.['expiredTransactions'] ?? []).map(rowOf),
      }
    },
  }
}

/** A registration that must be taken: gives the fee's id. */
export async function taken(answer: Promise<Recorded>): Promise<string> {
  const { code, text, fee } = await answer
  assert.ok((code === 'OK' || code === 'INFO') && fee !== null, `registered, not ${code}: ${text}`)
  return fee
}

export function answered(reply: Reply): Reply {
  assert.ok(!reply.isFault, `an answer and no fault: ${reply.xml}`)
  assert.equal(reply.status, 200)
  assert.match(reply.headers.get('content-type') ?? '', /^text\/xml; charset=utf-8$/i)
  return reply
}

function recorded(reply: Reply): Recorded {
  const result = only(answered(reply).tree, 'registerTransactionResultType')
  const outcome = outcomeOf(only(result, 'result'))
  const [fee, card] = [textIn(result, 'transactionId'), textIn(result, 'cardSystemId')]
  const isDone = outcome.code === 'OK' || outcome.code === 'INFO'
  assert.equal(fee !== null, isDone, 'a fee id comes with what was done, and with nothing else')
  if (!isDone) assert.equal(card, null)
  return { ...outcome, fee, card }
}

/** README, "Everywhere": a text for all but OK. */
export function outcomeOf(result: Tree): Outcome {
  const outcome = { code: textIn(result, 'resultCode') ?? '', text: textIn(result, 'resultText') }
  if (outcome.code === 'OK') assert.equal(outcome.text, null, 'OK without text is the rule')
  else assert.match(outcome.text ?? '', /[a-zåäö].*\.$/, 'a sentence in Swedish for all but OK')
  return outcome
}

export function cardOf(tree: Tree): Card | null {
  const card = tree['card']?.[0] as Tree | undefined
  if (card === undefined) return null
  const { cardType, persons, carePrincipal, ...rest } = card
  return {
    ...rowOf(rest as Tree),
    cardType: rowOf(cardType?.[0] ?? ''),
    persons: (persons ?? []).map(rowOf),
    carePrincipal: rowOf(carePrincipal?.[0] ?? ''),
  } as unknown as Card
}

/** Children that are texts as they are, a child with children as its id. */
export function rowOf(tree: Tree | string): Row {
  assert.ok(typeof tree !== 'string')
  return Object.fromEntries(
    Object.entries(tree).map(([name, [first]]) => [
      name,
      typeof first === 'string' ? plain(name, first) : (textIn(first as Tree, 'id') ?? ''),
    ]),
  )
}

/** Amounts in their shortest form ("99.5"), when they have at most two decimals and no exponent, as the README wants. */
function plain(name: string, text: string): string {
  if (!/^(amount|currentAmount|amountToLimit)$/.test(name)) return text
  assert.match(text, /^-?\d+(\.\d{1,2})?$/)
  return String(Number(text))
}

export const only = (tree: Tree, name: string): Tree => {
  const found = tree[name]
  assert.ok(found?.length === 1 && typeof found[0] !== 'string', `one ${name}`)
  return found[0] as Tree
}

const textIn = (tree: Tree, name: string): string | null => (tree[name]?.[0] as string | undefined) ?? null
