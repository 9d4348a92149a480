/**
 * The ids that lines tell of: an id leads to one account. One of another system is looked up (foreign_id); one of the form that this
 * program makes carries its account, so an account whose ids are of that form keeps the number that they carry.
 */

import type { Account } from '../domain/account/account.ts'
import type { AccountId } from '../usecases/ledgerPort.ts'
import type { Ids } from '../usecases/ports.ts'
import type { NumberedLine } from './reckonAccount.ts'
import type { Fault } from './refusals.ts'

/** An id that a line brings: of a fee registered, of a card given by hand, or of one that comes of the entry. */
export type IdTold = {
  readonly id: string
  readonly line: number
  readonly isOfCard: boolean
  /** The account that it carries; null for one of another system. */
  readonly carries: AccountId | null
}

/** Gives the ids that the lines bring, in their order. */
export function idsTold(lines: readonly NumberedLine[], ids: Ids): IdTold[] {
  const told: IdTold[] = []
  for (const { entry, issued, number: line } of lines) {
    const { feeId } = entry.type === 'FeeRegistered' ? entry : { feeId: null }
    if (feeId !== null) told.push({ id: feeId, line, isOfCard: false, carries: ids.accountOf(feeId) })
    const given = entry.type === 'CardRegistered' ? [{ id: entry.cardId }] : []
    for (const { id } of [...given, ...issued])
      if (id !== null) told.push({ id, line, isOfCard: true, carries: ids.accountOf(id) })
  }
  return told
}

/** Those of another system, each once. */
export const foreignIdsOf = (told: readonly IdTold[]): string[] => [
  ...new Set(told.flatMap(({ id, carries }) => (carries === null ? id : []))),
]

/** The account that the first id made by this program carries; null when none is of that form. */
export const carriedBy = (told: readonly IdTold[]): AccountId | null =>
  told.find(({ carries }) => carries !== null)?.carries ?? null

/** What ids lead to already: in the ledger, and by the accounts of the same batch. */
export type KnownIds = { readonly leadsTo: Map<string, AccountId>; readonly taken: Set<AccountId> }

type Bringing = {
  readonly id: AccountId
  readonly account: Account
  readonly isNew: boolean
  readonly known: KnownIds
}

/** The first line with an id that leads to another account, or that a card of this one has had; null when there is none. */
export function refuseIds(told: readonly IdTold[], { id, account, isNew, known }: Bringing): Fault | null {
  const cards = new Set(isNew ? [] : cardIdsIn(account))
  for (const one of told) {
    const owner = known.leadsTo.get(one.id)
    if (one.carries !== null && one.carries !== id) return fault(one, 'IdLeadsElsewhere')
    if (one.carries !== null && isNew && known.taken.has(id)) return fault(one, 'IdOfAnotherAccount')
    if (owner !== undefined && owner !== id) return fault(one, 'IdOfAnotherAccount')
    if (!one.isOfCard) continue
    if (owner === id || cards.has(one.id)) return fault(one, 'RepeatedCardId')
    cards.add(one.id)
  }
  return null
}

const fault = ({ line }: IdTold, kind: 'IdLeadsElsewhere' | 'IdOfAnotherAccount' | 'RepeatedCardId'): Fault => ({
  line,
  refusal: { kind },
})

/** What its cards are known by now, those withdrawn among them. */
function cardIdsIn({ book, asides, given }: Account): string[] {
  const fixed = [...book.fixed, ...asides.flatMap((aside) => aside.fixed)]
  const computed = [...book.computed, ...asides.flatMap((aside) => aside.computed.map(({ card }) => card))]
  const windows = [book.windowIdentity, ...asides.map(({ windowIdentity }) => windowIdentity)]
  return [
    ...given.keys(),
    ...fixed.flatMap((card) => (card.kind === 'given' ? [] : (card.identity?.id ?? []))),
    ...[...computed.map(({ identity }) => identity), ...windows].flatMap((identity) => identity?.id ?? []),
  ]
}

/** The account takes them: no other of the batch may. */
export function rememberIds({ leadsTo, taken }: KnownIds, id: AccountId, foreignIds: readonly string[]): void {
  taken.add(id)
  for (const foreignId of foreignIds) leadsTo.set(foreignId, id)
}
