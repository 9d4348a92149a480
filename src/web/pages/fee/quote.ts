/** What the patient is to pay, as it is typed: a sentence for the client's script, by the same quote as everywhere (domain.md O4). Posted, so that nothing of it stands in an address. */

import { type Ore, ore } from '../../../domain/kernel/money.ts'
import { textIn } from '../../forms.ts'
import { html } from '../../html.ts'
import type { Answer, Asked, Page } from '../../page.ts'
import { personAsked } from '../../patientAsked.ts'
import { reading } from '../../requests.ts'
import { readAmountField, readVisitField } from './values.ts'

export const quoted: Page = {
  method: 'POST',
  address: '/patient/:reference/quote',
  act: 'quote',
  answer: async (asked) => {
    const known = personAsked(asked)
    if (known === null) return { kind: 'missing' }
    const full = fullOf(asked)
    const amount = full ?? readAmountField(asked)
    const visit = readVisitField(asked)
    if (typeof amount !== 'number') return said(amount.text, null)
    if (typeof visit !== 'number') return said(visit.text, null)
    const quote = await asked.till.quoteVisit(asked.ports, { ...reading(asked, known.person), visit, amount })
    if (!quote.ok) return said(asked.words.refusal(quote.refusal), null)
    return said(sentence(asked, { amount, due: quote.value.due, isTariff: full !== null }), quote.value.due)
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

const said = (text: string, due: Ore | null): Answer => ({
  kind: 'fragment',
  body: html`<span${due !== null && html` data-due="${String(due)}"`}>${text}</span>`,
})
