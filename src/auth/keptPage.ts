/** The page on which an employee meets again what was typed when the session ended: to be sent as it stands, or thrown away. */

import { type Html, html } from '../markup/html.ts'
import { LOGIN_WORDS } from '../words/till/login.ts'
import type { KeptForm } from './keptForm.ts'
import type { Page } from './layout.ts'
import type { Setting } from './pages.ts'

/** The form is sent with the field names it had, to where it was to go. */
export function keptPage({ language }: Setting, { postedTo, fields }: KeptForm, csrf: string): Page {
  const words = LOGIN_WORDS[language].kept
  const pairs = Object.entries(fields).flatMap(([name, told]) => [told].flat().map((value) => ({ name, value })))
  const token = html`<input type="hidden" name="csrf" value="${csrf}">`
  const body = html`<p>${words.text}</p>
<dl>${pairs.filter(isTyped).map(({ name, value }) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
<form method="post" action="${postedTo}">${token}
${pairs.map(hidden)}<button>${words.send}</button></form>
<form method="post" action="${KEPT_ADDRESS}" class="row">${token}<button class="quiet">${words.drop}</button></form>`
  return { language, title: words.title, body }
}

export const KEPT_ADDRESS = '/logga-in/sparat'

type Pair = { readonly name: string; readonly value: string }

const hidden = ({ name, value }: Pair): Html => html`<input type="hidden" name="${name}" value="${value}">
`

/** What a person has not typed (a key that makes a form count once) says nothing to anybody. */
const isTyped = ({ value }: Pair): boolean => value.trim() !== '' && !/^[\w-]{16,}$/.test(value)
