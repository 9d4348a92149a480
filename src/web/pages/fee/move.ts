/** Flytta till rätt patient: the right number is typed, both persons' consequences are seen, and it is one act. */

import type { PersonId } from '../../../domain/kernel/personId.ts'
import { html } from '../../../markup/html.ts'
import { type FeeMove, moveFee, previewMove } from '../../../usecases/moveFee.ts'
import { consequences } from '../../consequences.ts'
import { type FieldFault, field, textIn } from '../../forms.ts'
import { readIdentity, revealed } from '../../identity.ts'
import { named } from '../../named.ts'
import type { Answer, Asked, Page } from '../../page.ts'
import { addressOf } from '../../patientAsked.ts'
import { actingOn } from '../../requests.ts'
import { tokenIn } from '../../tokens.ts'
import { feeLine, type OnFee, onFee } from './correct.ts'
import { done, faultOf, isChanging, isConfirmed, refusedAct, step } from './frame.ts'

export const moveForm: Page = {
  method: 'GET',
  address: '/patient/:reference/avgift/:fee/flytta',
  act: 'moveFee',
  answer: (asked) => onFee(asked, async (on) => form(on, [])),
}

export const moved: Page = {
  method: 'POST',
  address: '/patient/:reference/avgift/:fee/flytta',
  act: 'moveFee',
  answer: (asked) =>
    onFee(asked, async (on) => {
      if (isChanging(asked)) return form(on, [])
      const to = readTo(asked)
      if ('field' in to) return form(on, [to])
      return isConfirmed(asked) ? move(on, to) : preview(on, to)
    }),
}

function readTo(asked: Asked): PersonId | FieldFault {
  const { words, posted } = asked
  const text = textIn(posted, 'person')
  if (text === '') return { field: 'person', text: words.acts.form.personMissing }
  return readIdentity(asked, text) ?? { field: 'person', text: words.search.invalid }
}

const requestOf = ({ asked, row }: OnFee, to: PersonId, token: string | null): FeeMove => ({
  ...actingOn(asked, revealed(to), token),
  feeId: row.id,
  reason: textIn(asked.posted, 'reason') || asked.words.acts.move.defaultReason,
})

async function move(on: OnFee, to: PersonId): Promise<Answer> {
  const { asked, row } = on
  const { words } = asked
  const outcome = await moveFee(asked.ports, requestOf(on, to, tokenIn(asked.posted)))
  if (!outcome.ok) return refusedOr(on, outcome.refusal)
  const text = words.acts.move.done(words.kronor(row.amount), words.date(row.visit))
  const address = addressOf(await asked.visitor.refer(revealed(to)))
  return done(on, outcome.value, { text, link: { address, text: words.acts.move.goTo } })
}

async function preview(on: OnFee, to: PersonId): Promise<Answer> {
  const { asked } = on
  const { words, posted } = asked
  const seen = await previewMove(asked.ports, requestOf(on, to, null))
  if (!seen.ok) return refusedOr(on, seen.refusal)
  const { fromHere, toThere, title, confirm } = words.acts.move
  return step(on, {
    title,
    before: [
      feeLine(on),
      consequences(words, seen.value.to, `${toThere} ${named(asked, to)}`),
      consequences(words, seen.value.from, `${fromHere}: ${named(asked, on.view.person)}`),
    ],
    keep: { person: textIn(posted, 'person'), reason: textIn(posted, 'reason'), confirmed: '1' },
    button: confirm,
    isLast: true,
  })
}

const refusedOr = (on: OnFee, refusal: Parameters<typeof refusedAct>[1]): Answer => {
  const fault = faultOf(on.asked, refusal, ['person'])
  return fault === null ? refusedAct(on, refusal) : form(on, [fault])
}

function form(on: OnFee, faults: readonly FieldFault[]): Answer {
  const { asked } = on
  const { words } = asked
  const filled = { typed: asked.posted, faults }
  return step(on, {
    title: words.acts.move.title,
    faults,
    before: feeLine(on),
    fields: [
      field(
        {
          name: 'person',
          label: words.acts.move.person,
          hint: words.search.hint,
          more: html`spellcheck="false" maxlength="40"`,
        },
        filled,
      ),
      field({ name: 'reason', label: words.acts.move.reason, more: html`maxlength="200"` }, filled),
    ],
    button: words.acts.preview.look,
  })
}
