/** The till of a journal system that speaks version 1 or 2. */

import type { Outcome } from '../service/desk.ts'
import { desk1and2, type Fields, type Row as Row1and2 } from '../service/desk1and2.ts'
import type { Card, Place, Row, Said, Till, Visit } from './till.ts'

/** Takes the version, where it calls, as which system, and the provider whose employee sits there. */
export function till1and2(version: 1 | 2, place: Place): Till {
  const desk = desk1and2({ ...place, version })
  return {
    register: (person, visit) => desk.register(person, toldOf(visit)),
    correct: (fee, person, visit) => desk.update(fee, person, toldOf(visit)),
    annul: async (fee) => said(await desk.annul(fee, 'TRANSACTION_INCORRECT')),
    look: async (person) => {
      const { card, ...outcome } = await desk.card(person)
      return { ...outcome, card: cardOf(card) }
    },
    lookWithFees: async (person) => {
      const { card, rows, expired: _, ...outcome } = await desk.extended(person)
      return { ...outcome, card: cardOf(card), rows: rows.map(rowOf) }
    },
    give: async (person, { reached, end, number }) => {
      const fields = number === undefined ? {} : { CardId: number, CardReason: 'VALID_CARD' }
      const { card, ...outcome } = await desk.registerCard(person, {
        LimitReachedDate: reached,
        EndDate: end,
        ...fields,
      })
      return { ...outcome, card: cardOf(card) }
    },
    change: async (card, { number = null, start = null, reached, end }) =>
      said(await desk.updateCard(card, { CardId: number, StartDate: start, EndDate: end, LimitReachedDate: reached })),
    remove: async (card) => said(await desk.deleteCard(card)),
    order: async (person) => said(await desk.order(person)),
    group: async (owner, person) => said(await desk.group(owner.person, person)),
    ungroup: async (owner, person) => said(await desk.ungroup(owner.person, person)),
    groupOf: async (person) => (await desk.groupOf(person)).persons.map(String),
    leave: async (person) => said(await desk.finish(person)),
    three: null,
  }
}

const toldOf = ({ date, amount, provider, key }: Visit): Fields => ({
  TransactionDate: date,
  Amount: amount,
  ...(provider === undefined ? {} : { CareProviderId: provider, CareUnitId: null }),
  ...(key === undefined ? {} : { idempotencyKey: key }),
})

const said = (outcome: Outcome): Said => ({ ...outcome, fee: null })

const cardOf = (card: Row1and2 | null): Card | null =>
  card === null
    ? null
    : {
        id: card['CardSystemId'] ?? '',
        number: card['CardId'] ?? '',
        status: card['Status'] ?? '',
        start: card['StartDate'] ?? null,
        reached: card['LimitReachedDate'] ?? null,
        end: card['EndDate'] ?? null,
        paid: Number(card['CurrentAmount']),
        left: Number(card['AmountToLimit']),
      }

const rowOf = (row: Row1and2): Row => ({
  date: row['TransactionDate'] ?? '',
  amount: Number(row['Amount']),
  provider: row['CareProviderId'] ?? '',
  status: 'ACTIVE',
  reason: null,
})
