/**
 * A journal system's call with an id of its own (the header Idempotency-Key), sent again word for word as often as need be. Its tag
 * stands in the key and in what the ledger keeps of it, so that every record can be traced to the call that caused it.
 */

import assert from 'node:assert/strict'
import { XmlError } from 'libxml2-wasm'
import { A, A_SYSTEM, B, B_SYSTEM, BOTH_SYSTEM, only, PRINCIPAL, type Provider } from '../service/desk.ts'
import { CALLER_HEADER, type OperationName, post, type Reply, type Told, type Tree } from '../service/wire.ts'

/** A calling system, and the provider whose employee sits there. */
export type Till = { readonly system: string; readonly at: Provider }

export const TILLS: readonly Till[] = [
  { system: BOTH_SYSTEM, at: A },
  { system: A_SYSTEM, at: A },
  { system: B_SYSTEM, at: B },
]

export type Call = {
  readonly act: 'register' | 'correct' | 'annul'
  /** Unique among all calls. It is the fee's unit, or the reason of the change. */
  readonly tag: string
  readonly till: Till
  readonly person: string
  /** The fee's id; null for a registration. */
  readonly fee: string | null
  readonly date: string
  readonly amountOre: number
}

/** What a call that was done is answered. */
export type Answer = { readonly code: 'OK' | 'INFO'; readonly text: string | null; readonly fee: string | null }

/** `fault`: a SOAP Fault with an id for the log. `cut`: no whole answer, or nobody there. Either way nobody knows whether it was done. */
export type Unknown = 'fault' | 'cut'

export const isUnknown = (answer: Answer | Unknown): answer is Unknown => typeof answer === 'string'

/** Sends the call. `withKey: false` leaves its id out. Throws when it is refused, or answered by a fault that is none of ours. */
export async function send(address: string, call: Call, { withKey = true } = {}): Promise<Answer | Unknown> {
  const [operation, told] = messageOf(call)
  const { system, at } = call.till
  const headers = { [CALLER_HEADER]: system, ...(withKey ? { 'idempotency-key': call.tag } : {}) }
  const actor = { employeeId: at.employee, careProviderId: at.provider }
  const reply = await replyOrNone(() => post(address, operation, { told, actor }, headers))
  if (reply === null) return 'cut'
  if (reply.isFault) return cleanFault(reply, call.person)
  const [outer] = Object.values(reply.tree)
  const result = outer?.[0] as Tree
  const outcome = 'resultCode' in result ? result : only(result, 'result')
  const [code, text, fee] = [
    textOf(outcome, 'resultCode'),
    textOf(outcome, 'resultText'),
    textOf(result, 'transactionId'),
  ]
  assert.ok(code === 'OK' || code === 'INFO', `call ${call.tag} (${call.act}) is done, not ${code}: ${text}`)
  return { code, text, fee: call.act === 'annul' ? call.fee : fee }
}

/** Gives null when the line broke before the whole answer had come. */
export async function replyOrNone(ask: () => Promise<Reply>): Promise<Reply | null> {
  try {
    return await ask()
  } catch (fault) {
    // What fetch says of a lost line; anything else is a defect, and is told.
    if (fault instanceof TypeError && /fetch failed|terminated/.test(fault.message)) return null
    if (fault instanceof XmlError)
      throw new Error('a call was answered by something that is no SOAP message', { cause: fault })
    throw fault
  }
}

/** A fault of ours: with an id for the log, and nobody's name. */
export function cleanFault({ status, tree, xml }: Reply, person: string): 'fault' {
  assert.equal(status, 500)
  assert.match(String(tree['faultstring']), /Fel-id: [0-9a-f-]{36}$/)
  assert.ok(!xml.includes(person), 'a fault names nobody')
  return 'fault'
}

function messageOf({ act, tag, till: { at }, person, fee, date, amountOre }: Call): [OperationName, Told] {
  const visit = {
    carePrincipalId: PRINCIPAL,
    careProvider: at.provider,
    transactionDate: date,
    amount: kronor(amountOre),
  }
  switch (act) {
    case 'register':
      return ['RegisterTransaction', { ...visit, careUnit: tag, cardTypeId: 'CARE_VISIT', personId: person }]
    case 'correct':
      return ['UpdateTransaction', { ...visit, transactionId: fee, updateReason: tag }]
    case 'annul':
      return ['DeleteTransaction', { carePrincipalId: PRINCIPAL, transactionId: fee, deleteReason: tag }]
  }
}

export const kronor = (amountOre: number): string => String(amountOre / 100)

const textOf = (tree: Tree, name: string): string | null => (tree[name]?.[0] as string | undefined) ?? null
