/** Ta bort avgift: what it comes to and why, on one page; in the first minute it is undone at once, without a reason. */

import { html } from '../../../markup/html.ts'
import { type AnnulmentRequest, annulFee } from '../../../usecases/changeFee.ts'
import { previewAnnulment } from '../../../usecases/preview.ts'
import { consequences } from '../../consequences.ts'
import { type FieldFault, field, textIn } from '../../forms.ts'
import type { Answer, Page } from '../../page.ts'
import { acting } from '../../requests.ts'
import { tokenIn } from '../../tokens.ts'
import { feeLine, type OnFee, onFee } from './correct.ts'
import { done, faultOf, refusedAct, step } from './frame.ts'

export const annulForm: Page = {
  method: 'GET',
  address: '/patient/:reference/avgift/:fee/ta-bort',
  act: 'annulFee',
  answer: (asked) => onFee(asked, (on) => form(on, [])),
}

export const annulled: Page = {
  method: 'POST',
  address: '/patient/:reference/avgift/:fee/ta-bort',
  act: 'annulFee',
  answer: (asked) => onFee(asked, annul),
}

const requestOf = ({ asked, row }: OnFee, reason: string | null, token: string | null): AnnulmentRequest => ({
  ...acting(asked, token),
  feeId: row.id,
  reason,
})

async function annul(on: OnFee): Promise<Answer> {
  const { asked, row } = on
  const { words, posted } = asked
  const request = requestOf(on, textIn(posted, 'reason') || null, tokenIn(posted))
  const outcome = await annulFee(asked.ports, request)
  if (!outcome.ok) {
    const fault = faultOf(asked, outcome.refusal, ['reason'])
    return fault === null ? refusedAct(on, outcome.refusal) : form(on, [fault])
  }
  const text = words.acts.annul.done(words.kronor(row.amount), words.date(row.visit))
  return done(on, outcome.value, { text })
}

/** Looked at with a reason told, since it is asked for on this very page. */
async function form(on: OnFee, faults: readonly FieldFault[]): Promise<Answer> {
  const { asked } = on
  const { words } = asked
  const seen = await previewAnnulment(asked.ports, requestOf(on, words.acts.preview.look, null))
  if (!seen.ok) return refusedAct(on, seen.refusal)
  const { reason, reasonHint, title, confirm } = words.acts.annul
  return step(on, {
    title,
    faults,
    before: [feeLine(on), consequences(words, seen.value)],
    fields: field(
      { name: 'reason', label: reason, hint: reasonHint, more: html`maxlength="200"` },
      { typed: asked.posted, faults },
    ),
    button: confirm,
  })
}
