/** What the patient is to pay, as it is typed: a sentence for the client's script, by the same quote as everywhere (domain.md O4). Posted, so that nothing of it stands in an address. */

import { formatDay } from '../../../domain/kernel/day.ts'
import { type Ore, ore } from '../../../domain/kernel/money.ts'
import { html } from '../../../markup/html.ts'
import { quoteVisit } from '../../../usecases/readPatient.ts'
import { textIn } from '../../forms.ts'
import type { Answer, Asked, Page } from '../../page.ts'
import { personAsked } from '../../patientAsked.ts'
import { reading } from '../../requests.ts'
import { readAmountField, readVisitField } from './values.ts'

export const quoted: Page = {
  method: 'POST',
  address: '/patient/:reference/quote',
  act: 'quote',
  isKept: false,
  answer: async (asked) => {
    const known = personAsked(asked)
    if (known === null) return { kind: 'missing' }
    const full = fullOf(asked)
    const amount = full ?? readAmountField(asked)
    const visit = readVisitField(asked)
    if (typeof amount !== 'number') return said(amount.text, null)
    if (typeof visit !== 'number') return said(visit.text, null)
    const quote = await quoteVisit(asked.ports, { ...reading(asked, known.person), visit, amount })
    if (!quote.ok) return said(asked.words.refusal(quote.refusal), null)
    const { due } = quote.value
    const seen = `${formatDay(visit)} ${full === null ? amount : due}`
    return said(sentence(asked, { amount, due, isTariff: full !== null }), seen)
  },
}

/** A tariff's whole amount; null where an amount is typed. */
function fullOf({ posted }: Asked): Ore | null {
  const full = posted['full'] ?? ''
  return textIn(posted, 'amount') === '' && /^\d{1,9}$/.test(full) ? ore(Number(full)) : null
}

type Quoted = { readonly amount: Ore; readonly due: Ore; readonly isTariff: boolean }

function sentence({ words: { due: words, kronor } }: Asked, { amount, due, isTariff }: Quoted): string {
  if (due === 0) return words.dueNothing
  if (due === amount) return words.due(kronor(due))
  const capped = words.dueLess(kronor(due))
  return isTariff ? capped : `${capped} ${words.overcharge(kronor(ore(amount - due)))}`
}

/** `seen`: what would be registered, as the form says it when it has been shown. */
const said = (text: string, seen: string | null): Answer => ({
  kind: 'fragment',
  body: html`<span${seen !== null && html` data-seen="${seen}"`}>${text}</span>`,
})
