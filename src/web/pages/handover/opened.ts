/** A patient whom a journal system has handed over, opened by one who is logged in. The reference is good once; whoever must log in first comes back with it. */

import { html } from '../../../markup/html.ts'
import { textIn } from '../../forms.ts'
import { readIdentity, revealed } from '../../identity.ts'
import type { Answer, Asked, Page } from '../../page.ts'

export const opened: Page = {
  method: 'GET',
  address: '/oppna/:handover',
  act: 'readCardWithFees',
  answer: async (asked) => {
    const { ports, params, words, visitor } = asked
    const told = await ports.handovers.take(params['handover'] ?? '', ports.now())
    if (told === null) return notOpened(asked, words.handover.gone)
    const person = readIdentity(asked, textIn({ told }, 'told'))
    if (person === null) return notOpened(asked, words.handover.unreadable)
    return { kind: 'redirect', to: `/patient/${await visitor.refer(revealed(person))}` }
  },
}

const GONE = 410

const notOpened = ({ words }: Asked, text: string): Answer => ({
  kind: 'page',
  title: words.handover.title,
  status: GONE,
  body: html`<div class="narrow stack"><h1>${words.handover.title}</h1>
<div class="notice wait" role="status"><p>${text}</p></div>
<p><a class="ds-button" href="/">${words.handover.search}</a></p></div>`,
})
