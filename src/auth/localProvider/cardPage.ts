/** The page on which the demo's identity provider asks for card and PIN, and the one that says that it can go no further. */

import { type Html, html } from '../../markup/html.ts'
import { CARD_WORDS } from '../../words/till/login.ts'
import { plainLayout } from '../layout.ts'
import type { PinAnswer } from './pins.ts'

export type Card = { readonly id: string; readonly name: string }

export type CardFault = Exclude<PinAnswer, { kind: 'right' }> | { readonly kind: 'notChosen' }

export const CARD_STYLE = '/stil.css'
const frame = plainLayout(CARD_STYLE)
const layout = (title: string, body: Html): string => frame({ language: 'sv', title, body }, null)

export type Asked = {
  readonly cards: readonly Card[]
  readonly chosen: string | null
  /** Where the form is posted. */
  readonly action: string
  readonly fault: CardFault | null
}

export function cardPage({ cards, chosen, action, fault }: Asked): string {
  const words = CARD_WORDS
  const body = html`${fault === null ? null : faultOf(fault)}
<p>${words.demo}</p>
<form method="post" action="${action}">
<div class="field"><label for="kort">${words.who}</label>
<select id="kort" name="kort">
${cards.map(({ id, name }) => html`<option value="${id}"${id === chosen ? SELECTED : null}>${name} (${id})</option>`)}
</select></div>
<div class="field"><label for="pin">${words.pin}</label>
<p class="hint" id="pin-hint">${words.pinHint}</p>
<input id="pin" name="pin" type="password" inputmode="numeric" autocomplete="off" aria-describedby="pin-hint${fault === null ? '' : ' fel'}"${fault?.kind === 'wrong' ? INVALID : null} autofocus></div>
<div class="row"><button>${words.logIn}</button><button class="quiet" name="avbryt" value="ja">${words.cancel}</button></div>
</form>`
  return layout(fault === null ? words.title : words.error, body)
}

export const overPage = (service: string): string =>
  layout(
    CARD_WORDS.error,
    html`<p>${CARD_WORDS.over}</p><p><a class="button" href="${service}">${CARD_WORDS.toService}</a></p>`,
  )

const SELECTED = html` selected`
const INVALID = html` aria-invalid="true"`

const faultOf = (fault: CardFault): Html =>
  html`<div class="error" role="alert" id="fel"><p><a href="#${fault.kind === 'notChosen' ? 'kort' : 'pin'}">${sentenceOf(fault)}</a></p></div>`

function sentenceOf(fault: CardFault): string {
  switch (fault.kind) {
    case 'notChosen':
      return CARD_WORDS.choose
    case 'wrong':
      return CARD_WORDS.wrong(fault.left)
    case 'locked':
      return CARD_WORDS.locked(fault.seconds)
  }
}
