/** Rätta avgift: the day and the amount, and for a receipt who took it; what it comes to is shown before it is saved. */

import { type Html, html } from '../../../markup/html.ts'
import type { FeeRow, WholeRow } from '../../../usecases/cardView.ts'
import { type CorrectionRequest, correctFee } from '../../../usecases/changeFee.ts'
import { previewCorrection } from '../../../usecases/preview.ts'
import { consequences } from '../../consequences.ts'
import { type FieldFault, type Filled, field, textIn } from '../../forms.ts'
import type { Answer, Asked, Page } from '../../page.ts'
import { acting } from '../../requests.ts'
import { tokenIn } from '../../tokens.ts'
import { changeableRow } from '../patient/feeTable.ts'
import { nameOf } from '../patient/patient.ts'
import {
  done,
  faultOf,
  isChanging,
  isConfirmed,
  type OnPatient,
  onPatient,
  refusedAct,
  replayed,
  step,
} from './frame.ts'
import { kept, readValues, type VisitValues, valueFields } from './values.ts'

export type OnFee = OnPatient & { readonly row: FeeRow & { readonly shown: WholeRow } }

/** An act on a fee of the patient's that the visitor may change; anything else is not there. */
export const onFee = (asked: Asked, act: (on: OnFee) => Promise<Answer>): Promise<Answer> =>
  onPatient(asked, async (on) => {
    const row = changeableRow(on.view, asked.params['fee'] ?? '')
    return row === null || row.shown.kind !== 'whole'
      ? replayed(asked)
      : act({ ...on, row: { ...row, shown: row.shown } })
  })

export const correctForm: Page = {
  method: 'GET',
  address: '/patient/:reference/avgift/:fee/ratta',
  act: 'correctFee',
  answer: (asked) => onFee(asked, async (on) => form(on, [])),
}

export const corrected: Page = {
  method: 'POST',
  address: '/patient/:reference/avgift/:fee/ratta',
  act: 'correctFee',
  answer: (asked) =>
    onFee(asked, async (on) => {
      if (isChanging(asked)) return form(on, [])
      const { values, faults } = readValues(asked)
      if (values === null) return form(on, faults)
      return isConfirmed(asked) ? correct(on, values) : preview(on, values)
    }),
}

const reasonIn = ({ posted }: Asked): string | null => textIn(posted, 'reason') || null

function requestOf({ asked, row }: OnFee, values: VisitValues, token: string | null): CorrectionRequest {
  const provider = textIn(asked.posted, 'provider')
  const isTold = provider !== '' && provider !== nameOf(asked)(row.shown.careProvider)
  const known = asked.ports.directory.providers().find(({ name }) => name === provider)
  return {
    ...acting(asked, token),
    ...values,
    feeId: row.id,
    reason: reasonIn(asked),
    careProvider: isTold ? (known?.id ?? provider) : null,
    careUnit: null,
  }
}

async function correct(on: OnFee, values: VisitValues): Promise<Answer> {
  const { asked } = on
  const { words } = asked
  const outcome = await correctFee(asked.ports, requestOf(on, values, tokenIn(asked.posted)))
  if (!outcome.ok) return refusedOr(on, outcome.refusal)
  const text = words.acts.correct.done(words.kronor(values.amount), words.date(values.visit))
  return done(on, outcome.value, { text })
}

async function preview(on: OnFee, values: VisitValues): Promise<Answer> {
  const { asked } = on
  const { words, posted } = asked
  const seen = await previewCorrection(asked.ports, requestOf(on, values, null))
  if (!seen.ok) return refusedOr(on, seen.refusal)
  const told = { provider: textIn(posted, 'provider'), reason: textIn(posted, 'reason') }
  return step(on, {
    title: words.acts.correct.title,
    before: [changeOf(on, values), consequences(words, seen.value)],
    keep: { ...kept(values), ...told, confirmed: '1' },
    button: words.acts.correct.confirm,
    isLast: true,
  })
}

/** The fee itself, as it was and as it would be. */
const changeOf = ({ asked: { words }, row }: OnFee, values: VisitValues): Html =>
  html`<p><s>${words.kronor(row.amount)}, ${words.date(row.visit)}</s> → <strong>${words.kronor(values.amount)}, ${words.date(values.visit)}</strong></p>`

const refusedOr = (on: OnFee, refusal: Parameters<typeof refusedAct>[1]): Answer => {
  const fault = faultOf(on.asked, refusal, ['amount', 'visit'])
  return fault === null ? refusedAct(on, refusal) : form(on, [fault])
}

function form(on: OnFee, faults: readonly FieldFault[]): Answer {
  const { asked, row } = on
  const { words } = asked
  const filled: Filled = { typed: asked.posted, faults }
  const { provider } = asked.visitor.staff.assignment
  const isReceipt = row.shown.careProvider.id !== provider
  return step(on, {
    title: words.acts.correct.title,
    faults,
    before: feeLine(on),
    fields: [
      valueFields(asked, filled, row),
      isReceipt &&
        field(
          {
            name: 'provider',
            label: words.acts.receipt.provider,
            value: nameOf(asked)(row.shown.careProvider),
            more: html`maxlength="100"`,
          },
          filled,
        ),
      field({ name: 'reason', label: words.acts.correct.reason, more: html`maxlength="200"` }, filled),
    ],
    button: words.acts.preview.look,
  })
}

/** Which fee it is about. */
export const feeLine = ({ asked, row }: OnFee): Html => {
  const { words } = asked
  const { careUnit, careProvider } = row.shown
  const where = nameOf(asked)(careUnit ?? careProvider)
  return html`<p>${words.acts.annul.text(words.kronor(row.amount), words.date(row.visit), where)}</p>`
}
