/** Beställ fysiskt kort (domain.md L11): for a card that is FINAL, once; where nothing will be posted it is said before and after. */

import { type Html, html } from '../../../markup/html.ts'
import type { CardView } from '../../../usecases/cardView.ts'
import { type CardOrderRequest, orderCard } from '../../../usecases/changeCard.ts'
import type { Answer, Page } from '../../page.ts'
import { acting, cardTypeOf } from '../../requests.ts'
import { badge, isValid, standingOf } from '../../standing.ts'
import { tokenIn } from '../../tokens.ts'
import { done, type OnPatient, onPatient, refusedAct, sheet, step } from '../fee/frame.ts'

export const orderForm: Page = {
  method: 'GET',
  address: '/patient/:reference/kort',
  act: 'orderCard',
  answer: (asked) => onPatient(asked, async (on) => form(on)),
}

export const ordered: Page = {
  method: 'POST',
  address: '/patient/:reference/kort',
  act: 'orderCard',
  answer: (asked) => onPatient(asked, order),
}

async function order(on: OnPatient): Promise<Answer> {
  const { asked, person } = on
  const { words, posted } = asked
  const card: CardOrderRequest['card'] = { by: 'type', cardType: cardTypeOf(asked) }
  const outcome = await orderCard(asked.ports, { ...acting(asked, tokenIn(posted)), person, card })
  if (!outcome.ok) return refusedAct(on, outcome.refusal)
  const isNew = outcome.value.notices.length === 0
  const text = whyNotPosted(on) === null ? words.order.done : words.order.doneAnyway
  return done(on, outcome.value, { text: isNew ? text : words.acts.already })
}

function form(on: OnPatient): Answer {
  const { asked, view } = on
  const { order } = asked.words
  const whyNot = whyNotOrdered(on)
  if (whyNot !== null || view.current === null) {
    return sheet(on, {
      title: order.title,
      content: html`<section class="card stack">${stateOf(on)}<p>${whyNot}</p></section>`,
    })
  }
  const unposted = whyNotPosted(on)
  return step(on, {
    title: order.title,
    fields: [stateOf(on), cardLine(on, view.current), unposted === null ? addressOf(on) : notPosted(on, unposted)],
    button: unposted === null ? order.confirm : order.confirmAnyway,
  })
}

const stateOf = ({ asked: { words }, view }: OnPatient): Html =>
  html`<p>${badge(words, standingOf(view.statement))}</p>`

function cardLine({ asked: { words } }: OnPatient, { card }: CardView): Html | null {
  return isValid(card) ? html`<p>${words.order.card(card.identity?.number ?? '', words.date(card.end))}</p>` : null
}

/** What the use case will refuse, or has done already, said before anybody asks for it. Null when the card can be ordered. */
function whyNotOrdered({ asked: { words, visitor }, view }: OnPatient): string | null {
  const { order, time, date } = words
  const { card } = standingOf(view.statement)
  if (card === null) return order.none
  if (card.status === 'BELOW_LIMIT') return order.belowLimit
  if (card.status === 'EXPIRED') return order.expired(date(card.end))
  if (view.current !== null && card.principal !== visitor.staff.assignment.principal)
    return order.otherPrincipal(view.current.principal.name)
  if (card.status === 'PRELIMINARY') return order.preliminary(time(card.finalAt))
  const orderedAt = view.current?.orderedAt ?? null
  return orderedAt === null ? null : order.ordered(time(orderedAt))
}

/** L11: null when the card is posted. */
function whyNotPosted({ asked: { words }, view: { isProtected, registered } }: OnPatient): string | null {
  const { order, date } = words
  if (isProtected) return order.isProtected
  if (registered?.diedOn != null) return order.died(date(registered.diedOn))
  return (registered?.address.length ?? 0) === 0 ? order.noAddress : null
}

const addressOf = ({ asked: { words }, view: { registered } }: OnPatient): Html =>
  html`<p>${words.order.posted}</p>
<address>${[registered?.name ?? '', ...(registered?.address ?? [])].map((line) => html`${line}<br>`)}</address>`

const notPosted = ({ asked: { words } }: OnPatient, why: string): Html =>
  html`<div class="notice wait"><p><strong>${why}</strong></p><p>${words.order.instead}</p></div>`
