/** The frame of the pages around logging in: plain, with one style sheet, and nothing that needs script. */

import { readFileSync } from 'node:fs'
import { type Html, html } from './html.ts'

export type Page = { readonly language: 'sv' | 'en'; readonly title: string; readonly body: Html }

/** Gives the whole document. Another frame may take its place, so that these pages look like the others. */
export type Layout = (page: Page) => string

export const STYLE_ADDRESS = '/logga-in/stil.css'

/** Takes the address of the style sheet. */
export const plainLayout =
  (style: string): Layout =>
  ({ language, title, body }) =>
    html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – E-frikort</title>
<link rel="stylesheet" href="${style}">
</head>
<body>
<header><p class="service">E-frikort</p></header>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`.html

export const styleSheet = (): string => readFileSync(new URL('./login.css', import.meta.url), 'utf8')
