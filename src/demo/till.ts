/** What a till does, in the demo: each act one call, each refusal an end of the story with the service's own words. */

import { deleteTransaction, registerTransaction, updateTransaction } from '../contracts/efrikort/fees3.ts'
import { getCardForPerson, getExtendedCardForPerson } from '../contracts/efrikort/reading3.ts'
import type { CardType, ExtendedCardType } from '../contracts/efrikort/types3.ts'
import type { ValueOf } from '../contracts/soap/form.ts'
import type { Day } from '../domain/kernel/day.ts'
import type { Ore } from '../domain/kernel/money.ts'
import type { Call } from './client.ts'

export type Card = ValueOf<typeof CardType>
export type ExtendedCard = ValueOf<typeof ExtendedCardType>

/** What the service said to a change: the fee's id, and the text that the clerk must see, if any. */
export type Said = { readonly feeId: string; readonly text: string }

export type Till = {
  readonly register: (visit: Day, amount: Ore, provider?: string) => Promise<Said>
  readonly correct: (feeId: string, visit: Day, amount: Ore, reason: string) => Promise<Said>
  readonly annul: (feeId: string, reason: string) => Promise<Said>
  readonly card: () => Promise<Card | undefined>
  readonly cardWithFees: () => Promise<ExtendedCard | undefined>
}

const PRINCIPAL = { carePrincipalId: 'SE2321000198-1000' }

/** Takes a caller, the till's own provider and employee, and the patient in front of it. */
export function tillOf(
  call: Call,
  { provider, employee }: { provider: string; employee: string },
  personId: string,
): Till {
  const actor = { employeeId: employee, careProviderId: provider }
  const asked = { ...PRINCIPAL, personId, cardTypeId: 'CARE_VISIT' }
  return {
    register: async (visit, amount, takenBy = provider) => {
      const told = { ...asked, careProvider: takenBy, transactionDate: visit, amount, actor }
      const answer = await call(registerTransaction, told)
      return { feeId: answer.transactionId ?? '', text: textOf(answer.result) }
    },
    correct: async (feeId, visit, amount, updateReason) => {
      const told = { careProvider: provider, transactionId: feeId, transactionDate: visit, amount, updateReason, actor }
      const answer = await call(updateTransaction, { ...PRINCIPAL, ...told })
      return { feeId, text: textOf(answer.result) }
    },
    annul: async (feeId, deleteReason) => {
      const result = await call(deleteTransaction, { ...PRINCIPAL, transactionId: feeId, deleteReason, actor })
      return { feeId, text: textOf(result) }
    },
    card: async () => (await call(getCardForPerson, asked)).card,
    cardWithFees: async () => (await call(getExtendedCardForPerson, asked)).extendedCard,
  }
}

/** The text of an OK (none) or INFO. Throws the service's own words on every other code. */
function textOf({ resultCode, resultText = '' }: { resultCode: string; resultText?: string }): string {
  if (resultCode === 'OK' || resultCode === 'INFO') return resultText
  throw new Error(`the service answered ${resultCode}: ${resultText}`)
}
