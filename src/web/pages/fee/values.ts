/** Day and amount as they stand in the forms, read and asked for in the same way everywhere. */

import { type Day, formatDay } from '../../../domain/kernel/day.ts'
import { swedishDay } from '../../../domain/kernel/moment.ts'
import type { Ore } from '../../../domain/kernel/money.ts'
import { type Html, html } from '../../../markup/html.ts'
import { type FieldFault, type Filled, field, readAmount, readDay, textIn, typedAmount } from '../../forms.ts'
import type { Asked } from '../../page.ts'

export type VisitValues = { readonly visit: Day; readonly amount: Ore }

/** The values, or what is wrong with them. */
export type ReadValues = { readonly values: VisitValues | null; readonly faults: readonly FieldFault[] }

export function readValues(asked: Asked): ReadValues {
  const amount = readAmountField(asked)
  const visit = readVisitField(asked)
  const faults = [visit, amount].flatMap((read) => (typeof read === 'number' ? [] : [read]))
  return { values: typeof amount === 'number' && typeof visit === 'number' ? { visit, amount } : null, faults }
}

export function readAmountField({ posted, words: { acts } }: Asked): Ore | FieldFault {
  const text = textIn(posted, 'amount')
  if (text === '') return { field: 'amount', text: acts.form.amountMissing }
  return readAmount(text) ?? { field: 'amount', text: acts.form.amountInvalid }
}

export function readVisitField({ posted, words: { acts } }: Asked): Day | FieldFault {
  const text = textIn(posted, 'visit')
  if (text === '') return { field: 'visit', text: acts.form.visitMissing }
  return readDay(text) ?? { field: 'visit', text: acts.form.visitInvalid }
}

export const todayOf = ({ ports }: Asked): Day => swedishDay(ports.now())

/** Both fields, with what stands in them before anything is typed. */
export function valueFields(asked: Asked, filled: Filled, { visit, amount }: Partial<VisitValues>): Html {
  const { due } = asked.words
  const latest = formatDay(todayOf(asked))
  return html`${field({ name: 'visit', label: due.visit, type: 'date', value: visit === undefined ? latest : formatDay(visit), more: html`max="${latest}"` }, filled)}
${field({ name: 'amount', label: due.amount, hint: due.amountHint, ...(amount === undefined ? {} : { value: typedAmount(amount) }), more: AMOUNT }, filled)}`
}

const AMOUNT = html`inputmode="decimal" maxlength="14"`

/** The values as they are kept through a step. */
export const kept = ({ visit, amount }: VisitValues) => ({ visit: formatDay(visit), amount: typedAmount(amount) })
