/** What was posted when the session had ended, kept by the login for the same employee: shown again on the next page, to be sent or thrown away. */

import { localAddress } from '../auth/localAddress.ts'
import type { Visitor } from '../auth/visitor.ts'
import { type Html, html } from '../markup/html.ts'
import type { TillWords } from '../words/till/sv.ts'
import { hidden } from './forms.ts'
import type { Page } from './page.ts'

/** As the login keeps it. */
type KeptForm = {
  readonly postedTo: string
  readonly fields: Readonly<Record<string, string | readonly string[]>>
}

const MEMORY = 'kept-form'

export const forgetKeptForm = (visitor: Visitor): Promise<void> => visitor.remember(MEMORY, null)

const keptIn = (visitor: Visitor): KeptForm | null => (visitor.recall(MEMORY) as KeptForm | null | undefined) ?? null

/** It carries its own token: sent twice, it is registered once. */
export function keptFormView({ kept }: TillWords, visitor: Visitor, at: string): Html | null {
  const form = keptIn(visitor)
  if (form === null) return null
  const fields = Object.entries(form.fields).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : (value[0] ?? ''),
  ])
  const shown = fields.filter(([name = '', value]) => kept.fields[name] !== undefined && value !== '')
  const csrf = { csrf: visitor.csrf, kept: '1' }
  return html`<div class="notice wait kept-form" role="status"><h2>${kept.title}</h2><p>${kept.text}</p>
${shown.length > 0 && html`<dl class="facts">${shown.map(([name = '', value = '']) => html`<div><dt>${kept.fields[name]}</dt><dd>${value}</dd></div>`)}</dl>`}
<div class="acts"><form method="post" action="${localAddress(form.postedTo)}" data-once>${hidden({ ...Object.fromEntries(fields), ...csrf })}<button class="ds-button">${kept.send}</button></form>
<form method="post" action="/glom">${hidden({ ...csrf, back: at })}<button class="ds-button" data-variant="secondary">${kept.drop}</button></form></div></div>`
}

/** Throws it away. */
export const forgotten: Page = {
  method: 'POST',
  address: '/glom',
  act: null,
  answer: async ({ posted }) => ({ kind: 'redirect', to: localAddress(posted['back'] ?? '/') }),
}
