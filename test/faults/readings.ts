/** A journal system's questions about a card and its fees, during faults: an answer, or nobody knows. */

import assert from 'node:assert/strict'
import { only, PRINCIPAL } from '../service/desk.ts'
import { CALLER_HEADER, post, type Tree } from '../service/wire.ts'
import { cleanFault, replyOrNone, type Till, type Unknown } from './calls.ts'

/** A fee as it is shown to one who may see it whole. */
export type ShownFee = {
  readonly id: string
  readonly unit: string | undefined
  readonly date: string
  readonly amountOre: number
}

export type Shown = {
  /** The card's sum; zero when there is no card. */
  readonly sumOre: number
  /** The ACTIVE fees. */
  readonly fees: readonly ShownFee[]
}

/** Asks for the card with its fees. */
export async function readFees(address: string, till: Till, person: string): Promise<Shown | Unknown> {
  const tree = await ask(address, 'GetExtendedCardForPerson', till, person)
  if (typeof tree === 'string') return tree
  const extended = only(tree, 'getExtendedCardResultType')['extendedCard']?.[0] as Tree | undefined
  if (extended === undefined) return { sumOre: 0, fees: [] }
  const rows = (extended['transactions'] ?? []) as readonly Tree[]
  return { sumOre: sumOf(extended), fees: rows.filter((row) => textOf(row, 'status') === 'ACTIVE').map(shownFee) }
}

/** Asks for the card alone, and gives its sum. */
export async function readSum(address: string, till: Till, person: string): Promise<number | Unknown> {
  const tree = await ask(address, 'GetCardForPerson', till, person)
  return typeof tree === 'string' ? tree : sumOf(only(tree, 'getCardForPersonResultType'))
}

async function ask(
  address: string,
  operation: 'GetCardForPerson' | 'GetExtendedCardForPerson',
  { system }: Till,
  person: string,
): Promise<Tree | Unknown> {
  const told = { carePrincipalId: PRINCIPAL, personId: person, cardTypeId: 'CARE_VISIT' }
  const reply = await replyOrNone(() => post(address, operation, { told }, { [CALLER_HEADER]: system }))
  if (reply === null) return 'cut'
  return reply.isFault ? cleanFault(reply, person) : reply.tree
}

function sumOf(holder: Tree): number {
  const card = holder['card']?.[0] as Tree | undefined
  return card === undefined ? 0 : oreOf(textOf(card, 'currentAmount'))
}

const shownFee = (row: Tree): ShownFee => ({
  id: textOf(row, 'transactionId') ?? '',
  unit: textOf(row, 'careUnit'),
  date: textOf(row, 'transactionDate') ?? '',
  amountOre: oreOf(textOf(row, 'amount')),
})

function oreOf(text: string | undefined): number {
  assert.match(text ?? '', /^\d+(\.\d{1,2})?$/)
  return Math.round(Number(text) * 100)
}

const textOf = (tree: Tree, name: string): string | undefined => tree[name]?.[0] as string | undefined
