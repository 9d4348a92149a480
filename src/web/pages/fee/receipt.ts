/** Kvitto från annan vårdgivare: what the patient has paid elsewhere, by a name or from the directory. Warned of first where the same seems registered. */

import { type Html, html } from '../../../markup/html.ts'
import type { FeeRow } from '../../../usecases/cardView.ts'
import type { NamedProvider } from '../../../usecases/ports.ts'
import { previewRegistration } from '../../../usecases/preview.ts'
import { type RegistrationRequest, registerFee } from '../../../usecases/registerFee.ts'
import { consequences } from '../../consequences.ts'
import { type FieldFault, type Filled, field, textIn } from '../../forms.ts'
import type { Answer, Page } from '../../page.ts'
import { actingOn } from '../../requests.ts'
import { tokenIn } from '../../tokens.ts'
import { nameOf } from '../patient/patient.ts'
import { done, faultOf, isChanging, isConfirmed, type OnPatient, onPatient, refusedAct, step } from './frame.ts'
import { kept, readValues, type VisitValues, valueFields } from './values.ts'

export const receiptForm: Page = {
  method: 'GET',
  address: '/patient/:reference/kvitto',
  act: 'registerFee',
  answer: (asked) => onPatient(asked, async (on) => form(on, [])),
}

export const receiptRegistered: Page = {
  method: 'POST',
  address: '/patient/:reference/kvitto',
  act: 'registerFee',
  answer: (asked) =>
    onPatient(asked, async (on) => {
      if (isChanging(asked)) return form(on, [])
      const { values, faults } = readValues(asked)
      const provider = textIn(asked.posted, 'provider')
      const missing = { field: 'provider', text: asked.words.acts.form.providerMissing }
      if (values === null || provider === '') return form(on, provider === '' ? [missing, ...faults] : faults)
      const receipt = { ...values, provider }
      return isConfirmed(asked) ? register(on, receipt) : preview(on, receipt)
    }),
}

type Receipt = VisitValues & { readonly provider: string }

function requestOf({ asked, person }: OnPatient, receipt: Receipt, token: string | null): RegistrationRequest {
  const { visit, amount, provider } = receipt
  const careProvider = idOf(asked.ports.directory.providers(), provider) ?? provider
  return { ...actingOn(asked, person, token), visit, amount, careProvider, careUnit: null }
}

/** The provider in the directory that is called so. */
const idOf = (providers: readonly NamedProvider[], name: string): string | null =>
  providers.find((one) => one.name.toLocaleLowerCase('sv') === name.toLocaleLowerCase('sv'))?.id ?? null

async function register(on: OnPatient, receipt: Receipt): Promise<Answer> {
  const { asked } = on
  const { words } = asked
  const outcome = await registerFee(asked.ports, requestOf(on, receipt, tokenIn(asked.posted)))
  if (!outcome.ok) return refusedOr(on, outcome.refusal)
  const text = words.acts.receipt.done(words.kronor(receipt.amount), words.date(receipt.visit))
  return done(on, outcome.value, { text, isUndoable: true })
}

async function preview(on: OnPatient, receipt: Receipt): Promise<Answer> {
  const { asked } = on
  const { words } = asked
  const seen = await previewRegistration(asked.ports, requestOf(on, receipt, null))
  if (!seen.ok) return refusedOr(on, seen.refusal)
  const same = sameRows(on, receipt)
  return step(on, {
    title: words.acts.receipt.title,
    before: [
      same.length > 0 && warning(on, same),
      html`<p>${words.acts.annul.text(words.kronor(receipt.amount), words.date(receipt.visit), receipt.provider)}</p>`,
      consequences(words, seen.value),
    ],
    keep: { ...kept(receipt), provider: receipt.provider, confirmed: '1' },
    button: same.length > 0 ? words.acts.receipt.sameConfirm : words.acts.receipt.confirm,
    isLast: true,
  })
}

/** Fees that stand for the same day with the same amount, whoever took them. */
const sameRows = ({ view }: OnPatient, { visit, amount }: Receipt): FeeRow[] =>
  [...view.cards.flatMap(({ rows }) => rows), ...view.expired]
    .filter((row) => row.visit === visit && row.amount === amount)
    .filter(({ shown }) => shown.kind !== 'whole' || shown.status === 'ACTIVE')

function warning({ asked }: OnPatient, rows: readonly FeeRow[]): Html {
  const { words } = asked
  const { receipt } = words.acts
  const lines = rows.map(({ shown, amount, visit }) =>
    shown.kind === 'whole'
      ? receipt.sameWhole(words.kronor(amount), words.date(visit), nameOf(asked)(shown.careProvider))
      : receipt.same(words.kronor(amount), words.date(visit)),
  )
  return html`<div class="notice wait" role="alert">${lines.map((line) => html`<p>${line}</p>`)}<p>${receipt.sameAsk}</p></div>`
}

const refusedOr = (on: OnPatient, refusal: Parameters<typeof refusedAct>[1]): Answer => {
  const fault = faultOf(on.asked, refusal, ['amount', 'visit'])
  return fault === null ? refusedAct(on, refusal) : form(on, [fault])
}

function form(on: OnPatient, faults: readonly FieldFault[]): Answer {
  const { asked } = on
  const { words } = asked
  const filled: Filled = { typed: asked.posted, faults }
  return step(on, {
    title: words.acts.receipt.title,
    faults,
    before: html`<p>${words.acts.receipt.text}</p>`,
    fields: [providerField(on, filled), valueFields(asked, filled, {})],
    button: words.acts.preview.look,
  })
}

const providerField = ({ asked: { words, ports } }: OnPatient, filled: Filled): Html =>
  html`${field({ name: 'provider', label: words.acts.receipt.provider, hint: words.acts.receipt.providerHint, more: html`list="providers" maxlength="100"` }, filled)}
<datalist id="providers">${ports.directory.providers().map(({ name }) => html`<option value="${name}"></option>`)}</datalist>`
