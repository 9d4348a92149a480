/** Registrera avgift: by a tariff as it stands on the patient's page, or by an amount; one's own provider and unit are preset. */

import { formatDay } from '../../../domain/kernel/day.ts'
import { type Ore, ore } from '../../../domain/kernel/money.ts'
import { previewRegistration } from '../../../usecases/preview.ts'
import { quoteVisit } from '../../../usecases/readPatient.ts'
import { type RegistrationRequest, registerFee } from '../../../usecases/registerFee.ts'
import { consequences } from '../../consequences.ts'
import { type FieldFault, textIn } from '../../forms.ts'
import type { Answer, Asked, Page } from '../../page.ts'
import { actingOn, reading } from '../../requests.ts'
import { tokenIn } from '../../tokens.ts'
import { done, faultOf, isChanging, isConfirmed, type OnPatient, onPatient, refusedAct, step } from './frame.ts'
import { kept, readValues, readVisitField, todayOf, type VisitValues, valueFields } from './values.ts'

export const registerForm: Page = {
  method: 'GET',
  address: '/patient/:reference/avgift',
  act: 'registerFee',
  answer: (asked) => onPatient(asked, async (on) => form(on, [])),
}

export const registered: Page = {
  method: 'POST',
  address: '/patient/:reference/avgift',
  act: 'registerFee',
  answer: (asked) =>
    onPatient(asked, async (on) => {
      if (isChanging(asked)) return form(on, [])
      const read = await valuesOf(on)
      if ('faults' in read) return form(on, read.faults)
      return read.isSeen ? register(on, read.values) : preview(on, read.values)
    }),
}

type Read = { readonly values: VisitValues; readonly isSeen: boolean } | { readonly faults: readonly FieldFault[] }

/** A typed amount goes before a chosen tariff. What has been shown already need not be shown again before it is made. */
async function valuesOf(on: OnPatient): Promise<Read> {
  const { asked } = on
  const tariff = tariffOf(on)
  if (tariff === null) {
    const { values, faults } = readValues(asked)
    return values === null ? { faults } : { values, isSeen: isConfirmed(asked) || isShown(asked, values) }
  }
  const visit = readVisitField(asked)
  if (typeof visit !== 'number') return { faults: [visit] }
  const isToday = visit === todayOf(asked)
  const shown = { visit, amount: tariff.due }
  const isSeen = isToday || isShown(asked, shown)
  const amount = isSeen ? tariff.due : await dueOn(on, { visit, amount: tariff.full })
  if (amount === 0) return { faults: [{ field: 'amount', text: asked.words.due.nothing }] }
  return { values: { visit, amount }, isSeen }
}

type Chosen = { readonly due: Ore; readonly full: Ore }

/** The tariff that was chosen, with what the patient was asked for; null where an amount is typed. */
function tariffOf({ asked, view }: OnPatient): Chosen | null {
  const match = /^(\d{1,2}):(\d{1,9})$/.exec(asked.posted['choice'] ?? '')
  const tariff = match === null ? undefined : view.tariffs[Number(match[1])]
  if (match === null || tariff === undefined || textIn(asked.posted, 'amount') !== '') return null
  return { due: ore(Math.min(Number(match[2]), tariff.amount)), full: tariff.amount }
}

/** The script has shown what this comes to. */
const isShown = ({ posted }: Asked, { visit, amount }: VisitValues): boolean =>
  posted['seen'] === `${formatDay(visit)} ${amount}`

async function dueOn({ asked, person }: OnPatient, values: VisitValues): Promise<Ore> {
  const quoted = await quoteVisit(asked.ports, { ...reading(asked, person), ...values })
  return quoted.ok ? quoted.value.due : values.amount
}

const requestOf = ({ asked, person }: OnPatient, values: VisitValues, token: string | null): RegistrationRequest => {
  const { provider, unit } = asked.visitor.staff.assignment
  return { ...actingOn(asked, person, token), ...values, careProvider: provider, careUnit: unit }
}

async function register(on: OnPatient, values: VisitValues): Promise<Answer> {
  const { asked, at } = on
  const { words } = asked
  const outcome = await registerFee(asked.ports, requestOf(on, values, tokenIn(asked.posted)))
  if (!outcome.ok) return refusedOr(on, outcome.refusal)
  const text = words.acts.register.done(words.kronor(values.amount), words.date(values.visit))
  const link = { address: `${at}/kvitto/${outcome.value.feeId}`, text: words.statement.receipt }
  return done(on, outcome.value, { text, isUndoable: true, ...(outcome.value.feeId === null ? {} : { link }) })
}

async function preview(on: OnPatient, values: VisitValues): Promise<Answer> {
  const { asked, at } = on
  const { words } = asked
  const seen = await previewRegistration(asked.ports, requestOf(on, values, null))
  if (!seen.ok) return refusedOr(on, seen.refusal)
  const sentence = words.acts.annul.text(
    words.kronor(values.amount),
    words.date(values.visit),
    asked.visitor.staff.assignment.unitName,
  )
  return step(on, {
    title: words.acts.register.title,
    action: `${at}/avgift`,
    before: [sentence, consequences(words, seen.value)],
    keep: { ...kept(values), confirmed: '1' },
    button: words.acts.register.confirm,
    isLast: true,
  })
}

const refusedOr = (on: OnPatient, refusal: Parameters<typeof refusedAct>[1]): Answer => {
  const fault = faultOf(on.asked, refusal, ['amount', 'visit'])
  return fault === null ? refusedAct(on, refusal) : form(on, [fault])
}

/** What was typed stands in it; of a chosen tariff, what it came to. */
function form(on: OnPatient, faults: readonly FieldFault[]): Answer {
  const { asked, at } = on
  const { words } = asked
  const tariff = tariffOf(on)
  const typed = { ...asked.query, ...asked.posted, ...(tariff === null ? {} : { amount: amountText(tariff) }) }
  return step(on, {
    title: words.acts.register.title,
    action: `${at}/avgift`,
    faults,
    fields: valueFields(asked, { typed, faults }, {}),
    keep: { choice: 'other' },
    button: words.acts.preview.look,
  })
}

const amountText = ({ due, full }: Chosen): string => String((due === 0 ? full : due) / 100).replace('.', ',')
