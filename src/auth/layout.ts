/** The frame of the pages around logging in: plain, with one style sheet, and nothing that needs script. */

import { readFileSync } from 'node:fs'
import { type Html, html, markupOf } from '../markup/html.ts'
import { type Language, LOGIN_WORDS } from '../words/till/login.ts'

export type Page = { readonly language: Language; readonly title: string; readonly body: Html }

/**
 * Gives the whole document. Another frame may take its place, so that these pages look like the others. `here`: where the choice of
 * language leads back to; null where there is none.
 */
export type Layout = (page: Page, here: string | null) => string

export const STYLE_ADDRESS = '/logga-in/stil.css'

/** Takes the address of the style sheet. */
export const plainLayout =
  (style: string): Layout =>
  ({ language, title, body }, here) =>
    markupOf(html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – E-frikort</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${style}">
</head>
<body>
<header><p class="service">E-frikort</p>${here === null ? null : otherLanguage(language, here)}</header>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`)

const OTHER: Readonly<Record<Language, Language>> = { sv: 'en', en: 'sv' }

const otherLanguage = (language: Language, here: string): Html =>
  html`<form method="post" action="/sprak"><input type="hidden" name="till" value="${here}"><input type="hidden" name="sprak" value="${OTHER[language]}"><button class="link" lang="${OTHER[language]}">${LOGIN_WORDS[language].otherLanguage}</button></form>`

export const styleSheet = (): string => readFileSync(new URL('./login.css', import.meta.url), 'utf8')
