/** The till of a journal system that speaks version 3. */

import { cardDeskAt } from '../service/cardDesk.ts'
import {
  answered,
  type Card as Card3,
  deskAt,
  type Fields,
  type Outcome,
  only,
  outcomeOf,
  PRINCIPAL,
  type Row as Row3,
} from '../service/desk.ts'
import { CALLER_HEADER, type OperationName, post, type Tree } from '../service/wire.ts'
import type { Card, Place, Row, Said, Till, Visit } from './till.ts'

/** Takes where it calls, as which system, and the provider whose employee sits there. */
export function till3(place: Place): Till {
  const { address, system, at } = place
  const [desk, cards] = [deskAt(address, system, at), cardDeskAt(address, system, at)]
  const group = actsOnGroups(place)
  return {
    register: async (person, visit) => {
      if (visit.key !== undefined) return registerByKey(place, person, visit, visit.key)
      return desk.register(person, visit.date, visit.amount, { fields: partyOf(visit) })
    },
    correct: (fee, _person, visit, reason) =>
      desk.update(fee, visit.date, visit.amount, { fields: { updateReason: reason ?? null, ...partyOf(visit) } }),
    annul: async (fee, reason) => said(await desk.annul(fee, reason)),
    look: async (person) => {
      const { card, ...outcome } = await desk.card(person)
      return { ...outcome, card: cardOf(card) }
    },
    lookWithFees: async (person) => {
      const { card, rows, expired: _, ...outcome } = await desk.extended(person)
      return { ...outcome, card: cardOf(card), rows: rows.map(rowOf) }
    },
    give: async (person, { reached, end, number }) => {
      const fields = number === undefined ? {} : { cardId: number, cardReason: 'VALID_CARD' }
      const { card, ...outcome } = await cards.give(person, [reached, end], { fields })
      return { ...outcome, card: cardOf(card) }
    },
    change: async (card, { number, start, reached, end }) =>
      said(await cards.update(card, [number ?? '', start ?? reached, reached, end])),
    remove: async (card) => said(await cards.remove(card)),
    order: async (person, card) => said(await cards.order(person, card)),
    ...group,
    leave: async (person) => said(await cards.leave(person)),
    three: {
      enter: async (person) => said(await cards.enter(person)),
      consent: async (person, consent) => said(await cards.consent(person, String(consent))),
      cards: async (person) => {
        const { cards: listed, ...outcome } = await cards.cards(person)
        return { ...outcome, cards: listed.flatMap(({ card }) => cardOf(card) ?? []) }
      },
    },
  }
}

const partyOf = ({ provider }: Visit): Fields =>
  provider === undefined ? {} : { careProvider: provider, careUnit: null }

async function registerByKey({ address, system, at }: Place, personId: string, visit: Visit, key: string) {
  const told = {
    ...{ carePrincipalId: PRINCIPAL, careProvider: at.provider, careUnit: at.unit, ...partyOf(visit) },
    ...{ cardTypeId: 'CARE_VISIT', personId, transactionDate: visit.date, amount: visit.amount },
  }
  const actor = { employeeId: at.employee, careProviderId: at.provider }
  const headers = { [CALLER_HEADER]: system, 'idempotency-key': key }
  const { tree } = answered(await post(address, 'RegisterTransaction', { told, actor }, headers))
  const result = only(tree, 'registerTransactionResultType')
  return { ...outcomeOf(only(result, 'result')), fee: String(result['transactionId']?.[0]) }
}

function actsOnGroups({ address, system, at }: Place): Pick<Till, 'group' | 'ungroup' | 'groupOf'> {
  const send = async (operation: OperationName, told: Fields): Promise<Tree> => {
    const actor = { employeeId: at.employee, careProviderId: at.provider }
    const message = { told: { carePrincipalId: PRINCIPAL, ...told }, actor }
    return answered(await post(address, operation, message, { [CALLER_HEADER]: system })).tree
  }
  const act = async (operation: OperationName, cardSystemId: string, personId: string): Promise<Said> =>
    said(outcomeOf(only(await send(operation, { cardSystemId, personId }), 'resultType')))
  return {
    group: ({ card }, person) => act('GroupPerson', card, person),
    ungroup: ({ card }, person) => act('UngroupPerson', card, person),
    groupOf: async (personId) => {
      const tree = await send('GetGroupForPerson', { personId, cardTypeId: 'CARE_VISIT' })
      return (only(tree, 'getGroupForPersonResultType')['personIds'] ?? []).map(String)
    },
  }
}

const said = (outcome: Outcome): Said => ({ ...outcome, fee: null })

const cardOf = (card: Card3 | null): Card | null =>
  card === null
    ? null
    : {
        id: card.cardSystemId,
        number: card.cardId,
        status: card.status,
        start: textOf(card['startDate']),
        reached: textOf(card['preliminaryCardDate']),
        end: textOf(card['endDate']),
        paid: Number(card['currentAmount']),
        left: Number(card['amountToLimit']),
      }

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)

const rowOf = (row: Row3): Row => ({
  date: row['transactionDate'] ?? '',
  amount: Number(row['amount']),
  provider: row['careProvider'] ?? '',
  status: row['status'] ?? '',
  reason: row['statusReason'] ?? null,
})
