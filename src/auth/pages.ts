/** The pages around logging in, as pure functions from what they show. */

import type { Assignment, Staff } from '../domain/decisions/staff.ts'
import { formatDay } from '../domain/kernel/day.ts'
import { type Html, html } from '../markup/html.ts'
import type { Practice } from '../usecases/ports.ts'
import { type Language, LOGIN_WORDS, type LoginWords } from '../words/till/login.ts'
import type { Page } from './layout.ts'
import type { Unworkable } from './workable.ts'

/** What every page needs. */
export type Setting = {
  readonly language: Language
  /** Whom to call; null where no principal tells it. */
  readonly support: Practice['support'] | null
}

export type RefusalKind = Exclude<keyof LoginWords['refused'], 'title'>

export const refusedPage = (setting: Setting, kind: RefusalKind): Page => {
  const words = LOGIN_WORDS[setting.language]
  const body = html`<p>${words.refused[kind]}</p>
${loginLink('/', words.again)}
${helpOf(setting)}`
  return { language: setting.language, title: words.refused.title, body }
}

export const forgedPage = (setting: Setting): Page => {
  const { forged } = LOGIN_WORDS[setting.language]
  return { language: setting.language, title: forged.title, body: html`<p>${forged.text}</p>${helpOf(setting)}` }
}

export const loggedOutPage = ({ language }: Setting): Page => {
  const words = LOGIN_WORDS[language]
  const body = html`<p>${words.loggedOut.text}</p>${loginLink('/', words.again)}`
  return { language, title: words.loggedOut.title, body }
}

/** `kept`: whether what was posted too late is kept. */
export const endedPage = (
  { language }: Setting,
  { returnTo, kept }: { readonly returnTo: string; readonly kept: boolean },
): Page => {
  const words = LOGIN_WORDS[language]
  const body = html`<p>${words.ended.text}</p>
<p>${kept ? words.ended.kept : words.ended.notKept}</p>
${loginLink(returnTo, words.again)}`
  return { language, title: words.ended.title, body }
}

export type Choice = {
  readonly staff: Staff
  readonly able: readonly Assignment[]
  readonly unable: readonly { readonly assignment: Assignment; readonly why: Unworkable }[]
  readonly chosen: string | null
  readonly csrf: string
  readonly returnTo: string
  readonly fault: 'notChosen' | 'notAble' | null
}

export function choicePage(setting: Setting, choice: Choice): Page {
  const { language } = setting
  const words = LOGIN_WORDS[language]
  if (choice.able.length === 0) return nonePage(setting, choice)
  const body = html`${choice.fault === null ? null : errorOf(words.choose[choice.fault])}
<p>${words.choose.text}</p>
<form method="post" action="/uppdrag">
<input type="hidden" name="csrf" value="${choice.csrf}">
<input type="hidden" name="till" value="${choice.returnTo}">
<fieldset id="uppdrag"><legend>${words.choose.legend}</legend>
${choice.able.map((one) => radioOf(one, choice.chosen))}</fieldset>
<button>${words.goOn}</button>
</form>
${unableOf(choice, words)}
${logOutOf(choice.csrf, words)}`
  return { language, title: words.choose.title, body }
}

function nonePage(setting: Setting, choice: Choice): Page {
  const words = LOGIN_WORDS[setting.language]
  const body = html`<p>${choice.staff.roles.size === 0 ? words.none.noRole : words.none.text}</p>
${unableOf(choice, words)}
${helpOf(setting)}
${logOutOf(choice.csrf, words)}`
  return { language: setting.language, title: words.none.title, body }
}

const radioOf = ({ id, unitName, providerName, purpose }: Assignment, chosen: string | null): Html =>
  html`<label class="choice"><input type="radio" name="uppdrag" value="${id}" required${id === chosen ? CHECKED : null}>
<span><b>${unitName}</b>${providerName} · ${purpose}</span></label>
`

const CHECKED = html` checked`

const unableOf = ({ unable }: Choice, words: LoginWords): Html | null =>
  unable.length === 0
    ? null
    : html`<h2>${words.choose.others}</h2><ul>${unable.map(
        ({ assignment, why }) =>
          html`<li>${assignment.unitName}, ${assignment.providerName}. ${whySentence(assignment, why, words)}</li>`,
      )}</ul>`

function whySentence(assignment: Assignment, why: Unworkable, { whyNot }: LoginWords): string {
  switch (why) {
    case 'ended':
      return whyNot.ended(assignment.validThrough === null ? '' : formatDay(assignment.validThrough))
    case 'notBegun':
      return whyNot.notBegun(formatDay(assignment.validFrom))
    case 'purpose':
      return whyNot.purpose(assignment.purpose)
    case 'principal':
      return whyNot.principal
  }
}

const errorOf = (text: string): Html =>
  html`<div class="error" role="alert"><p><a href="#uppdrag">${text}</a></p></div>`

const loginLink = (returnTo: string, text: string): Html =>
  html`<p><a class="button" href="/logga-in?till=${encodeURIComponent(returnTo)}">${text}</a></p>`

const logOutOf = (csrf: string, { logOut }: LoginWords): Html =>
  html`<form method="post" action="/logga-ut" class="row"><input type="hidden" name="csrf" value="${csrf}"><button class="quiet">${logOut}</button></form>`

function helpOf({ language, support }: Setting): Html | null {
  const words = LOGIN_WORDS[language]
  if (support === null) return null
  return html`<h2>${words.help}</h2><p>${words.support(support.name, support.phone, support.hours)}<br><a href="mailto:${support.email}">${support.email}</a></p>`
}
