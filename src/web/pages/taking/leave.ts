/** Registrera utträde (domain.md S2): what goes, what stays and when the rest is erased, said before it is made. */

import { NO_MONEY, type Ore, ore } from '../../../domain/kernel/money.ts'
import { type Html, html } from '../../../markup/html.ts'
import type { CardView, FeeRow } from '../../../usecases/cardView.ts'
import { optOut } from '../../../usecases/takePart.ts'
import { shownIdentity } from '../../identity.ts'
import { doneBefore } from '../../outcome.ts'
import type { Answer, Asked, Page } from '../../page.ts'
import { personAsked } from '../../patientAsked.ts'
import { actingOn } from '../../requests.ts'
import { isValid } from '../../standing.ts'
import { tokenIn } from '../../tokens.ts'
import { done, type OnPatient, onPatient, refusedAct, step } from '../fee/frame.ts'
import { participationRules } from './consent.ts'

export const leavingForm: Page = {
  method: 'GET',
  address: '/patient/:reference/samtycke/uttrade',
  act: 'optOut',
  answer: (asked) => onPatient(asked, async (on) => form(on)),
}

export const hasLeft: Page = {
  method: 'POST',
  address: '/patient/:reference/samtycke/uttrade',
  act: 'optOut',
  answer: leave,
}

/** The patient is not read before: one who has left already cannot be, and a form that comes twice is answered as the first time. */
async function leave(asked: Asked): Promise<Answer> {
  const known = personAsked(asked)
  if (known === null) return { kind: 'missing' }
  const before = doneBefore(asked)
  if (before !== null) return { kind: 'redirect', to: before }
  const on = { asked, at: known.at }
  const outcome = await optOut(asked.ports, actingOn(asked, known.person, tokenIn(asked.posted)))
  if (!outcome.ok) return refusedAct(on, outcome.refusal)
  return done(on, outcome.value, { text: asked.words.taking.leave.done })
}

function form(on: OnPatient): Answer {
  const { leave } = on.asked.words.taking
  return step(on, {
    title: leave.title,
    before: html`<section class="card stack">${list(leave.gone, goneOf(on))}${list(leave.kept, keptOf(on))}${list(leave.follows, [whatThen(on.asked)])}</section>`,
    button: leave.confirm,
  })
}

const list = (heading: string, sentences: readonly string[]): Html =>
  html`<h2>${heading}</h2><ul>${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul>`

function goneOf(on: OnPatient): string[] {
  const { asked, view } = on
  const { words } = asked
  const { leave } = words.taking
  const fees = feesOf(on)
  const others = view.persons.slice(1).map(shownIdentity)
  return [
    leave.fees(fees.length, words.kronor(sum(fees.map(({ amount }) => amount)))),
    ...cardsOf(on),
    leave.nothingNew,
    ...(others.length === 0 ? [] : [leave.others(words.list(others))]),
  ]
}

/** The patient's own with the principal that is left. */
const feesOf = ({ asked, view }: OnPatient): FeeRow[] =>
  [...view.cards.flatMap(({ rows }) => rows), ...view.expired]
    .filter(({ principal }) => principal.id === asked.visitor.staff.assignment.principal)
    .filter(({ person, shown }) => person.equals(view.person) && (shown.kind !== 'whole' || shown.status === 'ACTIVE'))

function cardsOf({ asked, view }: OnPatient): string[] {
  const { leave } = asked.words.taking
  const own = view.cards.filter(({ card }) => card.principal === asked.visitor.staff.assignment.principal)
  const [valid, earlier] = [own.filter(isOfToday), own.filter(({ card }) => card.status === 'EXPIRED')]
  return [
    ...valid.flatMap(({ card }) =>
      isValid(card) ? [leave.card(card.identity?.number ?? '', asked.words.date(card.end))] : [],
    ),
    ...(earlier.length === 0 ? [] : [leave.earlier(earlier.length)]),
  ]
}

const isOfToday = ({ card }: CardView): boolean => isValid(card) && card.status !== 'EXPIRED'

/** S2: money that is owed is kept until it is settled. */
function keptOf(on: OnPatient): string[] {
  const { leave } = on.asked.words.taking
  const mine = new Set(feesOf(on).map(({ id }) => id))
  const shares = (on.view.statement?.cards ?? []).flatMap((card) => card.shares)
  const owed = sum(shares.filter(({ fee }) => mine.has(fee.id)).map(({ overcharged }) => overcharged))
  return [owed === 0 ? leave.noClaims : leave.claims(on.asked.words.kronor(owed)), leave.principals]
}

const sum = (amounts: readonly Ore[]): Ore => amounts.reduce((total, amount) => ore(total + amount), NO_MONEY)

function whatThen(asked: Asked): string {
  const { leave } = asked.words.taking
  const rules = participationRules(asked)
  return rules?.optOut === 'erase' ? leave.erase(rules.eraseAfterDays) : leave.hide
}
