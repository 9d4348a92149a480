/** Registrera frikort som patienten har (domain.md L8): number and days, what it comes to, and where there is a card already a question of its own. */

import type { Refusal, RefusalKind } from '../../../domain/decisions/refusals.ts'
import { type Day, formatDay } from '../../../domain/kernel/day.ts'
import { type Html, html } from '../../../markup/html.ts'
import { type Preview, previewCardRegistration } from '../../../usecases/preview.ts'
import { type CardRegistration, registerCard } from '../../../usecases/registerCard.ts'
import { consequences } from '../../consequences.ts'
import { type FieldFault, field, readDay, textIn } from '../../forms.ts'
import type { Answer, Asked, Page } from '../../page.ts'
import { actingOn } from '../../requests.ts'
import { isValid } from '../../standing.ts'
import { tokenIn } from '../../tokens.ts'
import { done, isChanging, isConfirmed, type OnPatient, onPatient, refusedAct, step } from '../fee/frame.ts'

export const cardForm: Page = {
  method: 'GET',
  address: '/patient/:reference/frikort',
  act: 'registerCard',
  answer: (asked) => onPatient(asked, async (on) => form(on, [])),
}

export const cardRegistered: Page = {
  method: 'POST',
  address: '/patient/:reference/frikort',
  act: 'registerCard',
  answer: (asked) =>
    onPatient(asked, async (on) => {
      if (isChanging(asked)) return form(on, [])
      const read = readCard(asked)
      if ('faults' in read) return form(on, read.faults)
      return isConfirmed(asked) ? register(on, read) : preview(on, read)
    }),
}

type HeldCard = { readonly number: string; readonly from: Day; readonly through: Day }

function readCard({ posted, words: { given } }: Asked): HeldCard | { readonly faults: readonly FieldFault[] } {
  const number = textIn(posted, 'number', LONGEST_NUMBER)
  const from = readDayIn(posted, 'from', { missing: given.fromMissing, invalid: given.fromInvalid })
  const through = readDayIn(posted, 'through', { missing: given.throughMissing, invalid: given.throughInvalid })
  const missing = number === '' ? [{ field: 'number', text: given.numberMissing }] : []
  if (typeof from === 'number' && typeof through === 'number' && number !== '') return { number, from, through }
  return { faults: [...missing, ...[from, through].flatMap((one) => (typeof one === 'number' ? [] : [one]))] }
}

const LONGEST_NUMBER = 40

type DayWords = { readonly missing: string; readonly invalid: string }

function readDayIn(posted: Asked['posted'], name: string, { missing, invalid }: DayWords): Day | FieldFault {
  const text = textIn(posted, name)
  return text === '' ? { field: name, text: missing } : (readDay(text) ?? { field: name, text: invalid })
}

type Extending = { readonly token: string | null; readonly extendExisting: boolean }

const requestOf = (
  { asked, person }: OnPatient,
  { number, from, through }: HeldCard,
  { token, extendExisting }: Extending,
): CardRegistration => ({
  ...actingOn(asked, person, token),
  number,
  validFrom: from,
  validThrough: through,
  reason: 'VALID_CARD',
  extendExisting,
})

async function register(on: OnPatient, card: HeldCard): Promise<Answer> {
  const { asked } = on
  const { words, posted } = asked
  const extendExisting = posted['extend'] === '1'
  const request = requestOf(on, card, { token: tokenIn(posted), extendExisting })
  const outcome = await registerCard(asked.ports, request)
  if (!outcome.ok) return outcome.refusal.kind === 'CardExists' ? ask(on, card) : refusedOr(on, outcome.refusal)
  return done(on, outcome.value, { text: words.given.done(card.number, words.date(card.through)) })
}

async function preview(on: OnPatient, card: HeldCard): Promise<Answer> {
  const { asked } = on
  const seen = await look(on, card, false)
  if (!seen.ok) return seen.refusal.kind === 'CardExists' ? ask(on, card) : refusedOr(on, seen.refusal)
  const { words } = asked
  return step(on, {
    title: words.given.title,
    before: [cardLine(on, card), consequences(words, seen.value)],
    keep: { ...kept(card), confirmed: '1' },
    button: words.given.confirm,
    isLast: true,
  })
}

const look = (on: OnPatient, card: HeldCard, extendExisting: boolean) =>
  previewCardRegistration(on.asked.ports, requestOf(on, card, { token: null, extendExisting }))

/** The second question: there is a card already, and it is said what becomes of it. */
async function ask(on: OnPatient, card: HeldCard): Promise<Answer> {
  const { asked, at } = on
  const seen = await look(on, card, true)
  if (!seen.ok) return refusedOr(on, seen.refusal)
  const { given, frame } = asked.words
  const { exists } = given
  const isReplacing = seen.value.before.current?.kind === 'given'
  return step(on, {
    title: exists.heading,
    before: [
      standing(on, seen.value, isReplacing),
      cardLine(on, card),
      consequences(asked.words, seen.value),
      html`<h2>${exists.ask}</h2><p><a class="ds-link" href="${at}">${exists.no}: ${frame.backToPatient.toLocaleLowerCase('sv')}</a></p>`,
    ],
    keep: { ...kept(card), extend: '1', confirmed: '1' },
    button: isReplacing ? exists.confirmReplace : exists.confirmBeside,
    isLast: true,
  })
}

function standing({ asked: { words } }: OnPatient, { before: { current } }: Preview, isReplacing: boolean): Html {
  const { exists } = words.given
  const told = isValid(current) ? exists.standing(current.identity?.number ?? '', words.date(current.end)) : ''
  return html`<div class="notice wait"><p><strong>${told}</strong></p><p>${isReplacing ? exists.replace : exists.beside}</p></div>`
}

const cardLine = ({ asked: { words } }: OnPatient, { number, from, through }: HeldCard): Html =>
  html`<p>${words.given.card(number, words.date(from), words.date(through))}</p>`

const kept = ({ number, from, through }: HeldCard) => ({
  number,
  from: formatDay(from),
  through: formatDay(through),
})

const FIELD_OF: Partial<Readonly<Record<RefusalKind, string>>> = {
  CardNumberMissing: 'number',
  CardFromTheFuture: 'from',
  CardEndsBeforeItBegins: 'through',
  CardLongerThanAYear: 'through',
  CardAlreadyOver: 'through',
}

function refusedOr(on: OnPatient, refusal: Refusal): Answer {
  const at = FIELD_OF[refusal.kind]
  return at === undefined ? refusedAct(on, refusal) : form(on, [{ field: at, text: on.asked.words.refusal(refusal) }])
}

function form(on: OnPatient, faults: readonly FieldFault[]): Answer {
  const { asked } = on
  const { given, acts } = asked.words
  const filled = { typed: asked.posted, faults }
  return step(on, {
    title: given.title,
    faults,
    before: html`<p>${given.text}</p>`,
    fields: [
      field(
        { name: 'number', label: given.number, hint: given.numberHint, more: html`maxlength="40" spellcheck="false"` },
        filled,
      ),
      field({ name: 'from', label: given.from, type: 'date' }, filled),
      field({ name: 'through', label: given.through, hint: given.throughHint, type: 'date' }, filled),
    ],
    button: acts.preview.look,
  })
}
